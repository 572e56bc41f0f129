"""Networks that students build."""

from autograder.questions.network.part_marks import PartMarks
from autograder.questions.network.question import NetworkQuestion

__all__ = ["NetworkQuestion", "PartMarks"]
