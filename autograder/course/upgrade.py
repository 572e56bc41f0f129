"""Notebooks of earlier formats, brought to the present one."""

from __future__ import annotations

import warnings

import nbformat
from nbformat import NotebookNode
from nbformat.warnings import DuplicateCellId

from autograder.errors import InputError

# Ids are `repair`'s to give: that nbformat draws others in the place of some is nothing to tell whoever grades
warnings.filterwarnings("ignore", category=DuplicateCellId)


def upgrade(notebook: NotebookNode) -> NotebookNode:
    """A notebook of any earlier format as one of format 4.5, with all marks that it had.

    Cells of a format that knows no ids stay without one: `repair` gives them. InputError where it
    cannot be made one.
    """
    try:
        had_ids = (notebook.nbformat, notebook.get("nbformat_minor", 0)) >= (4, 5)
        converted = nbformat.convert(notebook, 4)
        if converted.nbformat_minor < 5:
            converted = nbformat.v4.upgrade(converted)
        if not had_ids:
            for cell in converted.cells:  # nbformat drew them at random
                cell.pop("id", None)
        return converted
    except Exception as error:  # nbformat's converters raise whatever a damaged notebook makes them
        raise unread_format(notebook.get("nbformat"), notebook.get("nbformat_minor")) from error


def unread_format(version: object, minor: object) -> InputError:
    """What is told of a notebook of that version which is none, or whose version nobody knows."""
    said = ".".join(str(part)[:12] for part in (version, minor) if type(part) is int)
    return InputError(
        f"the notebook's format could not be read: it says that it is {said or 'none'}, and "
        "either that is no format of notebooks, or its cells are not as that format has them"
    )
