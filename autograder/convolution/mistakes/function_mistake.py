"""What a mistake in a student's function is: other functions that would give the same wrong answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.layers import Pair
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.tasks import Arguments

WrongFunction = Callable[[Arguments], NDArray[Any] | None]
"""A wrong implementation, from the arguments of a task; None where it has no meaning, since what it
gets wrong does not occur there, or where it would fail."""


FunctionMistake = Mistake[tuple[WrongFunction, ...]]
"""A known misconception, as it shows in a function that the student writes: wrong implementations,
each a way to make the mistake."""


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


def other_strides(
    compute: Callable[..., NDArray[Any]], change: Callable[[Pair], Pair]
) -> WrongFunction:
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
) -> WrongFunction:
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
        FunctionMistake("strides-swapped", (other_strides(compute, lambda s: (s[1], s[0])),)),
        FunctionMistake(
            "one-stride-for-both",
            (
                other_strides(compute, lambda s: (s[0], s[0])),
                other_strides(compute, lambda s: (s[1], s[1])),
            ),
        ),
        FunctionMistake(
            "stride-on-one-axis",
            (
                other_strides(compute, lambda s: (s[0], 1)),
                other_strides(compute, lambda s: (1, s[1])),
            ),
        ),
    )


def channels_first(compute: Callable[..., NDArray[Any]]) -> FunctionMistake:
    """The axes of the result in another order."""
    return FunctionMistake(
        "channels-first", (lambda arguments: np.moveaxis(compute(**arguments), -1, 0),)
    )


def whole_numbers(*computes: Callable[..., NDArray[Any]]) -> tuple[FunctionMistake, ...]:
    """Fractions that are lost since the output array holds whole numbers: where a picture of them gives
    it its type, or always. Right functions that round differently are cut differently."""

    def cut(compute: Callable[..., NDArray[Any]], kinds: str) -> WrongFunction:
        def wrong(arguments: Arguments) -> NDArray[Any] | None:
            if arguments["image"].dtype.kind not in kinds:
                return None
            return compute(**arguments).astype("int64")

        return wrong

    return (
        FunctionMistake("whole-numbers-only", tuple(cut(compute, "iu") for compute in computes)),
        FunctionMistake("whole-numbers-always", tuple(cut(compute, "iuf") for compute in computes)),
    )
