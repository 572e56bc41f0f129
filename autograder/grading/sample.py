"""The sample class of `data/class`: submissions written as answers laid over the starter."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from autograder.course.cells import grade_id
from autograder.course.course import CHECKOUT, Assignment, Course
from autograder.grading.exam import read_starter
from autograder.grading.verify import lay_over

COPIED = ("solutions", "data", "nbgrader_config.py", "pyproject.toml")
"""What a course folder of its own needs of the checkout."""


@dataclass(frozen=True)
class Sample:
    """One submission of the sample class."""

    student: str
    answers: dict[str, str]
    """By the cell's name (that of its question, or `check-` and that): what stands in the cell."""
    deleted: tuple[str, ...]
    """Cells of the starter that are gone."""
    truncated: bool
    """Whether the file breaks off in the middle, as after a failed upload."""


def sample_class(course: Course, assignment: str) -> tuple[Sample, ...]:
    """The sample class of an assignment, in alphabetical order: nobody where it has none.

    ValueError where a file is not right.
    """
    folder = course.images.parent / "class" / assignment
    return tuple(_read(path) for path in sorted(folder.glob("*.py")))


def declared_marks(course: Course, assignment: str) -> dict[str, Any]:
    """The marks that the sample class must get, by student."""
    path = course.images.parent / "class" / assignment / "marks.json"
    marks: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return marks


def _read(path: Path) -> Sample:
    text = path.read_text(encoding="utf-8")
    answers, deleted = {}, []
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        name = _cell_name(cell.metadata)
        if name and cell.metadata.get("deleted"):
            deleted.append(name)
        elif name:
            answers[name] = cell.source
        elif cell.cell_type == "code" and not cell.source.strip("# \n").startswith("file:"):
            raise ValueError(f"{path}: a code cell without a mark: {cell.source[:60]!r}")
    return Sample(path.stem, answers, tuple(deleted), "# file: truncated" in text)


def _cell_name(marks: Mapping[str, Any]) -> str | None:
    """The name of the starter's cell that a cell marked so replaces; None for a cell without a mark."""
    if "check" in marks:
        return f"check-{marks['check']}"
    name: str | None = marks.get("answer") or marks.get("written")
    return name


def submit_sample_class(assignment: Assignment) -> tuple[str, ...]:
    """Writes the sample class of an assignment to `submitted/`; gives the names of its students.

    ValueError where a file names a cell that the starter has not.
    """
    starter = read_starter(assignment)
    samples = sample_class(assignment.course, assignment.name)
    for sample in samples:
        folder = assignment.course.submitted / sample.student / assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        notebook = lay_over(starter, sample.answers | dict.fromkeys(sample.deleted, ""))
        notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in sample.deleted]
        text = nbformat.writes(notebook) + "\n"
        if sample.truncated:
            text = text[: len(text) // 2]
        (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")
    return tuple(sample.student for sample in samples)


def lay_out_course(source: Course, folder: Path) -> Course:
    """A course folder of its own with what `source` has, but no submissions and no gradebook.

    What an earlier call made there is replaced. ValueError where the folder holds something else.
    """
    mark = folder / ".autograder-demo"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ValueError(f"{folder} is no folder; name another --folder")
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise ValueError(
            f"{folder} is not empty and was not made by the demo; name another --folder"
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.write_text("made by `autograder demo`, which may replace this folder\n", encoding="utf-8")
    for name in COPIED:
        origin = source.root / name
        if origin.is_dir():
            shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif origin.is_file():
            shutil.copyfile(origin, folder / name)
    return Course.at(folder)


def state_of(course: Course) -> str:
    """What identifies everything that a demo's marks depend on: the course's files and the package."""
    digest = hashlib.sha256()
    for root in (*(course.root / name for name in COPIED), CHECKOUT / "autograder"):
        paths = sorted(root.rglob("*")) if root.is_dir() else [root]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(root)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
