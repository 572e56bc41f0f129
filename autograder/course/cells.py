"""The cells of a release: what each is, by nbgrader's marks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from autograder.values.text import clean

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What may stand as a cell's id in a notebook of format 4.5."""


LINE_END = re.compile(r"\r\n?|\n")
"""Of one system or another."""


def with_line_ends(source: str) -> str:
    """A cell's text with line ends as notebooks have them, whichever its editor writes."""
    return LINE_END.sub("\n", source)


def same_text(one: str, other: str) -> bool:
    """Whether two cells say the same, but for what editors change by themselves: line ends, blanks at
    the end of a line, and empty lines around it all."""
    return bare_text(one) == bare_text(other)


def bare_text(source: str) -> str:
    """A cell's text without what editors change by themselves, and without blanks around it."""
    return "\n".join(map(str.rstrip, LINE_END.split(source))).strip()


def grade_id(cell: NotebookNode) -> str | None:
    """nbgrader's id of a cell; None where it has none."""
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) and name else None


def is_check(cell: NotebookNode) -> bool:
    """Whether a released cell is a check cell: graded, and no answer."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade")) and not mark.get("solution")


def is_task(cell: NotebookNode) -> bool:
    """Whether a released cell is a task of nbgrader's: a text that a person gives points for."""
    return bool(cell.metadata.get("nbgrader", {}).get("task"))


def is_answer(cell: NotebookNode) -> bool:
    """Whether a released cell is one that students answer in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def checked_question(cell: NotebookNode) -> str | None:
    """The id of the question that a released check cell checks; None for other cells."""
    name = grade_id(cell)
    return name.removeprefix("check-") if name and is_check(cell) else None


def as_it_was_released(cell: NotebookNode) -> bool:
    """Whether a submitted cell still has the checksum that nbgrader gave it at its release."""
    mark = cell.metadata.get("nbgrader")
    if not isinstance(mark, dict) or not isinstance(mark.get("checksum"), str):
        return False
    try:
        source = with_line_ends(cell.source).rstrip("\n")
        endings = (source, source + "\n", cell.source)  # an editor may have added or dropped one
        return any(mark["checksum"] == _checksum(cell, text, mark) for text in endings)
    except (KeyError, TypeError, ValueError, OverflowError):  # a mark that nbgrader has not written
        return False


def _checksum(cell: NotebookNode, source: str, mark: dict[str, Any]) -> str:
    """nbgrader's checksum of a cell with that source: MD5 of it, type, kinds, id and points."""
    grade, solution = bool(mark.get("grade")), bool(mark.get("solution"))
    locked = not solution and (grade or bool(mark.get("locked")))
    parts = [source, cell.cell_type, str(grade), str(solution), str(locked), mark["grade_id"]]
    if grade:
        parts.append(str(float(mark["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def release_mark(notebook: NotebookNode) -> str | None:
    """What a notebook says of the release that it was made from; None where it says nothing."""
    mark = notebook.metadata.get("autograder")
    release = mark.get("release") if isinstance(mark, dict) else None
    return release if isinstance(release, str) else None


def own_cell(cell: NotebookNode) -> NotebookNode:
    """A student's own cell: its type, source, id and pictures.

    Its metadata and outputs go: none of them counts, and anything may stand in them.
    """
    kind = cell.cell_type if cell.cell_type in ("code", "markdown") else "raw"
    own = NotebookNode(cell_type=kind, metadata=NotebookNode(), source=cell.source)
    if isinstance(cell.get("id"), str) and ID.fullmatch(cell["id"]):
        own["id"] = cell["id"]
    if kind == "code":
        own["execution_count"], own["outputs"] = None, []
    elif pictures := attachments(cell):
        own["attachments"] = pictures
    return own


def attachments(cell: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The pictures in a text cell, as {name: {type: base64}}; what is not well-formed is left out."""
    bundles = cell.get("attachments")
    if not isinstance(bundles, dict):
        return {}
    pictures: dict[str, dict[str, str]] = {}
    for name, bundle in bundles.items():
        if isinstance(name, str) and isinstance(bundle, dict):
            texts = {kind: _joined(data) for kind, data in bundle.items()}
            kept = {clean(kind, 100): text for kind, text in texts.items() if text is not None}
            pictures |= {clean(name, 200): kept} if kept else {}
    return pictures


def _joined(lines: Any) -> str | None:
    """A text that a notebook may hold as a list of its lines, which drawings are."""
    if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
        lines = "".join(lines)
    return clean(lines, len(lines)) if isinstance(lines, str) else None
