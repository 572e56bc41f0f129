"""What a student handed in on Gradescope, laid out as `autograder grade` reads it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.file_tree import FoundFile, file_tree
from autograder.grading.files_beside import LARGEST_FILES, MOST_FILES, files_beside, lay_out
from autograder.platforms.archives.archive import LEFTOVERS, Archive
from autograder.platforms.archives.file_name import ArchiveError
from autograder.platforms.archives.hand_in import attempt_of
from autograder.printable import printable

MOST_NAMED = 6
"""Files that a sentence lists."""


@dataclass(frozen=True)
class Upload:
    """What became of the files that were handed in."""

    problem: str = ""
    """Why there is no notebook to grade, in a sentence for the student; empty where there is one."""
    note: str = ""
    """What staff should know; empty where everything has its own name."""


def take(source: Path, target: Path, name: str) -> Upload:
    """Copies the notebook of `source` to `target` under `name`, and the files beside it.

    The one that has the name counts, in whatever folder; else the only one there is. A single zip is
    unpacked. No link is followed.
    """
    with tempfile.TemporaryDirectory(prefix="handed-in-") as unpacked:
        files = _files(source)
        notebooks = [path for path in files if path.suffix.lower() == ".ipynb"]
        zips = [path for path in files if path.suffix.lower() == ".zip"]
        note = ""
        if not notebooks and len(zips) == 1:
            try:
                _unpack(zips[0], Path(unpacked))
            except (ArchiveError, OSError) as error:
                return Upload(f"Your zip could not be unpacked ({error}). Hand in {name} itself.")
            note = f"unpacked {printable(zips[0].name)}. "
            source, files = Path(unpacked), _files(Path(unpacked))
            notebooks = [path for path in files if path.suffix.lower() == ".ipynb"]
        chosen = _chosen(notebooks, name)
        if chosen is None:
            return Upload(_problem(notebooks or files, bool(notebooks), source, name), note)
        beside = files_beside(chosen.parent)
        lay_out(beside.files, target)
        note += "".join(f"{incident.message} " for incident in beside.incidents())
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chosen, target / name)
        inside = printable(str(chosen.relative_to(source)))
        return Upload(note=note + (f"{inside} was taken as {name}." if inside != name else ""))


def _files(folder: Path) -> list[Path]:
    """All regular files in a folder, but for what systems leave there by themselves."""
    tree = file_tree(folder, lambda name: name not in LEFTOVERS and not name.startswith("."))
    files = (found for found in tree if isinstance(found, FoundFile))
    paths = [found.path for found in files if not found.path.name.startswith(".")]
    return sorted(paths, key=lambda path: (len(path.parts), path))


def _chosen(notebooks: Sequence[Path], name: str) -> Path | None:
    """The notebook that is to be graded: of several with the name, one that lies above the others."""
    named = [path for path in notebooks if path.name == name]
    named = named or [path for path in notebooks if _plain(path.name) == _plain(name)]
    if not named:
        return notebooks[0] if len(notebooks) == 1 else None
    alone = len(named) == 1 or len(named[0].parts) < len(named[1].parts)
    return named[0] if alone else None


def _plain(name: str) -> str:
    """A name without what a browser or a platform may have changed."""
    return attempt_of(name)[0].casefold().replace(" ", "_")


def _problem(files: Sequence[Path], notebooks: bool, source: Path, name: str) -> str:
    listed = ", ".join(printable(str(path.relative_to(source))) for path in files[:MOST_NAMED])
    listed += ", ..." if len(files) > MOST_NAMED else ""
    if notebooks:
        return (
            f"It can't be told which of your notebooks is to be graded ({listed}). "
            f"Hand in one, and call it {name}."
        )
    found = (
        f"Among the files that you handed in ({listed}) is no notebook"
        if files
        else ("You handed in no file that could be read")
    )
    return f"{found}. Hand in {name}."


def _unpack(path: Path, target: Path) -> None:
    """Unpacks a zip of one student. ArchiveError where a part of it is not taken."""
    with Archive(path) as archive:
        size = sum(entry.info.file_size for entry in archive.entries)
        if len(archive.entries) > MOST_FILES or size > 2 * LARGEST_FILES:
            raise ArchiveError("it holds too many, or too large files")
        for entry in archive.entries:
            place = target.joinpath(*entry.parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            archive.copy(entry, place)
