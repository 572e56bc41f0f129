"""Input sizes that students find for a given output size."""

from autograder.questions.input_sizes.question import InputSizesPart, InputSizesQuestion

__all__ = ["InputSizesPart", "InputSizesQuestion"]
