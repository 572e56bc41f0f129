"""The starter: what nbgrader leaves of a source notebook for students."""

from __future__ import annotations

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

CODE_STUB = "# YOUR CODE HERE"
TEXT_STUB = "YOUR ANSWER HERE"
"""What stands in the place of a solution. A stub does not raise: a starter runs from top to bottom."""


def starter_of(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The source notebook as nbgrader clears it: solutions and hidden tests are gone. `source` is not
    changed."""
    clear = ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB)
    starter, _ = clear.preprocess(copied(source), {})
    starter, _ = ClearHiddenTests().preprocess(starter, {})
    return starter


def copied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook of its own with the same content."""
    return nbformat.reads(nbformat.writes(notebook), as_version=4)
