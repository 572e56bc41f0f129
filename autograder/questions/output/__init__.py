"""Outputs of layers that students compute."""

from autograder.questions.output.part import OutputPart
from autograder.questions.output.question import OutputQuestion

__all__ = ["OutputPart", "OutputQuestion"]
