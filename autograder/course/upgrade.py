"""Notebooks of earlier formats, brought to the present one."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode

from autograder.errors import InputError


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
        raise InputError(f"the notebook's format could not be read: {str(error)[:200]}") from error
