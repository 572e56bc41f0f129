"""Every slip that is looked for in an output."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.grids import GRID_SLIPS
from autograder.convolution.slips.arrays.growing import GROWING_WORK_SLIPS
from autograder.convolution.slips.arrays.layers import LAYER_SLIPS
from autograder.convolution.slips.arrays.pictures import PICTURE_SLIPS
from autograder.convolution.slips.arrays.reshapes import RESHAPE_SLIPS
from autograder.convolution.slips.arrays.values import VALUE_SLIPS
from autograder.convolution.slips.arrays.work import (
    KERNEL,
    PADDING,
    PICTURE,
    VALUES,
    WINDOWS,
    WRITING,
    LayerWork,
    WorkSlip,
    by_making,
)
from autograder.convolution.slips.arrays.writings import WRITING_WORK_SLIPS
from autograder.convolution.slips.search import explaining, speaking_against
from autograder.convolution.slips.slip import Changed, Rank, SlipStep

_ALL: tuple[WorkSlip, ...] = (
    *LAYER_SLIPS,
    *GRID_SLIPS,
    *RESHAPE_SLIPS,
    *VALUE_SLIPS,
    *GROWING_WORK_SLIPS,
    *PICTURE_SLIPS,
    by_making("input-returned", lambda work: work.images, shows=VALUES),
    *WRITING_WORK_SLIPS,
)

WORK_SLIPS: tuple[WorkSlip, ...] = tuple(
    slip
    for shows in (PADDING, WINDOWS, VALUES, KERNEL, PICTURE, WRITING)
    for slip in _ALL
    if slip.shows == shows
)
"""By what they show on, and so the order in which two of them are tried together."""

ALONE = frozenset(
    {
        "stamps-side-by-side",
        "input-returned",
        "reshape-not-pooled",
        "pooled-to-one",
        "mean-divided-otherwise",
        "between-extremes",
        "last-of-window",
        "smallest-for-mean",
        "sum-for-largest",
        "median-for-largest",
    }
)
"""Slips after which nothing is left of another one, and those that nobody makes beside another."""

PAIRED: tuple[WorkSlip, ...] = tuple(
    slip
    for slip in WORK_SLIPS
    if slip.rank < Rank.RARE and not slip.lapse and slip.name not in ALONE
)
"""Those that are made together with others."""

SameArray = Callable[[Array], bool]


DAILY: tuple[WorkSlip, ...] = tuple(slip for slip in WORK_SLIPS if slip.rank is Rank.DAILY)
"""Those that are made every day: the only ones that are looked for in large pictures."""


Tried = Sequence[tuple[Changed[LayerWork], Array]]
"""Works after one slip, each with what comes out."""


def explained_work(
    tried: Tried, is_given: SameArray, is_near: SameArray, two: bool = True
) -> list[tuple[SlipStep, ...]]:
    """The slips after which a wrong output is the right one, of those `tried`: all ways with the fewest.
    `is_near` says whether one slip more may lead from an output to the one that is given; `two`, whether
    that is tried at all."""
    paired = {slip.name for slip in PAIRED}

    def may_lead_on(changed: Changed[LayerWork], output: Array) -> bool:
        # after another padding the strides still decide the size
        return changed.steps[0].slip in paired and (changed.shows == PADDING or is_near(output))

    ways = explaining(tried, PAIRED if two else (), LayerWork.done, is_given, may_lead_on)
    return [changed.steps for changed in ways]


def contradicted_by_output(
    work: LayerWork, right: Array, names: frozenset[str], tolerance: float
) -> frozenset[tuple[str, Hashable]]:
    """Which slips of these names a right output speaks against, each with its occasion."""

    def is_right(output: Array) -> bool:
        return output.shape == right.shape and bool((np.abs(output - right) <= tolerance).all())

    slips = [slip for slip in WORK_SLIPS if slip.name in names]
    return speaking_against(work, slips, LayerWork.done, is_right)
