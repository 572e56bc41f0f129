"""Slips in what is done to an output that was computed: rounded, turned, scaled."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.work import WorkSlip, by_writing
from autograder.convolution.slips.slip import Rank, lapse


def _rounded(places: int) -> Callable[[Array], Array]:
    return lambda output: np.round(output, places)


def _half_up(output: Array) -> Array:
    """Rounded as at school."""
    return np.floor(output + 0.5)


def _turned_over(output: Array) -> Array | None:
    """Rows written as columns."""
    return output.swapaxes(1, 2) if output.ndim == 4 and max(output.shape[1:3]) > 1 else None


def _in_one_line(output: Array) -> Array | None:
    several = output.ndim == 4 and min(output.shape[1:3]) > 1
    return output.ravel() if several else None


def _by_columns(output: Array) -> Array | None:
    """The numbers column by column, in an array of the right shape."""
    if output.ndim != 4 or output.shape[0] != 1 or min(output.shape[1:3]) < 2:
        return None
    return output.swapaxes(1, 2).reshape(output.shape)


def _in_bytes(output: Array) -> Array:
    """Whole numbers from 0 to 255."""
    return np.clip(np.round(output), 0, 255)


def _at_most_one(output: Array) -> Array:
    return np.clip(output, 0, 1)


WRITING_WORK_SLIPS: tuple[WorkSlip, ...] = (
    by_writing("sign-flipped", lambda output: -output, rank=Rank.DAILY),
    by_writing("cut-to-whole", np.trunc, np.floor, rank=Rank.DAILY),
    by_writing("rounded", np.round, _half_up, *map(_rounded, (1, 2, 3)), rank=Rank.DAILY),
    by_writing("rounded-up", np.ceil),
    by_writing("output-transposed", _turned_over, _by_columns),
    lapse(by_writing("output-in-a-line", _in_one_line)),
    by_writing("sign-left-out", np.abs),
    by_writing("negative-cut-off", lambda output: np.maximum(output, 0), _at_most_one),
    by_writing("output-in-bytes", _in_bytes, rank=Rank.RARE),
    lapse(
        by_writing(
            "output-upside-down",
            lambda output: output[:, ::-1],
            lambda output: output[:, :, ::-1],
            rank=Rank.RARE,
        )
    ),
    by_writing(
        "output-scaled",
        *(
            lambda output, factor=factor: output * factor  # type: ignore[misc]
            for factor in (2, 0.5, 255, 1 / 255, 10, 0.1, 100, 0.01)
        ),
        rank=Rank.RARE,
    ),
)
"""The commoner before the rarer, the specific before the general."""
