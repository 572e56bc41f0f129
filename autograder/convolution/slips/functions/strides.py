"""Slips in the steps of a window, or between copies of a kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.copying import Copying
from autograder.convolution.slips.functions.sliding import Sliding
from autograder.convolution.slips.functions.work import STRIDES, FunctionSlip, way
from autograder.convolution.slips.slip import Rank

Stepping = Sliding | Copying


def _other(change: Callable[[Pair], Pair]) -> Callable[[Any], Any]:
    """The same work with other strides; none where they are the same."""

    def other(work: Stepping) -> Stepping | None:
        strides = change(work.strides)
        return None if strides == work.strides else replace(work, strides=strides)

    return other


def _not_multiplied(work: Stepping) -> Stepping | None:
    """As many windows as there should be, and each begins one pixel after the last one."""
    return None if work.strides == (1, 1) else replace(work, step=lambda stride: 1)


def _without_strides(work: Sliding) -> Sliding | None:
    """A pooling's strides not looked at."""
    if work.given_strides in (None, work.window):
        return None
    return replace(work, strides=work.window)


def _one_by_one(work: Sliding) -> Sliding | None:
    """Where no strides are given, a pooling's window moved by one pixel."""
    if work.given_strides is not None or work.strides == (1, 1):
        return None
    return replace(work, strides=(1, 1))


def _by_two(work: Sliding) -> Sliding | None:
    """Where no strides are given, those of the default pool."""
    if work.given_strides is not None or work.strides == (2, 2):
        return None
    return replace(work, strides=(2, 2))


def _by_the_window(work: Sliding) -> Sliding | None:
    return _other(lambda strides: work.window)(work)


def _after_padding(change: Callable[[Pair], Pair]) -> Callable[[Sliding], Sliding | None]:
    """Other strides of the window alone: what padding "same" adds is right."""

    def other(work: Sliding) -> Sliding | None:
        strides = change(work.strides)
        if strides == work.strides or work.padding != "same":
            return None
        around = work.around(0), work.around(1)
        return replace(work, strides=strides, zeros=lambda axis: around[axis.number])

    return other


CHANGES: tuple[tuple[str, Callable[[Pair], Pair], Rank, int | None], ...] = (
    ("strides-swapped", lambda s: (s[1], s[0]), Rank.DAILY, None),
    ("one-stride-for-both", lambda s: (s[0], s[0]), Rank.COMMON, 0),
    ("one-stride-for-both", lambda s: (s[1], s[1]), Rank.COMMON, 1),
    ("stride-on-one-axis", lambda s: (s[0], 1), Rank.COMMON, 0),
    ("stride-on-one-axis", lambda s: (1, s[1]), Rank.COMMON, 1),
)
"""Name, new strides, rank, and the axis whose stride is used."""
ONE_BY_ONE = "one-by-one"
"""An idea that several slips have in common."""

ANY_STRIDES: tuple[FunctionSlip, ...] = (
    *(way(name, STRIDES, _other(change), rank, axis) for name, change, rank, axis in CHANGES),
    way("start-not-multiplied", STRIDES, _not_multiplied, Rank.DAILY),
)
SLIDING_STRIDES: tuple[FunctionSlip, ...] = (
    *ANY_STRIDES,
    *(
        way(name, STRIDES, _after_padding(change), Rank.COMMON, axis)
        for name, change, _, axis in CHANGES
    ),
)

COPYING_STRIDES: tuple[FunctionSlip, ...] = (
    way("stride-ignored", STRIDES, _other(lambda s: (1, 1)), Rank.DAILY),
    *ANY_STRIDES,
    way("stride-is-kernel", STRIDES, _by_the_window, Rank.RARE),
)
CONVOLUTION_STRIDES: tuple[FunctionSlip, ...] = (
    way("stride-ignored", STRIDES, _other(lambda s: (1, 1)), Rank.DAILY),
    way("stride-ignored", STRIDES, _after_padding(lambda s: (1, 1))),
    *SLIDING_STRIDES,
    way("stride-is-kernel", STRIDES, _by_the_window, Rank.RARE),
)
POOLING_STRIDES: tuple[FunctionSlip, ...] = (
    way("pooling-stride-one", STRIDES, _one_by_one, Rank.DAILY, idea=ONE_BY_ONE),
    way("pooling-strides-fixed", STRIDES, _by_two),
    way("stride-ignored", STRIDES, _without_strides, Rank.DAILY),
    way("window-moves-by-one", STRIDES, _other(lambda s: (1, 1)), Rank.DAILY, idea=ONE_BY_ONE),
    *SLIDING_STRIDES,
)
