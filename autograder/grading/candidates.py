"""Which of the files that somebody hands in is the notebook to be graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import is_answer
from autograder.course.recognition import recognise
from autograder.course.release import Release
from autograder.course.upgrade import upgrade
from autograder.grading.file_tree import FoundFile
from autograder.grading.leftovers import is_hidden
from autograder.grading.notebook_file import read_notebook
from autograder.grading.notebook_name import is_renamed, may_be_notebook, own_name
from autograder.grading.plain_course import with_ids

MOST_READ = 8
"""Notebooks that are read to choose among them: each may take seconds."""

Newness = Mapping[Path, tuple[Any, ...]]
"""By the place of a file in what was handed in: of two, the newer has the larger one."""


@dataclass(frozen=True)
class Content:
    """What speaks for a notebook; the larger, the more."""

    readable: bool = False
    released: int = 0
    """How many of the released cells it has."""
    answered: int = 0
    """How many answers are not as they were released."""

    @property
    def order(self) -> tuple[bool, int, int]:
        """To compare by: one that nobody has answered in comes after one that somebody has, even if cells
        of that are missing."""
        return self.readable, self.answered, self.released


def notebooks_among(files: Sequence[FoundFile]) -> list[FoundFile]:
    """The files that may be the notebook: those that are called so, however their names go on
    (`kernels.ipynb.txt`); where there are none, those that are one by their content.

    What is hidden is none, and what systems leave beside files by themselves.
    """
    seen = [file for file in files if not is_hidden(*file.inside.parts)]
    called = [file for file in seen if own_name(file.inside.name) is not None]
    if called:
        return called
    maybe = [file for file in seen if may_be_notebook(file.inside.name)]
    return [file for file in maybe[:MOST_READ] if content_of(file.path, None).readable]


def choose(
    candidates: Sequence[FoundFile], releases: Mapping[str, Path], newness: Newness | None = None
) -> dict[str, FoundFile]:
    """The notebook of each name of `releases`, where it can be told: by its name, then by what is in it,
    then by where it lies.

    What can't be read comes after all others. `newness` decides between attempts, and at the end.
    """
    own = {own_name(name): name for name in releases}
    of_name = {file: own.get(own_name(file.inside.name)) for file in candidates}
    chosen: dict[str, FoundFile] = {}
    for name, released in releases.items():
        called = [file for file in candidates if of_name[file] == name]
        others = [file for file in candidates if of_name[file] is None]
        if len(releases) > 1:  # then a notebook of another name says which it is, or nobody does
            others = (
                []
                if called
                else _like(released, [file for file in others if file not in chosen.values()])
            )
        found = _best(called + others, name, _starter(released), newness or {})
        if found is not None:
            chosen[name] = found
    return chosen


def _best(
    candidates: Sequence[FoundFile], name: str, release: Release | None, newness: Newness
) -> FoundFile | None:
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    ranked = {file: _rank(file, name, newness) for file in candidates}
    order = sorted(ranked, key=ranked.__getitem__, reverse=True)
    full = {}
    for number, file in enumerate(order):
        called, attempt, *rest = ranked[file]
        content = content_of(file.path, release) if number < MOST_READ else Content()
        full[file] = (content.readable, called, attempt, content.order, *rest)
    first, second = sorted(full, key=full.__getitem__, reverse=True)[:2]
    return first if full[first] > full[second] else None


def _rank(file: FoundFile, name: str, newness: Newness) -> tuple[Any, ...]:
    """Its name, the attempt it is of, how high it lies, how new it is, and its name to the letter."""
    here = file.inside.name
    attempt, *newer = newness.get(file.inside, (0,))
    letter = (not is_renamed(here), here == name)
    return own_name(here) == own_name(name), attempt, -len(file.inside.parts), newer, letter


def _like(released: Path, files: Sequence[FoundFile]) -> list[FoundFile]:
    """The files that have cells of a released notebook."""
    release = _starter(released)
    if release is None:
        return []
    return [file for file in files[:MOST_READ] if content_of(file.path, release).released]


def content_of(path: Path, release: Release | None) -> Content:
    """What speaks for a notebook, beside what was released."""
    try:
        notebook = read_notebook(path)
    except (OSError, ValueError, RecursionError):
        return Content()
    if release is None:
        return Content(True)
    found = {item.name: item.cell for item in recognise(notebook.cells, release) if item.name}
    answers = {name: cell for name, cell in release.cells.items() if is_answer(cell)}
    answered = sum(
        name in found and found[name].source != cell.source for name, cell in answers.items()
    )
    return Content(True, len(found), answered)


def _starter(path: Path) -> Release | None:
    """The released notebook; None where there is none that can be read."""
    try:
        raw: NotebookNode = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        return Release(with_ids(upgrade(raw))[0])
    except (OSError, ValueError):
        return None
