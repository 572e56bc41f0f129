"""Cells of an ordinary nbgrader notebook that a person marks."""

from autograder.questions.manual_cell.question import ManualCell

__all__ = ["ManualCell"]
