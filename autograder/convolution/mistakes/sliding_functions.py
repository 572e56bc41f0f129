"""Mistakes in functions that slide a window over a picture: conv2d, max_pool2d, avg_pool2d."""

from __future__ import annotations

import numpy as np

from autograder.convolution.mistakes.function_mistake import (
    FunctionMistake,
    channels_first,
    other_kernel,
    other_strides,
    stride_mistakes,
    whole_numbers_only,
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
        FunctionMistake(
            name="padding-ignored",
            about="padding",
            message="Your function gives the same with padding='same' as with padding='valid'. What"
            " has to happen to the picture before the window starts to slide?",
            wrong=(padding_ignored(compute),),
        ),
        FunctionMistake(
            name="same-one-side",
            about="padding",
            message="With padding='same' you add everything on one side. It is shared between the"
            " two sides; only the odd one out has to go somewhere.",
            wrong=(
                padded(compute, lambda missing, window: (0, missing)),
                padded(compute, lambda missing, window: (missing, 0)),
            ),
        ),
        FunctionMistake(
            name="same-odd-first",
            about="padding",
            message="With padding='same' an odd number of rows or columns can't be shared equally:"
            " you put the one more at the top and on the left. Keras puts it elsewhere.",
            wrong=(
                padded(compute, lambda missing, window: (missing - missing // 2, missing // 2)),
            ),
        ),
        FunctionMistake(
            name="same-ignores-stride",
            about="padding",
            message="What you add for padding='same' is right for a stride of 1. With larger strides"
            " the last window stands elsewhere: how many rows must there be for the windows that"
            " padding='same' asks for?",
            wrong=(padded(compute, lambda missing, window: ((window - 1) // 2, window // 2)),),
        ),
        FunctionMistake(
            name="same-pads-half",
            about="padding",
            message="With padding='same' you add half a window on both sides. A window of even size"
            " has no middle, so the two sides can't be alike there.",
            wrong=(
                padded(compute, lambda missing, window: ((window - 1) // 2, (window - 1) // 2)),
                padded(compute, lambda missing, window: (window // 2, window // 2)),
            ),
        ),
        FunctionMistake(
            name="forgot-plus-one",
            about="size",
            message="The last row and the last column of windows are missing. You counted the steps"
            " of the window, not the places where it stands: before its first step it stands"
            " somewhere too.",
            wrong=(last_left_out(compute),),
        ),
        channels_first(compute),
    )


def _pooling(compute: Compute) -> tuple[FunctionMistake, ...]:
    return (
        FunctionMistake(
            name="pooling-stride-one",
            about="pooling",
            message="When strides is None your window moves by one pixel at a time. A pooling layer"
            " doesn't do that: how must its windows lie so that they don't overlap?",
            wrong=(stride_one(compute),),
        ),
        FunctionMistake(
            name="stride-ignored",
            about="strides",
            message="Your windows always lie side by side, whatever strides says. That is only the"
            " default: what if somebody asks for another step?",
            wrong=(strides_are_the_pool(compute),),
        ),
        FunctionMistake(
            name="one-window-for-both",
            about="pooling",
            message="You use one of the two numbers of pool_size for rows and columns alike. A window"
            " may be taller than it is wide.",
            wrong=tuple(
                one_window(compute, which, too) for which in (0, 1) for too in (False, True)
            ),
        ),
        FunctionMistake(
            name="pooling-one-channel",
            about="channels",
            message="You melt the channels into one. Pooling looks at each channel on its own: over"
            " which axes of the window do you take the maximum or the mean?",
            wrong=(channels_melted(compute, kept=True), channels_melted(compute, kept=False)),
        ),
        FunctionMistake(
            name="same-counts-padding",
            about="padding",
            message="What padding='same' adds counts in your result. At the border only the real"
            " pixels of a window may count: which value can never win, which number do you divide"
            " by?",
            wrong=(added_counts(compute),),
        ),
        FunctionMistake(
            name="ceil-for-floor",
            about="size",
            message="You keep windows that stick out of the picture, cut off at the border. With"
            " padding='valid' a window that doesn't fit is left out.",
            wrong=(sticking_out(compute),),
        ),
    )


CONV2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake(
        name="kernel-rotated",
        about="kernel",
        message="Your function rotates the kernel by half a turn, as a mathematical convolution does"
        " (np.convolve and scipy.signal.convolve2d, too). Conv2D lays it on the picture as it is.",
        wrong=(other_kernel(conv2d, lambda kernel: kernel[::-1, ::-1]),),
    ),
    FunctionMistake(
        name="stride-ignored",
        about="strides",
        message="Your window moves by one pixel at a time, whatever strides says. How far apart are"
        " two windows that follow each other?",
        wrong=(other_strides(conv2d, lambda strides: (1, 1)),),
    ),
    *_sliding(conv2d),
    FunctionMistake(
        name="channels-not-summed",
        about="channels",
        message="Only one channel of the picture counts in your result. A filter has weights for"
        " every channel and adds up what it sees in all of them.",
        wrong=(one_channel(0), one_channel(-1)),
    ),
    FunctionMistake(
        name="one-filter-for-all",
        about="channels",
        message="All channels of your output are the same: one filter has filled them. Each of the F"
        " filters gives an output channel of its own.",
        wrong=tuple(other_kernel(conv2d, one_filter(which)) for which in (0, -1)),
    ),
)

MAX_POOL2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake(
        name="average-for-max",
        about="pooling",
        message="You take the mean of every window. Max pooling keeps something else of it: its name"
        " says what.",
        wrong=(lambda arguments: avg_pool2d(**arguments),),
    ),
    FunctionMistake(
        name="max-starts-at-zero",
        about="pooling",
        message="Your search for the largest begins at 0, so a window in which all is below zero gives"
        " 0. With which number can a search begin so that every pixel may win?",
        wrong=(lambda arguments: np.maximum(max_pool2d(**arguments), 0),),
    ),
    *_pooling(max_pool2d),
    *_sliding(max_pool2d),
)

AVG_POOL2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake(
        name="max-for-average",
        about="pooling",
        message="You take the largest value of every window. Average pooling lets all its values"
        " count.",
        wrong=(lambda arguments: max_pool2d(**arguments),),
    ),
    FunctionMistake(
        name="sum-for-average",
        about="pooling",
        message="You add up every window, but you don't divide by how many pixels it has. That number"
        " depends on pool_size.",
        wrong=(windows_added(), windows_added(4)),
    ),
    whole_numbers_only(avg_pool2d),
    FunctionMistake(
        name="rounded-down",
        about="code",
        message="Your means are rounded down to whole numbers: `//` throws away what comes after the"
        " point.",
        wrong=(lambda arguments: np.floor(avg_pool2d(**arguments)),),
    ),
    *_pooling(avg_pool2d),
    *_sliding(avg_pool2d),
)
