"""The slips about shapes: that of an output, and that of a layer's weights."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from autograder.convolution.layers import Conv2D
from autograder.convolution.sizes import Shape
from autograder.convolution.slips.search import after_one, explaining, speaking_against
from autograder.convolution.slips.shapes.chains import CHAIN_SLIPS
from autograder.convolution.slips.shapes.depths import DEPTH_SLIPS
from autograder.convolution.slips.shapes.growing import GROWING_SLIPS
from autograder.convolution.slips.shapes.walk import SIZES, Walk, Walks, WalkSlip
from autograder.convolution.slips.shapes.weights import WEIGHTS_SLIPS
from autograder.convolution.slips.shapes.windows import WINDOW_SLIPS
from autograder.convolution.slips.shapes.writings import WRITING_SLIPS
from autograder.convolution.slips.slip import Changed, Rank, Slip, SlipPlace


def _weights_for_output(walk: Walk) -> Walks:
    if not walk.weights and walk.layers and isinstance(walk.layers[-1], Conv2D):
        yield replace(walk, weights=True), SlipPlace()


SHAPE_SLIPS: tuple[WalkSlip, ...] = (
    *WINDOW_SLIPS,
    *GROWING_SLIPS,
    *CHAIN_SLIPS,
    Slip("output-weights-shape", _weights_for_output, Rank.RARE, shows=SIZES),
    *(slip for slip in WEIGHTS_SLIPS if slip.shows == SIZES),
    *DEPTH_SLIPS,
    *WRITING_SLIPS,
    *(slip for slip in WEIGHTS_SLIPS if slip.shows != SIZES),
)
"""By what they show on: the sizes first, then the channels, then how the shape is written."""


BY_SETTINGS = tuple(slip for slip in SHAPE_SLIPS if not slip.on_paper)
"""Those that somebody can make whose shapes Keras computes."""


def explained_shape(
    walk: Walk, given: Shape, slips: Sequence[WalkSlip] = SHAPE_SLIPS
) -> list[Changed[Walk]]:
    """The walks at whose end a wrong shape is the right one: all ways with the fewest slips."""
    # What a second slip, in the channels or in writing, may change: mostly one number, or it drops two
    most = 2 if walk.weights or len(given) < len(walk.shape) else 1
    return explaining(
        after_one(walk, slips, Walk.end),
        slips,
        Walk.end,
        lambda shape: shape == given,
        lambda changed, shape: len(set(shape) - set(given)) <= most,
    )


def contradicted_by_right(walk: Walk) -> frozenset[tuple[str, Hashable]]:
    """The slips, with their occasions, that a right answer speaks against."""
    right = walk.end()
    return speaking_against(walk, SHAPE_SLIPS, Walk.end, lambda shape: shape == right)
