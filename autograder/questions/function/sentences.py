"""What students are told of their slips in functions: the idea that went wrong, never the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.convolution.slips.functions.shaping import OF_ONE_LAYER
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.function.common_sentences import HABITS, STRIDES
from autograder.questions.function.growing_sentences import CONV2D_TRANSPOSE, UPSAMPLE2D
from autograder.questions.function.pooling_sentences import AVG_POOL2D, MAX_POOL2D
from autograder.questions.function.properties import PROPERTIES
from autograder.questions.function.sliding_sentences import CONV2D
from autograder.questions.shape.sentences import SENTENCES as OF_SHAPES

__all__ = ["HABITS", "SENTENCES", "sentence"]

OUTPUT_SHAPE: Mapping[str, str] = {
    **{name: OF_SHAPES[name] for name in sorted(OF_ONE_LAYER)},
    "one-size-for-both": (
        "You work out one size and take it for height and width alike. Which numbers belong to the"
        " other axis?"
    ),
    "stride-on-one-axis": STRIDES["stride-on-one-axis"],
    "padding-ignored": (
        "Your function gives the same with padding='same' as with padding='valid'. Is the text"
        " that you compare padding with written in the same way?"
    ),
}
"""A function that gives shapes is told what is told of shapes."""

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "conv2d": CONV2D,
    "max_pool2d": MAX_POOL2D,
    "avg_pool2d": AVG_POOL2D,
    "upsample2d": UPSAMPLE2D,
    "conv2d_transpose": CONV2D_TRANSPOSE,
    "output_shape": OUTPUT_SHAPE,
}
"""By task, then by the name of the slip."""


def of_any(function: str) -> Mapping[str, str]:
    """Of what may be wrong with any function: what is told, by name, of a function called so."""
    habits = {
        name: words.format(function=function, deed="calls cv2") for name, words in HABITS.items()
    }
    return {**habits, **{one.name: one.sentence for one in PROPERTIES}}


def sentence(task: str, steps: Sequence[SlipStep]) -> str:
    """What is told of these slips, made together."""
    return " ".join(SENTENCES[task][step.slip] for step in steps)
