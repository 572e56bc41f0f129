"""What one student handed in, laid out as `autograder grade` reads it: for Gradescope's harness, and for
what is collected from archives."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course.course import Assignment
from autograder.grading.candidates import Newness, choose, notebooks_among
from autograder.grading.file_tree import FoundFile, LeftOut, file_tree
from autograder.grading.files_beside import (
    LARGEST_FILES,
    MOST_FILES,
    OTHERS_OWN,
    Files,
    files_beside,
    is_in_the_way,
    lay_out,
)
from autograder.grading.leftovers import is_hidden, is_hidden_folder
from autograder.grading.notebook_file import LARGEST_NOTEBOOK
from autograder.grading.timestamp import TIMESTAMP
from autograder.platforms.archives.archive import Archive
from autograder.platforms.archives.file_name import ArchiveError
from autograder.printable import few, printable

MOST_NAMED = 6
"""Files that a sentence lists."""


@dataclass(frozen=True)
class Upload:
    """What became of the files that were handed in."""

    problem: str = ""
    """Why there is no notebook to grade, in a sentence for the student; empty where there is one."""
    taken: Mapping[str, Path] = field(default_factory=dict)
    """By the name of a released notebook: the place of the file that is it."""
    passed_over: tuple[Path, ...] = ()
    """The places of the notebooks that do not count."""
    left: tuple[LeftOut, ...] = ()
    """What is not taken along."""
    unpacked: Path | None = None
    """The place of the zip in which all these are; None where they were handed in as they are."""
    notes: tuple[str, ...] = ()
    """What else staff should know."""

    @property
    def note(self) -> str:
        """All that staff should know, in a line; empty where everything has its own name."""
        parts = [f"unpacked {printable(str(self.unpacked))}"] if self.unpacked else []
        for name, inside in self.taken.items():
            if str(inside) != name:
                parts.append(f"{printable(str(inside))} was taken as {name}")
        parts += few([f"{printable(str(inside))} does not count" for inside in self.passed_over])
        left = [f"{printable(str(out.inside))} was left out ({out.reason})" for out in self.left]
        parts += [*few(left), *few(self.notes)]
        return ". ".join(parts) + "." if parts else ""


def releases_of(assignment: Assignment) -> dict[str, Path]:
    """The released notebooks of an assignment, by their names."""
    found = {path.name: path for path in sorted(assignment.released.glob("[!.]*.ipynb"))}
    return found or {assignment.starter.name: assignment.starter}


def take(
    source: Path, target: Path, releases: Mapping[str, Path], newness: Newness | None = None
) -> Upload:
    """Copies the notebooks of `source` to `target` under their released names, with the files beside them.

    Which they are `choose` says. What lies in the notebook's folder is beside it in `target`, too; the
    rest stays where it is. A single zip is unpacked where there is no notebook. No link is followed.
    """
    with tempfile.TemporaryDirectory(prefix="handed-in-") as own:
        files = _files(source)
        candidates = notebooks_among(files)
        unpacked: Path | None = None
        notes: tuple[str, ...] = ()
        zips = [file for file in files if file.inside.suffix.lower() == ".zip"]
        wanted = " and ".join(releases)
        if not candidates and len(zips) == 1:
            unpacked = zips[0].inside
            try:
                notes = _unpack(zips[0].path, Path(own))
            except (ArchiveError, OSError) as error:
                problem = f"Your zip could not be unpacked ({error}). Hand in {wanted} itself."
                return Upload(problem)
            source, files, newness = Path(own), _files(Path(own)), None
            candidates = notebooks_among(files)
        chosen = choose(candidates, releases, newness)
        if not chosen:
            problem = _problem(candidates or files, bool(candidates), wanted)
            return Upload(problem, unpacked=unpacked, notes=notes)
        large = [file for file in chosen.values() if file.size > LARGEST_NOTEBOOK]
        if large:  # a file of holes can say that it has more than any disk
            return Upload(_too_large(large[0]), unpacked=unpacked, notes=notes)
        laid = _choose_files(source, chosen)
        lay_out(laid.files, target)
        target.mkdir(parents=True, exist_ok=True)
        for name, file in chosen.items():
            shutil.copyfile(file.path, target / name)
    taken = {name: file.inside for name, file in chosen.items()}
    others = [file.inside for file in candidates if file not in chosen.values()]
    passed_over = tuple(dict.fromkeys((*others, *laid.passed_over)))
    return Upload("", taken, passed_over, laid.left, unpacked, notes)


@dataclass(frozen=True)
class _Laid:
    """What lies beside the notebooks, and what does not."""

    files: Files
    passed_over: tuple[Path, ...]
    left: tuple[LeftOut, ...]


def _files(folder: Path) -> list[FoundFile]:
    """All regular files in a folder, but for what is hidden; those that lie higher come first."""
    tree = file_tree(folder, lambda name: not is_hidden_folder(name))
    files = (found for found in tree if isinstance(found, FoundFile))
    shown = [found for found in files if not is_hidden(found.inside.name)]
    return sorted(shown, key=lambda found: (len(found.inside.parts), found.inside))


def _choose_files(source: Path, chosen: Mapping[str, FoundFile]) -> _Laid:
    """The files that are laid out beside the notebooks, those of the first one's folder before others."""
    root = next(iter(chosen.values())).inside.parent
    near, whole = files_beside(source / root), files_beside(source)
    far = {i: path for i, path in whole.files.items() if root not in i.parents}
    notebooks = {file.path for file in chosen.values()}
    wanted = [(i, path) for i, path in (*near.files.items(), *far.items()) if path not in notebooks]
    laid = _out_of_the_way(source, chosen, wanted)
    left = [LeftOut(root / out.inside, out.reason) for out in near.left]
    left += [out for out in whole.left if root not in out.inside.parents]
    return replace(laid, left=tuple(dict.fromkeys((*laid.left, *left))))


def _out_of_the_way(
    source: Path, names: Collection[str], wanted: Iterable[tuple[Path, Path]]
) -> _Laid:
    """Of files and the places where they are wanted: those that are out of each other's way on every
    system, and of that of the notebooks of those `names`."""
    files: dict[Path, Path] = {}
    passed_over, left = [], []
    room = LARGEST_FILES
    is_file = {_plain(Path(name)): True for name in names}
    """By the places that are taken: whether a file is there, and no folder."""
    for inside, path in wanted:
        place, here = _plain(inside), path.relative_to(source)
        if place in is_file or any(is_file.get(parent) for parent in place.parents):
            passed_over.append(here)
        elif place == _plain(Path(TIMESTAMP)) or is_in_the_way(inside, names):
            left.append(LeftOut(here, OTHERS_OWN))
        elif len(files) < MOST_FILES and (size := path.stat().st_size) <= room:
            files[inside] = path
            room -= size
            is_file |= {**dict.fromkeys(place.parents, False), place: True}
        else:
            left.append(LeftOut(here, "there are too many, or too large files"))
    return _Laid(files, tuple(passed_over), tuple(left))


def _plain(inside: Path) -> Path:
    return Path(str(inside).casefold())


def _problem(files: Sequence[FoundFile], notebooks: bool, wanted: str) -> str:
    """Why no notebook was taken, in a sentence for the student."""
    listed = ", ".join(printable(str(file.inside)) for file in files[:MOST_NAMED])
    listed += ", ..." if len(files) > MOST_NAMED else ""
    if notebooks:
        return (
            f"It can't be told which of your notebooks is to be graded ({listed}). "
            f"Hand in one, and call it {wanted}."
        )
    found = (
        f"Among the files that you handed in ({listed}) is no notebook"
        if files
        else ("You handed in no file that could be read")
    )
    return f"{found}. Hand in {wanted}."


def _too_large(notebook: FoundFile) -> str:
    return (
        f"{printable(str(notebook.inside))} has {notebook.size >> 20} MiB, more than "
        f"{LARGEST_NOTEBOOK >> 20} are not read. Clear its outputs, and hand it in again."
    )


def _unpack(path: Path, target: Path) -> tuple[str, ...]:
    """Unpacks a zip of one student; gives what staff should know of its names. ArchiveError where a part
    of it is not taken."""
    with Archive(path) as archive:
        size = sum(entry.info.file_size for entry in archive.entries)
        if len(archive.entries) > MOST_FILES or size > 2 * LARGEST_FILES:
            raise ArchiveError("it holds too many, or too large files")
        for entry in archive.entries:
            place = target.joinpath(*entry.parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            archive.copy(entry, place)
        return tuple(archive.notes)
