"""A submitted notebook's file, read without trusting any of it."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.upgrade import unread_format, upgrade
from autograder.errors import InputError
from autograder.grading.file_tree import has_other_names, open_unlinked
from autograder.grading.notebook_language import PYTHON, language_of
from autograder.grading.notebook_text import read_text
from autograder.grading.submitted_cell import clean_cells, line_count, needed_cell
from autograder.printable import printable

LARGEST_NOTEBOOK = 50 << 20
"""Bytes. Outputs of a notebook may be large; its text is not."""
MOST_CELLS = 2000
"""Of all kinds. The longest notebooks of courses have some hundred."""
MOST_LINES = 500_000
"""Of all texts and pictures: a notebook's file holds each line by itself, and so does who writes it."""


def read_notebook(path: Path) -> NotebookNode:
    """A Python notebook of any format, in the present one, with well-formed cells. A kernel of another
    language that it names does no harm where its cells are in Python.

    InputError, in words, where it is none.
    """
    return notebook_of(notebook_bytes(path))


def notebook_of(content: bytes) -> NotebookNode:
    """The same of what was in its file."""
    raw = read_text(content)
    if not isinstance(raw, dict) or (number := _format_of(raw)) is None:
        raise InputError("it is JSON, but no notebook")
    language = language_of(raw)
    if language != PYTHON:
        raise InputError(f"it is a notebook for {printable(language[:40])}, not for Python")
    needed = _needed(raw) | {"nbformat": number}
    notebook = upgrade(nbformat.from_dict(needed) if number >= 4 else _old(needed))
    if not isinstance(notebook.get("cells"), list):
        raise InputError("it is a notebook without cells")
    cells = [cell for raw_cell in notebook.cells for cell in clean_cells(raw_cell)]
    if sum(map(line_count, cells)) > MOST_LINES:
        raise InputError(f"it has more than {MOST_LINES:,} lines")
    return NotebookNode(
        nbformat=notebook.nbformat,
        nbformat_minor=notebook.nbformat_minor,
        metadata=_own_mark(raw.get("metadata")),
        cells=cells,
    )


def notebook_bytes(path: Path) -> bytes:
    """The bytes of a file that no link leads to. InputError where it is none, or too large."""
    try:
        opened = open_unlinked(path)
    except PermissionError as error:  # any other is the machine's fault
        raise InputError("its owner lets nobody read it: change its rights (chmod)") from error
    with opened as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise InputError("it is no file")
        if has_other_names(status.st_nlink):
            raise InputError(
                "it is a hard link: the same file has another name elsewhere, and may be another's. "
                "Put a copy of it there"
            )
        if status.st_size > LARGEST_NOTEBOOK:
            raise InputError(
                f"it has {status.st_size >> 20} MiB, more than {LARGEST_NOTEBOOK >> 20} are not read"
            )
        return file.read(LARGEST_NOTEBOOK)


def _format_of(raw: Mapping[str, Any]) -> int | None:
    """The number of its format; where that is lost, 4 if there are cells as that has them. None where it
    is no notebook."""
    if "nbformat" in raw:
        number = raw["nbformat"]
        return number if type(number) is int else None
    cells = raw.get("cells")
    listed = cells if isinstance(cells, list) else []
    kinds = (cell.get("cell_type") for cell in listed if isinstance(cell, dict))
    return 4 if any(isinstance(kind, str) for kind in kinds) else None


def _needed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is needed of a notebook of any format. InputError where it has too many cells."""
    needed: dict[str, Any] = {"nbformat_minor": raw.get("nbformat_minor", 0), "metadata": {}}
    if "cells" in raw:
        needed["cells"] = _needed_cells(raw["cells"])
    if isinstance(sheets := raw.get("worksheets"), list):  # before format 4
        of_sheets = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        flat = [cell for cells in of_sheets if isinstance(cells, list) for cell in cells]
        needed["worksheets"] = [{"cells": _needed_cells(flat), "metadata": {}}]
    return needed


def _needed_cells(cells: Any) -> list[dict[str, Any]] | None:
    if not isinstance(cells, list):
        return None
    if len(cells) > MOST_CELLS:
        raise InputError(f"it has {len(cells)} cells, more than {MOST_CELLS} are not graded")
    return [needed_cell(cell) for cell in cells if isinstance(cell, dict)]


def _old(needed: Mapping[str, Any]) -> NotebookNode:
    """A notebook of a format before 4, whose texts are lists of lines."""
    try:
        return nbformat.reader.reads(json.dumps(needed))
    except Exception as error:  # nbformat's readers raise whatever a damaged notebook makes them
        raise unread_format(needed["nbformat"], needed.get("nbformat_minor")) from error


def _own_mark(metadata: Any) -> NotebookNode:
    """What a notebook's metadata say of the release that it was made from, and of its form; nothing
    else is needed."""
    mark = metadata.get("autograder") if isinstance(metadata, dict) else None
    said = {key: mark.get(key) for key in ("release", "form")} if isinstance(mark, dict) else {}
    kept = {key: value for key, value in said.items() if isinstance(value, str)}
    return NotebookNode({"autograder": kept} if kept else {})
