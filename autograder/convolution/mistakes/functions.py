"""All mistakes that functions are known to make, by task."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.mistakes import SHAPE_MISTAKES, ShapeMistake
from autograder.convolution.mistakes.function_mistake import FunctionMistake, stride_mistakes
from autograder.convolution.mistakes.growing_functions import (
    CONV2D_TRANSPOSE_MISTAKES,
    UPSAMPLE2D_MISTAKES,
)
from autograder.convolution.mistakes.sliding_functions import (
    AVG_POOL2D_MISTAKES,
    CONV2D_MISTAKES,
    MAX_POOL2D_MISTAKES,
)
from autograder.convolution.tasks import Arguments, described, output_shape

HABIT_NAMES = ("uses-library", "no-return", "other-arguments", "changes-input", "not-repeatable")
"""What may be wrong with a function whatever it computes: seen in how it behaves, not in what it gives.
For rubrics: every function question lists these among the mistakes that apply."""

WITHOUT_BATCH = (
    "same-keeps-size",
    "same-pads-one",
    "same-pads-half",
    "same-pads-twice",
    "valid-only-divides",
    "forgot-plus-one",
    "ceil-for-floor",
    "rounded",
    "fraction",
    "pooling-stride-one",
    "pooling-same-floors",
    "pooling-one-channel",
    "channels-multiplied",
    "channels-kept",
    "channels-first",
    "height-width-swapped",
    "transposed-valid-multiplies",
    "transposed-other-library",
    "upsampling-adds",
)
"""The mistakes about shapes that a function `output_shape` may make: it has no batch axis."""


def _shape(mistake: ShapeMistake) -> FunctionMistake:
    def wrong(arguments: Arguments) -> NDArray[np.float64] | None:
        settings = {"strides": None, "padding": "valid", "filters": None} | {
            name: value for name, value in arguments.items() if name != "input_shape"
        }
        shape = mistake.wrong((described(**settings),), (1, *arguments["input_shape"]))
        return None if shape is None else np.array(shape[1:], np.float64)

    return FunctionMistake(mistake.name, (wrong,))


def _always_valid(arguments: Arguments) -> NDArray[np.int64] | None:
    try:
        return output_shape(**{**arguments, "padding": "valid"})
    except ValueError:  # the window does not fit
        return None


OUTPUT_SHAPE_MISTAKES: tuple[FunctionMistake, ...] = (
    *(_shape(mistake) for mistake in SHAPE_MISTAKES if mistake.name in WITHOUT_BATCH),
    *stride_mistakes(output_shape),
    FunctionMistake("padding-ignored", (_always_valid,)),
)

FUNCTION_MISTAKES: Mapping[str, tuple[FunctionMistake, ...]] = {
    "conv2d": CONV2D_MISTAKES,
    "max_pool2d": MAX_POOL2D_MISTAKES,
    "avg_pool2d": AVG_POOL2D_MISTAKES,
    "upsample2d": UPSAMPLE2D_MISTAKES,
    "conv2d_transpose": CONV2D_TRANSPOSE_MISTAKES,
    "output_shape": OUTPUT_SHAPE_MISTAKES,
}
"""By task, those that are told first come first."""
