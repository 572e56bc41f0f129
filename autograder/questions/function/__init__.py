"""Functions that students write."""

from autograder.questions.function.cases import Cases
from autograder.questions.function.part import FunctionPart
from autograder.questions.function.question import FunctionQuestion

__all__ = ["Cases", "FunctionPart", "FunctionQuestion"]
