"""The catalogue of mistakes: known misconceptions, and what each would give in place of the truth.

A table for each thing that an answer can be: an output shape, the shape of a Conv2D's
weights, a kernel, an output array, a number of weights, a network, the input sizes that lead to an
output size, the matrix of a convolution. A name that stands in two tables means the same idea.
"""

from __future__ import annotations

from autograder.convolution.mistakes.input_sizes import INPUT_SIZE_MISTAKES, InputSizeMistake
from autograder.convolution.mistakes.kernels import KERNEL_MISTAKES, KernelMistake
from autograder.convolution.mistakes.layers import LAYER_MISTAKES
from autograder.convolution.mistakes.matrices import MATRIX_MISTAKES, MatrixMistake
from autograder.convolution.mistakes.networks import NETWORK_MISTAKES, NetworkMistake
from autograder.convolution.mistakes.outputs import OUTPUT_MISTAKES, OutputMistake
from autograder.convolution.mistakes.parameters import PARAMETER_MISTAKES, ParameterMistake
from autograder.convolution.mistakes.shape_mistake import ShapeMistake
from autograder.convolution.mistakes.weights import WEIGHTS_MISTAKES
from autograder.convolution.mistakes.windows import WINDOW_MISTAKES

__all__ = [
    "INPUT_SIZE_MISTAKES",
    "KERNEL_MISTAKES",
    "MATRIX_MISTAKES",
    "NETWORK_MISTAKES",
    "OUTPUT_MISTAKES",
    "PARAMETER_MISTAKES",
    "SHAPE_MISTAKES",
    "WEIGHTS_MISTAKES",
    "InputSizeMistake",
    "KernelMistake",
    "MatrixMistake",
    "NetworkMistake",
    "OutputMistake",
    "ParameterMistake",
    "ShapeMistake",
    "topic",
]

SHAPE_MISTAKES: tuple[ShapeMistake, ...] = (*WINDOW_MISTAKES, *LAYER_MISTAKES)


def topic(about: str) -> tuple[str, ...]:
    """The names of the shape mistakes about a topic, in the catalogue's order.

    ValueError for a topic that no mistake is about, so that a misspelt one is noticed.
    """
    table = (*SHAPE_MISTAKES, *WEIGHTS_MISTAKES)
    names = tuple(mistake.name for mistake in table if mistake.about == about)
    if not names:
        known = ", ".join(dict.fromkeys(mistake.about for mistake in table))
        raise ValueError(f"no shape mistake is about {about!r}; the topics are {known}")
    return names
