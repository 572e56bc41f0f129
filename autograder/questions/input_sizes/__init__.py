"""Input sizes that students find for a given output size."""

from autograder.questions.input_sizes.part import InputSizesPart
from autograder.questions.input_sizes.question import InputSizesQuestion

__all__ = ["InputSizesPart", "InputSizesQuestion"]
