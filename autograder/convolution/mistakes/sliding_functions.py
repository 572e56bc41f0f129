"""Mistakes in functions that slide a window over a picture: conv2d, max_pool2d, avg_pool2d."""

from __future__ import annotations

import numpy as np

from autograder.convolution.mistakes.function_mistake import (
    FunctionMistake,
    channels_first,
    other_kernel,
    other_strides,
    stride_mistakes,
    whole_numbers,
)
from autograder.convolution.mistakes.wrong_sliding import (
    Compute,
    added_counts,
    channels_melted,
    last_left_out,
    one_channel,
    one_filter,
    one_window,
    padded,
    padding_ignored,
    sticking_out,
    stride_one,
    strides_are_the_pool,
    windows_added,
)
from autograder.convolution.tasks import avg_pool2d, conv2d, max_pool2d


def _sliding(compute: Compute) -> tuple[FunctionMistake, ...]:
    """What all three have in common."""
    return (
        *stride_mistakes(compute),
        FunctionMistake("padding-ignored", (padding_ignored(compute),)),
        FunctionMistake(
            "same-one-side",
            (
                padded(compute, lambda missing, window: (0, missing)),
                padded(compute, lambda missing, window: (missing, 0)),
            ),
        ),
        FunctionMistake(
            "same-odd-first",
            (padded(compute, lambda missing, window: (missing - missing // 2, missing // 2)),),
        ),
        FunctionMistake(
            "same-ignores-stride",
            (padded(compute, lambda missing, window: ((window - 1) // 2, window // 2)),),
        ),
        FunctionMistake(
            "same-pads-half",
            (
                padded(compute, lambda missing, window: ((window - 1) // 2, (window - 1) // 2)),
                padded(compute, lambda missing, window: (window // 2, window // 2)),
            ),
        ),
        FunctionMistake("forgot-plus-one", (last_left_out(compute),)),
        channels_first(compute),
    )


def _pooling(compute: Compute) -> tuple[FunctionMistake, ...]:
    return (
        FunctionMistake("pooling-stride-one", (stride_one(compute),)),
        FunctionMistake("stride-ignored", (strides_are_the_pool(compute),)),
        FunctionMistake(
            "one-window-for-both",
            tuple(one_window(compute, which, too) for which in (0, 1) for too in (False, True)),
        ),
        FunctionMistake(
            "pooling-one-channel",
            (channels_melted(compute, kept=True), channels_melted(compute, kept=False)),
        ),
        FunctionMistake("same-counts-padding", (added_counts(compute),)),
        FunctionMistake("ceil-for-floor", (sticking_out(compute),)),
    )


CONV2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake("kernel-rotated", (other_kernel(conv2d, lambda kernel: kernel[::-1, ::-1]),)),
    FunctionMistake("stride-ignored", (other_strides(conv2d, lambda strides: (1, 1)),)),
    *whole_numbers(conv2d),
    *_sliding(conv2d),
    FunctionMistake("channels-not-summed", (one_channel(0), one_channel(-1))),
    FunctionMistake(
        "one-filter-for-all", tuple(other_kernel(conv2d, one_filter(which)) for which in (0, -1))
    ),
)

MAX_POOL2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake("average-for-max", (lambda arguments: avg_pool2d(**arguments),)),
    FunctionMistake(
        "max-starts-at-zero", (lambda arguments: np.maximum(max_pool2d(**arguments), 0),)
    ),
    whole_numbers(max_pool2d)[1],  # an output of the picture's own type loses nothing
    *_pooling(max_pool2d),
    *_sliding(max_pool2d),
)

AVG_POOL2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake("max-for-average", (lambda arguments: max_pool2d(**arguments),)),
    FunctionMistake("sum-for-average", (windows_added(), windows_added(4))),
    *whole_numbers(avg_pool2d),
    FunctionMistake("rounded-down", (lambda arguments: np.floor(avg_pool2d(**arguments)),)),
    *_pooling(avg_pool2d),
    *_sliding(avg_pool2d),
)
