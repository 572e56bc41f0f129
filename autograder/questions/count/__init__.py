"""Numbers of weights that students predict."""

from autograder.questions.count.part import CountPart
from autograder.questions.count.question import CountQuestion

__all__ = ["CountPart", "CountQuestion"]
