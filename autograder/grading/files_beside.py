"""The files that lie beside a notebook: those of a submission, and the released ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.file_tree import FoundFile, LeftOut, file_tree, has_other_names
from autograder.grading.leftovers import is_hidden_folder, is_leftover
from autograder.grading.marks import Incident
from autograder.grading.read_files import ReadableFile
from autograder.grading.timestamp import TIMESTAMP
from autograder.printable import few, printable

LARGEST_FILES = 64 << 20
"""Bytes of all other files together."""
MOST_FILES = 500
OTHERS_OWN = "a file of that name is nbgrader's own"
NBGRADERS_OWN = frozenset((TIMESTAMP, "submission_secret.txt"))
"""What nbgrader keeps beside a submission for itself. No notebook looks at it: what a run gives must not
depend on when something was handed in, nor on how often."""

Files = Mapping[Path, ReadableFile]
"""By its place beside the notebook: the file that is to be copied."""


@dataclass(frozen=True)
class FilesBeside:
    """What was handed in beside a notebook."""

    files: Mapping[Path, Path] = field(default_factory=dict)
    """By its place: where the file lies."""
    left: tuple[LeftOut, ...] = ()
    """What is not taken along."""

    def incidents(self) -> tuple[Incident, ...]:
        """What is to be said of what is left out."""
        if not self.left:
            return ()
        told = ", ".join(
            few([f"{printable(str(item.inside))} ({item.reason})" for item in self.left])
        )
        return (
            Incident(
                "files-left-out",
                "submission",
                f"Not taken along when the notebook was run: {told}.",
                f"Not all of your files could be taken along when your notebook was run: {told}.",
            ),
        )


def files_beside(folder: Path, notebooks: Collection[str] = ()) -> FilesBeside:
    """The files of a submission, but for notebooks. What is no file of its own is left out, and so is
    what makes them too many or too large together, or lies where something becomes of one of the
    named `notebooks`; those after it are taken."""
    files: dict[Path, Path] = {}
    left = []
    room = LARGEST_FILES
    for found in file_tree(folder, _is_looked_into):
        reason = found.reason if isinstance(found, LeftOut) else _refused(found, room, len(files))
        if found.inside.suffix == ".ipynb" or is_leftover(found.inside.name):
            continue
        if is_in_the_way(found.inside, notebooks):
            reason = OTHERS_OWN
        if reason:
            left.append(LeftOut(found.inside, reason))
        elif isinstance(found, FoundFile):
            files[found.inside] = found.path
            room -= found.size
    return FilesBeside(files, tuple(left))


def is_in_the_way(inside: Path, notebooks: Collection[str]) -> bool:
    """Whether a file lies where the page of feedback of one of these notebooks is written, or in a
    folder where it or the notebook is, on any system."""
    names = {str(Path(name).with_suffix(".html")) for name in notebooks}
    if len(inside.parts) > 1:
        names.update(notebooks)
    return (*inside.parts, "")[0].casefold() in map(str.casefold, names)


def _is_looked_into(name: str) -> bool:
    return not is_hidden_folder(name)


def _refused(found: FoundFile, room: int, taken: int) -> str:
    """Why a file is not taken; nothing where it is."""
    if has_other_names(found.names):
        return "a hard link: the same file has another name elsewhere"
    if taken >= MOST_FILES:
        return f"more than {MOST_FILES} files are not taken"
    if found.size > room:
        return f"more than {LARGEST_FILES >> 20} MiB together are not taken"
    return ""


def released_files(folder: Path) -> Iterator[FoundFile]:
    """The released files; links are not followed."""
    for found in file_tree(folder, _is_looked_into):
        if isinstance(found, FoundFile):
            yield found


def overlay(files: Files, folder: Path, theirs: frozenset[str] = frozenset()) -> Files:
    """The files with the released ones of `folder` over them, whatever lay there under their names.

    A file of `theirs` only where there is none; notebooks not at all.
    """
    laid = dict(files)
    folders = {parent for inside in laid for parent in inside.parents}
    for found in released_files(folder):
        inside = found.inside
        if inside.suffix == ".ipynb" or str(inside) in NBGRADERS_OWN:
            continue
        if str(inside) in theirs and inside in laid:
            continue
        for parent in inside.parents:  # a file where a folder is needed
            laid.pop(parent, None)
        if inside in folders:  # a folder where a file is needed
            laid = {other: origin for other, origin in laid.items() if inside not in other.parents}
        folders.update(inside.parents)
        laid[inside] = found.path
    return laid


def lay_out(files: Files, folder: Path) -> None:
    """Copies the files to their places in `folder`, which holds none of them."""
    for inside, file in files.items():
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
