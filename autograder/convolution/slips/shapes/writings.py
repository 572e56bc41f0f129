"""Slips in writing a shape down: an axis lost, added or moved."""

from __future__ import annotations

from autograder.convolution.sizes import Shape
from autograder.convolution.slips.shapes.making import by_writing
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip
from autograder.convolution.slips.slip import Rank, lapse


def _rows_and_columns(walk: Walk, shape: Shape) -> Shape | None:
    return (shape[0], shape[2], shape[1], shape[3])


def _channels_first(walk: Walk, shape: Shape) -> Shape | None:
    return (shape[0], shape[3], *shape[1:3])


def _ones_dropped(walk: Walk, shape: Shape) -> Shape | None:
    """Height and width left out where both are 1, or the channels."""
    return (shape[0], shape[3]) if shape[1:3] == (1, 1) else None


def _one_picture(walk: Walk, shape: Shape) -> Shape | None:
    return (1, *shape[1:]) if shape[0] != 1 else None


def _first_is_batch(walk: Walk, shape: Shape) -> Shape | None:
    """The batch's place taken by the channels that went in."""
    return (walk.shape[3], *shape[1:])


WRITING_SLIPS: tuple[WalkSlip, ...] = (
    lapse(by_writing("batch-left-out", lambda walk, shape: shape[1:], Rank.DAILY)),
    lapse(by_writing("batch-none", lambda walk, shape: (None, *shape[1:]), Rank.DAILY)),
    by_writing("batch-one", _one_picture, Rank.DAILY),
    lapse(by_writing("channels-first", _channels_first, Rank.DAILY)),
    lapse(by_writing("height-width-swapped", _rows_and_columns, Rank.DAILY)),
    lapse(by_writing("channels-left-out", lambda walk, shape: shape[:3])),
    lapse(by_writing("batch-and-channels-left-out", lambda walk, shape: shape[1:3])),
    lapse(by_writing("ones-left-out", _ones_dropped)),
    by_writing("batch-of-channels", _first_is_batch, Rank.RARE),
)
"""Axes that are lost or exchanged are so once, too: nothing else comes to such a shape."""
