"""What a mistake in a student's function is: other functions that would give the same wrong answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.layers import Pair
from autograder.convolution.tasks import Arguments

Wrong = Callable[[Arguments], NDArray[Any] | None]
"""A wrong implementation, from the arguments of a task; None where it has no meaning, since what it
gets wrong does not occur there, or where it would fail."""


@dataclass(frozen=True)
class FunctionMistake:
    """A known misconception, as it shows in a function that the student writes."""

    name: str
    """A slug that stands for it in rubrics and in marks, shared with a shape's or an output's
    mistake where the idea is the same."""
    about: str
    """The topic: code, kernel, strides, padding, size, channels, pooling, upsampling, transposed."""
    message: str
    """What the student is told: the idea that went wrong, never the right numbers."""
    wrong: tuple[Wrong, ...] = ()
    """Wrong implementations, each a way to make the mistake. None for habits of writing code: those
    are seen in how a function behaves, not in what it gives."""


def strides_of(arguments: Arguments) -> Pair:
    """The strides that arguments ask for: where they are left out, 1, or a pool's own size."""
    given = arguments.get("strides")
    if given is not None:
        return given[0], given[1]
    return (1, 1) if "kernel" in arguments else window_of(arguments)


def window_of(arguments: Arguments) -> Pair:
    """Rows and columns of the kernel, the pool or the factor."""
    if "kernel" in arguments:
        kh, kw = arguments["kernel"].shape[:2]
        return kh, kw
    rows, columns = arguments.get("pool_size") or arguments.get("size") or (2, 2)
    return rows, columns


def other_strides(compute: Callable[..., NDArray[Any]], change: Callable[[Pair], Pair]) -> Wrong:
    """The right function, but for its strides."""

    def wrong(arguments: Arguments) -> NDArray[Any] | None:
        strides = strides_of(arguments)
        changed = change(strides)
        if changed == strides:
            return None
        try:
            return compute(**{**arguments, "strides": changed})
        except ValueError:  # the windows no longer fit
            return None

    return wrong


def other_kernel(
    compute: Callable[..., NDArray[Any]], change: Callable[[NDArray[Any]], NDArray[Any]]
) -> Wrong:
    """The right function, but for its kernel."""

    def wrong(arguments: Arguments) -> NDArray[Any] | None:
        try:
            return compute(**{**arguments, "kernel": change(arguments["kernel"])})
        except ValueError:  # the kernel no longer fits
            return None

    return wrong


def stride_mistakes(compute: Callable[..., NDArray[Any]]) -> tuple[FunctionMistake, ...]:
    """Mistakes about the two numbers of the strides."""
    return (
        FunctionMistake(
            name="strides-swapped",
            about="strides",
            message="The two strides have changed places. The first is the step from row to row,"
            " downwards; the second the step from column to column.",
            wrong=(other_strides(compute, lambda s: (s[1], s[0])),),
        ),
        FunctionMistake(
            name="one-stride-for-both",
            about="strides",
            message="You use one of the two strides for rows and columns alike. Each axis has a step"
            " of its own.",
            wrong=(
                other_strides(compute, lambda s: (s[0], s[0])),
                other_strides(compute, lambda s: (s[1], s[1])),
            ),
        ),
        FunctionMistake(
            name="stride-on-one-axis",
            about="strides",
            message="Only one of the two strides is obeyed: on the other axis you go on pixel by"
            " pixel.",
            wrong=(
                other_strides(compute, lambda s: (s[0], 1)),
                other_strides(compute, lambda s: (1, s[1])),
            ),
        ),
    )


def channels_first(compute: Callable[..., NDArray[Any]]) -> FunctionMistake:
    """The axes of the result in another order."""
    return FunctionMistake(
        name="channels-first",
        about="channels",
        message="The channels of your result come first, as in some other libraries. In this course"
        " they come last, here too: (height, width, channels).",
        wrong=(lambda arguments: np.moveaxis(compute(**arguments), -1, 0),),
    )


def whole_numbers_only(compute: Callable[..., NDArray[Any]]) -> FunctionMistake:
    """Fractions that are lost since the output array holds whole numbers, as a picture of them does."""

    def cut(arguments: Arguments) -> NDArray[Any] | None:
        if arguments["image"].dtype.kind not in "iu":
            return None
        return compute(**arguments).astype("int64")

    return FunctionMistake(
        name="whole-numbers-only",
        about="code",
        message="What comes after the point is lost when the picture holds whole numbers: the array"
        " that you fill takes its type from the picture. Which type must the output have?",
        wrong=(cut,),
    )
