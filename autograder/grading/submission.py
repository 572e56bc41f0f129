"""A submission as it lies in nbgrader's folder, read without trusting any of it."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import nbformat
from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.course.dialects import own_id
from autograder.course.repair import upgrade
from autograder.grading.marks import Incident, Status

LARGEST_NOTEBOOK = 50 << 20
"""Bytes. Outputs of a notebook may be large; its text is not."""
LARGEST_FILES = 64 << 20
"""Bytes of all other files together."""
MOST_FILES = 500
LONGEST_PATH = 300
"""Bytes of a file's path inside the submission: it is copied to where the way is longer."""

TIMESTAMP = "timestamp.txt"
"""Where nbgrader keeps when it was submitted; no notebook looks at it."""

UNTIMED = Incident(
    "unreadable-timestamp",
    TIMESTAMP,
    "It holds no time that could be read, so nothing says whether the submission was late. Write the "
    "time into it, as in 2026-03-01 12:00:00 UTC, or delete it, and grade again: the formgrader "
    "can't list the assignment's submissions before.",
)


@dataclass(frozen=True)
class Submission:
    """What one student submitted to one assignment."""

    student: str
    folder: Path
    notebook: NotebookNode | None
    """The notebook, in the present format, or None where there is none that can be read."""
    status: Status
    incidents: tuple[Incident, ...] = ()


def students(assignment: Assignment) -> tuple[str, ...]:
    """Everybody with a submission to the assignment, in alphabetical order."""
    submitted = assignment.course.submitted
    if not submitted.is_dir():
        return ()
    return tuple(
        sorted(
            path.name
            for path in submitted.iterdir()
            if (path / assignment.name).is_dir() and not path.name.startswith(".")
        )
    )


def read_submission(
    assignment: Assignment, student: str, notebook: str | None = None
) -> Submission:
    """Reads what a student submitted. Never raises for what is in it: that is an incident.

    `notebook` is the notebook's name, where it is not the assignment's.

    ValueError where `student` is no name of a folder.
    """
    if not student or student != os.path.basename(student) or student.startswith("."):
        raise ValueError(f"{student!r} is no student's name")
    folder = assignment.course.submitted / student / assignment.name
    path = folder / f"{notebook or assignment.name}.ipynb"
    if not folder.is_dir():
        return _without("missing", student, folder, "there is no submission")
    if not path.is_file() or path.is_symlink():
        others = sorted(other.name for other in folder.glob("*.ipynb"))
        found = f"; there is {', '.join(others)}" if others else ""
        return _without("missing", student, folder, f"{path.name} is not there{found}")
    try:
        return Submission(student, folder, read_notebook(path), "graded", _of_time(folder))
    except ValueError as error:
        return _without("unreadable", student, folder, str(error), path.name)


def _without(
    status: Status, student: str, folder: Path, reason: str, where: str = "submission"
) -> Submission:
    told = {
        "missing": "There is no notebook of yours for this assignment: submit it under its own name.",
        "unreadable": f"Your notebook could not be read ({reason}). Please submit it again.",
    }[status]
    incident = Incident(status, where, f"The notebook could not be graded: {reason}.", told)
    return Submission(student, folder, None, status, (incident, *_of_time(folder)))


def read_notebook(path: Path) -> NotebookNode:
    """A Python notebook of any format, in the present one, with well-formed cells.

    ValueError, in words, where it is none.
    """
    size = path.stat().st_size
    if size > LARGEST_NOTEBOOK:
        raise ValueError(
            f"it has {size >> 20} MiB, more than {LARGEST_NOTEBOOK >> 20} are not read"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = json.loads(text)
    except UnicodeDecodeError as error:
        raise ValueError("it is not text in UTF-8") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"it is not JSON: {str(error)[:200]}") from error
    if not isinstance(raw, dict) or type(raw.get("nbformat")) is not int:
        raise ValueError("it is JSON, but no notebook")
    language = language_of(raw)
    if language != "python":
        raise ValueError(f"it is a notebook for {language[:40]}, not for Python")
    try:
        notebook = upgrade(nbformat.from_dict(raw) if raw["nbformat"] >= 4 else _old(text))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(notebook.get("cells"), list):
        raise ValueError("it is a notebook without cells")
    return NotebookNode(
        nbformat=notebook.nbformat,
        nbformat_minor=notebook.nbformat_minor,
        metadata=_own_mark(notebook.get("metadata")),
        cells=[cell for raw_cell in notebook.cells for cell in _clean(raw_cell)],
    )


def _old(text: str) -> NotebookNode:
    """A notebook of a format before 4, whose texts are lists of lines."""
    try:
        return nbformat.reader.reads(text)
    except Exception as error:  # nbformat's readers raise whatever a damaged notebook makes them
        raise ValueError(f"the notebook's format could not be read: {str(error)[:200]}") from error


def _own_mark(metadata: Any) -> NotebookNode:
    """What a notebook's metadata say of the release that it was made from, and of its form; nothing
    else is needed."""
    mark = metadata.get("autograder") if isinstance(metadata, dict) else None
    said = {key: mark.get(key) for key in ("release", "form")} if isinstance(mark, dict) else {}
    kept = {key: value for key, value in said.items() if isinstance(value, str)}
    return NotebookNode({"autograder": kept} if kept else {})


def language_of(raw: Mapping[str, Any]) -> str:
    """The language that a notebook says it is for, in small letters; Python where it says nothing."""
    metadata = raw.get("metadata")
    if not isinstance(metadata, dict):
        return "python"
    for mark in (metadata.get("kernelspec"), metadata.get("language_info")):
        if isinstance(mark, dict):
            language = mark.get("language") or (mark.get("name") if "version" in mark else None)
            if isinstance(language, str) and language:
                return "python" if language.lower().startswith(("python", "ipython")) else language
    return "python"


def _clean(raw: Any) -> Iterator[NotebookNode]:
    """The cell with text for a source and nbgrader's mark for metadata; nothing where it is no cell.

    Outputs are dropped: the notebook is run again. So is whatever else the metadata hold: marks on
    how a cell is run or shown, or a nest too deep to be copied.
    """
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown", "raw"):
        return
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return
    cell = NotebookNode(
        cell_type=raw["cell_type"],
        metadata=_mark(raw.get("metadata")),
        source=_writable(source),
    )
    if (name := own_id(raw)) is not None:
        cell["id"] = _writable(name)
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None
    elif _are_attachments(raw.get("attachments")):
        cell["attachments"] = raw["attachments"]
    yield cell


def _mark(metadata: Any) -> NotebookNode:
    """nbgrader's mark in a cell's metadata, as far as it is flat."""
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict):
        return NotebookNode()
    flat = {
        key: _writable(value) if isinstance(value, str) else value
        for key, value in mark.items()
        if isinstance(value, str | int | float) or value is None
    }
    return nbformat.from_dict({"nbgrader": flat})


def _are_attachments(attachments: Any) -> bool:
    """Whether these are pictures in a text cell: by name, by type, as text."""
    if not isinstance(attachments, dict):
        return False
    bundles = [bundle for bundle in attachments.values() if isinstance(bundle, dict)]
    texts = [text for bundle in bundles for pair in bundle.items() for text in pair]
    return len(bundles) == len(attachments) and all(
        isinstance(text, str) and _writable(text) == text for text in (*attachments, *texts)
    )


def _writable(text: str) -> str:
    """Text without lone surrogates, which cannot be written to a file or a pipe."""
    return text.encode("utf-8", "replace").decode("utf-8")


def own_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The regular files of a submission, as (path, path inside the folder); links are not followed, and
    what can't be read, or lies too deep, is left out.

    Stops silently at `MOST_FILES` files or `LARGEST_FILES` bytes.
    """
    total = count = 0
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "__pycache__"
        )
        for name in sorted(files):
            path = Path(place) / name
            if len(os.fsencode(path.relative_to(folder))) > LONGEST_PATH:
                continue
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode) or not os.access(path, os.R_OK):
                continue
            total, count = total + status.st_size, count + 1
            if count > MOST_FILES or total > LARGEST_FILES:
                return
            yield path, path.relative_to(folder)


def submitted_at(folder: Path) -> datetime | None:
    """When nbgrader says that it was submitted; None where it does not."""
    path = folder / TIMESTAMP
    if not path.is_file() or path.is_symlink() or path.stat().st_size > 100:
        return None
    from nbgrader.utils import parse_utc

    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        return cast(datetime | None, parse_utc(text))
    except Exception:  # the student's text may make dateutil raise anything
        return None


def _of_time(folder: Path) -> tuple[Incident, ...]:
    """What is to be said of a file that should say when it was submitted, and does not."""
    if not os.path.lexists(folder / TIMESTAMP) or submitted_at(folder) is not None:
        return ()
    return (UNTIMED,)


def lay_out(
    folder: Path,
    source: Path,
    theirs: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset({TIMESTAMP}),
) -> None:
    """Copies the files of `source` into `folder`, whatever stands there under their names.

    A file of `theirs` only where there is none; notebooks and the files of `without` not at all.
    """
    for path, inside in own_files(source):
        if path.suffix == ".ipynb" or str(inside) in without:
            continue
        target = folder / inside
        if str(inside) in theirs and target.is_file():
            continue
        for parent in reversed(inside.parents):
            if (folder / parent).is_file():  # a file where a folder is needed
                (folder / parent).unlink()
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
