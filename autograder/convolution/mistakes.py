"""The catalogue of mistakes: known misconceptions, and what each would give in place of the truth.

Four tables, one for each thing that an answer can be: an output shape, the shape of a Conv2D's
weights, a kernel, an output array. A name that stands in two tables means the same idea.
"""

from __future__ import annotations

from autograder.convolution.kernel_mistakes import KERNEL_MISTAKES, KernelMistake
from autograder.convolution.layer_mistakes import LAYER_MISTAKES
from autograder.convolution.output_mistakes import OUTPUT_MISTAKES, OutputMistake
from autograder.convolution.shape_mistake import ShapeMistake
from autograder.convolution.weights_mistakes import WEIGHTS_MISTAKES
from autograder.convolution.window_mistakes import WINDOW_MISTAKES

__all__ = [
    "KERNEL_MISTAKES",
    "OUTPUT_MISTAKES",
    "SHAPE_MISTAKES",
    "WEIGHTS_MISTAKES",
    "KernelMistake",
    "OutputMistake",
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
