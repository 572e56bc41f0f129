"""One cell of a submitted notebook, and what of it is kept.

A cell is cut twice: before its notebook is brought to the present format, so that nothing large or deep
gets there, and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.cells import attachments, with_line_ends
from autograder.course.dialects import own_id
from autograder.printable import writable

TEXTS = ("cell_type", "source", "input", "code", "text", "language", "id")
"""Keys whose values are texts, or lists of their lines, in one format or another."""
DEEPEST_HEADING = 6
LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where Python's `splitlines` ends a line."""


def needed_cell(raw: dict[str, Any]) -> dict[str, Any]:
    """What is needed of a cell of any format; a text of a wrong form is None."""
    cell: dict[str, Any] = {key: _text(raw[key]) for key in TEXTS if key in raw}
    metadata = raw.get("metadata")
    name = metadata.get("id") if isinstance(metadata, dict) else None
    cell["metadata"] = _mark(metadata) | ({"id": name} if isinstance(name, str) else {})
    if cell.get("cell_type") == "code":
        cell["outputs"] = []
    if isinstance(level := raw.get("level"), int):  # of a heading, in format 3
        cell["level"] = min(max(level, 1), DEEPEST_HEADING)
    if isinstance(raw.get("attachments"), dict):
        cell["attachments"] = attachments(raw)
    return cell


def clean_cells(raw: dict[str, Any]) -> Iterator[NotebookNode]:
    """The cell with text for a source and nbgrader's mark for metadata; nothing where it is no cell.

    Outputs are dropped: the notebook is run again. So is whatever else the metadata hold: marks on
    how a cell is run or shown, or a nest too deep to be copied.
    """
    source = raw.get("source", "")
    if raw.get("cell_type") not in ("code", "markdown", "raw") or source is None:
        return
    cell = NotebookNode(
        cell_type=raw["cell_type"],
        metadata=nbformat.from_dict(_mark(raw.get("metadata"))),
        source=writable(with_line_ends(_joined(source))),
    )
    if (name := own_id(raw)) is not None:
        cell["id"] = writable(name)
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None
    elif pictures := _pictures(raw):
        cell["attachments"] = pictures
    yield cell


def line_count(cell: NotebookNode) -> int:
    """At least as many lines as a cell has in its text and its pictures; none of them is built."""
    pictures = cell.get("attachments", {}).values()
    texts = (cell.source, *(text for bundle in pictures for text in bundle.values()))
    return sum(1 + sum(map(text.count, LINE_ENDS)) for text in texts)


def _text(value: Any) -> str | list[str] | None:
    """A text, or a list of its lines; None where it is neither."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return value
    return value if isinstance(value, str) else None


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _mark(metadata: Any) -> dict[str, Any]:
    """nbgrader's mark in a cell's metadata, as far as it is flat."""
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict):
        return {}
    flat = {
        key: writable(value) if isinstance(value, str) else value
        for key, value in mark.items()
        if isinstance(value, str | int | float) or value is None
    }
    return {"nbgrader": flat}


def _pictures(cell: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The pictures in a text cell, as {name: {type: text}}; those that no file can hold are left out."""
    return {
        name: bundle
        for name, bundle in attachments(cell).items()
        if bundle and all(writable(text) == text for text in (name, *bundle, *bundle.values()))
    }
