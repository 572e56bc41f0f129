"""The other forms of a release, for Otter and for Colab, and how a submission in one of them is read.

All come from the same master, and their cells keep its ids (Colab's among the metadata). A form differs
in how a check is called (`grader.check("blur")`), may lack nbgrader's marks, and adds cells of its own:
their ids begin with its name (`otter-open`), or their text with a known title.
`as_released` takes these differences back, so that nothing of them counts as tampering. What the form
does not explain stays as it is, for `repair` to see.
"""

from __future__ import annotations

import copy
import re
from typing import Literal, cast, get_args

from nbformat import NotebookNode

from autograder.course.cells import grade_id, is_answer
from autograder.course.release import Release

Dialect = Literal["otter", "colab"]
"""What the form of a release is called in its notebook's metadata: `autograder.form`."""

ADDED = re.compile(r"(?P<form>otter|colab)-[a-z][a-z0-9-]*")
"""The ids of cells that a form adds: `otter-open`, `otter-begin-why`."""
COLAB_TITLES = ("#@title Set up: run this cell first", "#@title Download your submission")
"""How the cells begin that the Colab form adds: Colab shows a cell's title in the place of its code."""
OTTER_CALL = re.compile(r"\bgrader\.check\(")
OTTER_OPENED = re.compile(r"^grader\s*=\s*otter\.Notebook\(.*\)\s*$", re.M)
SETTING_UP = re.compile(
    r"import otter|grader = otter\.Notebook\(.*\)|"
    r"from autograder\.notebook\.check import open_checks|check = open_checks\(.*\)"
)
"""Lines by which a form makes its checks ready; they are all that may differ in a locked cell."""


def own_id(cell: NotebookNode) -> str | None:
    """The id that a notebook gives to a cell; Colab keeps it among the metadata."""
    metadata = cell.get("metadata")
    name = cell.get("id") or (metadata.get("id") if isinstance(metadata, dict) else None)
    return name if isinstance(name, str) and name else None


def form_of(notebook: NotebookNode) -> Dialect | None:
    """The form of the release that a notebook was made from; None for nbgrader's own, or no form.

    Its metadata say so; where an editor dropped them, the cells that the form adds.
    """
    mark = notebook.metadata.get("autograder")
    form = mark.get("form") if isinstance(mark, dict) else None
    if form in get_args(Dialect):
        return cast(Dialect, form)
    for cell in notebook.cells:
        added = ADDED.fullmatch(own_id(cell) or "")
        if added is not None and grade_id(cell) is None:
            return cast(Dialect, added["form"])
        if cell.cell_type == "code" and OTTER_OPENED.search(cell.source):
            return "otter"
        if _is_titled(cell):
            return "colab"
    return None


def as_released(submitted: NotebookNode, release: Release) -> NotebookNode:
    """A submission in another form as one of the release; any other comes back as it is.

    A cell that is the released one in the form's words is the released one, marks and all. Cells
    that the form adds go: they install and upload, and nothing in them is marked.
    """
    if form_of(submitted) is None:
        return submitted
    cells = []
    for cell in submitted.cells:
        name = own_id(cell)
        if name in release.marked and grade_id(cell) is None:
            cells.append(_as_released(cell, release.copy(cast(str, name))))
        elif name in release.cells or not _is_added(cell, name):
            cells.append(_with_id(cell, name))
    return NotebookNode({**submitted, "cells": cells})


def _as_released(cell: NotebookNode, original: NotebookNode) -> NotebookNode:
    if is_answer(original) and cell.cell_type == original.cell_type:
        return _with_id(cell, original["id"])
    if cell.cell_type == original.cell_type and _plain(cell.source) == _plain(original.source):
        return original
    return _with_id(cell, original["id"])


def _with_id(cell: NotebookNode, name: str | None) -> NotebookNode:
    if name is None or cell.get("id") == name:
        return cell
    cell = copy.copy(cell)
    cell["id"] = name
    return cell


def _is_added(cell: NotebookNode, name: str | None) -> bool:
    """Whether a cell is one that the form adds, by its id; or, where that is lost, because nothing
    but the form's own lines stand in it."""
    if ADDED.fullmatch(name or "") or _is_titled(cell):
        return True
    lines = [line.strip() for line in cell.source.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    known = all(SETTING_UP.fullmatch(line) for line in lines)
    return cell.cell_type == "code" and any(map(OTTER_OPENED.match, lines)) and known


def _is_titled(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.source.lstrip().startswith(COLAB_TITLES)


def _plain(source: str) -> list[str]:
    """The lines of a cell without what the forms write differently: two cells that are alike in it
    are the same cell in two forms."""
    lines = (OTTER_CALL.sub("check(", line).rstrip() for line in source.splitlines())
    return [line for line in lines if line.strip() and not SETTING_UP.fullmatch(line.strip())]
