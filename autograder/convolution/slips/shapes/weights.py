"""Slips about the shape of a layer's weights, which for a Conv2D is (kh, kw, C, F).

C is the depth of the layer's input, F its number of filters. In a chain of layers the question is
about the last one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from autograder.convolution.sizes import Shape
from autograder.convolution.slips.shapes.making import by_writing
from autograder.convolution.slips.shapes.walk import SIZES, Walk, Walks, WalkSlip
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace, lapse


def _depths_swapped(walk: Walk, shape: Shape) -> Shape | None:
    return (*shape[:2], shape[3], shape[2])


def _filters_first(walk: Walk, shape: Shape) -> Shape | None:
    return (shape[3], shape[2], *shape[:2])


def _picture_size(walk: Walk, shape: Shape) -> Shape | None:
    entering = replace(walk, layers=walk.layers[:-1], weights=False, writings=()).end()
    return None if entering is None else (*entering[1:3], *shape[2:])


def _single_number_is_a_row(walk: Walk, shape: Shape) -> Shape | None:
    return (shape[0], 1, *shape[2:]) if shape[0] == shape[1] else None


def _output(walk: Walk) -> Walks:
    if walk.weights:
        yield replace(walk, weights=False), SlipPlace()


def _first_depth(walk: Walk) -> Walks:
    """The depth of the picture that enters the network, in the last of several layers."""
    if walk.weights and len(walk.layers) > 1:
        yield replace(walk, layers=walk.layers[-1:]), SlipPlace()


def _own(
    name: str, write: Callable[[Walk, Shape], Shape | None], rank: Rank = Rank.COMMON
) -> WalkSlip:
    return by_writing(name, write, rank, weights=True)


WEIGHTS_SLIPS: tuple[WalkSlip, ...] = (
    Slip("weights-output-shape", _output, Rank.DAILY, shows=SIZES),
    Slip("weights-first-depth", _first_depth, Rank.DAILY, shows=SIZES),
    lapse(_own("weights-depths-swapped", _depths_swapped, Rank.DAILY)),
    lapse(_own("weights-depths-missing", lambda walk, shape: shape[:2], Rank.DAILY)),
    _own("weights-input-shape", _picture_size, Rank.DAILY),
    lapse(_own("weights-filters-first", _filters_first)),
    lapse(_own("weights-input-depth-missing", lambda walk, shape: (*shape[:2], shape[3]))),
    _own("weights-kernel-row", _single_number_is_a_row),
)
