"""All slips that functions are known to make, by task, and the beginning from which they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.convolution.slips.functions import (
    channels,
    growing,
    kernels,
    padding,
    results,
    windows,
)
from autograder.convolution.slips.functions import strides as steps
from autograder.convolution.slips.functions.copying import Copying
from autograder.convolution.slips.functions.enlarging import Enlarging
from autograder.convolution.slips.functions.shaping import SHAPING, Shaping
from autograder.convolution.slips.functions.sliding import Sliding
from autograder.convolution.slips.functions.work import FunctionSlip, FunctionWork
from autograder.convolution.slips.shapes.walk import Walk
from autograder.convolution.tasks import Arguments, described

HABIT_NAMES = ("uses-library", "no-return", "other-arguments", "changes-input", "not-repeatable")
"""What may be wrong with a function whatever it computes: seen in how it behaves, not in what it gives."""


def _convolving(arguments: Arguments) -> Sliding:
    kernel = arguments["kernel"]
    given = arguments.get("strides")
    return Sliding(
        image=arguments["image"],
        window=(kernel.shape[0], kernel.shape[1]),
        strides=given or (1, 1),
        padding=arguments.get("padding", "valid"),
        keeps="products",
        kernel=kernel,
        given_strides=given,
        outside=0.0,
    )


def _pooling(keeps: str) -> Callable[[Arguments], Sliding]:
    def begin(arguments: Arguments) -> Sliding:
        window, given = arguments.get("pool_size", (2, 2)), arguments.get("strides")
        return Sliding(
            image=arguments["image"],
            window=window,
            strides=given or window,
            padding=arguments.get("padding", "valid"),
            keeps=keeps,
            given_strides=given,
        )

    return begin


def _copying(arguments: Arguments) -> Copying:
    return Copying(
        image=arguments["image"],
        kernel=arguments["kernel"],
        strides=arguments.get("strides") or (1, 1),
        padding=arguments.get("padding", "valid"),
    )


def _enlarging(arguments: Arguments) -> Enlarging:
    return Enlarging(
        image=arguments["image"],
        size=arguments.get("size", (2, 2)),
        interpolation=arguments.get("interpolation", "nearest"),
    )


def _shaping(arguments: Arguments) -> Shaping:
    settings = {"strides": None, "padding": "valid", "filters": None} | {
        name: value for name, value in arguments.items() if name != "input_shape"
    }
    return Shaping(Walk((described(**settings),), (1, *arguments["input_shape"])))


FAILING_OTHERWISE = ("output_shape",)
"""Tasks in which it is not known what students' functions give where a slip leaves nothing: numbers below
one, or an error."""

BEGINNINGS: Mapping[str, Callable[[Arguments], FunctionWork]] = {
    "conv2d": _convolving,
    "max_pool2d": _pooling("largest"),
    "avg_pool2d": _pooling("mean"),
    "upsample2d": _enlarging,
    "conv2d_transpose": _copying,
    "output_shape": _shaping,
}
"""By task: the right function at work on these arguments."""

FUNCTION_SLIPS: Mapping[str, tuple[FunctionSlip, ...]] = {
    "conv2d": (
        *steps.CONVOLUTION_STRIDES,
        *padding.SAME,
        *padding.OTHER_THAN_ZEROS,
        *padding.COUNTED,
        *results.LAST,
        *results.LOOPS,
        *windows.KERNEL_WINDOWS,
        *kernels.KERNELS,
        *windows.PRODUCT_VALUES,
        *results.SUMMING_ON,
        *channels.of_kernel(2, 3),
        *channels.FIRST_AXIS,
        *channels.AXES_MIXED,
        *channels.EXCHANGED,
        *kernels.CUT_TO_WHOLE,
        *results.AXES,
        *results.WHOLE_LIKE_THE_PICTURE,
        *results.WHOLE_LIKE_THE_KERNEL,
        *results.WHOLE,
        *results.ROUNDED,
        *results.BYTES,
        *results.CLIPPED,
        *results.POSITIVE,
        *results.SIGNLESS,
    ),
    "max_pool2d": (
        *steps.POOLING_STRIDES,
        *padding.COUNTING_PADDING,
        *padding.SAME,
        *padding.COUNTED,
        *results.LAST,
        *results.LOOPS,
        *windows.POOL_WINDOWS,
        *windows.MAX_VALUES,
        *results.LARGEST_SO_FAR,
        *channels.of_pooling(mean=False),
        *results.AXES,
        *results.WHOLE,  # an output of the picture's own type loses nothing
        *results.ROUNDED,
        *results.BYTES,
    ),
    "avg_pool2d": (
        *steps.POOLING_STRIDES,
        *padding.COUNTING_PADDING,
        *padding.SAME,
        *padding.COUNTED,
        *results.LAST,
        *results.LOOPS,
        *windows.POOL_WINDOWS,
        *windows.AVERAGE_VALUES,
        *results.SUMMING_ON,
        *channels.of_pooling(mean=True),
        *results.AXES,
        *results.WHOLE_LIKE_THE_PICTURE,
        *results.WHOLE,
        *results.ROUNDED,
        *results.BYTES,
        *results.POSITIVE,
    ),
    "upsample2d": (
        *growing.ENLARGING,
        *results.LOOPS,
        *results.AXES,
        *results.WHOLE_LIKE_THE_PICTURE,
        *results.WHOLE,
        *growing.WHOLE_COLUMNS_FIRST,
        *results.ROUNDED,
        *results.BYTES,
        *results.POSITIVE,
    ),
    "conv2d_transpose": (
        *steps.COPYING_STRIDES,
        *growing.COPYING,
        *results.LOOPS,
        *kernels.KERNELS,
        *kernels.TRANSPOSED_OR_ERROR,
        *channels.of_kernel(3, 2),
        *channels.EXCHANGED,
        *kernels.CUT_TO_WHOLE,
        *results.AXES,
        *results.WHOLE_LIKE_THE_PICTURE,
        *results.WHOLE_LIKE_THE_KERNEL,
        *results.WHOLE,
        *results.ROUNDED,
        *results.BYTES,
        *results.CLIPPED,
        *results.POSITIVE,
        *results.SIGNLESS,
    ),
    "output_shape": SHAPING,
}
"""By task, each way to make a slip by itself: those of one name stand for one idea. They are made in the
order of the table where several are."""
