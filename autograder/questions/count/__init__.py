"""Numbers of weights that students predict."""

from autograder.questions.count.question import CountPart, CountQuestion

__all__ = ["CountPart", "CountQuestion"]
