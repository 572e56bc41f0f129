"""Slips in functions that make a picture larger: conv2d_transpose and upsample2d."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.slips.functions.copying import CopiesExtent, Copying, Cut, nothing
from autograder.convolution.slips.functions.enlarging import (
    Enlarging,
    Mixing,
    between,
    mixed,
    places,
    repeated,
)
from autograder.convolution.slips.functions.results import WHOLE, WHOLE_LIKE_THE_PICTURE
from autograder.convolution.slips.functions.work import (
    COUNT,
    PADDING,
    VALUES,
    WINDOW,
    Axis,
    FunctionArray,
    FunctionSlip,
    way,
)
from autograder.convolution.slips.slip import Rank, SlipPlace


def _overlapping(overlaps: str) -> Callable[[Copying], Copying]:
    return lambda work: replace(work, overlaps=overlaps)


def _not_weighted(work: Copying) -> Copying | None:
    """The kernel put down as it is for every pixel, whatever that holds."""
    ones = np.ones_like(work.image)
    return None if np.array_equal(work.image, ones) else replace(work, image=ones)


def _only_first(rows: bool, columns: bool) -> Callable[[Copying], Copying | None]:
    """The copies of the first row or column of pixels alone."""

    def change(work: Copying) -> Copying | None:
        image = work.image.copy()
        if rows:
            image[1:] = 0
        if columns:
            image[:, 1:] = 0
        return None if np.array_equal(image, work.image) else replace(work, image=image)

    return change


def _cut(cut: Cut) -> Callable[[Copying], Copying | None]:
    """Another cut for "same"."""
    return lambda work: replace(work, cut=cut) if work.padding == "same" else None


def _from(first: Callable[[Axis, int], int]) -> Callable[[Copying], Copying | None]:
    """As many rows as there should be, from another one on: from how many are too many."""

    def cut(axis: Axis, rows: int) -> Pair:
        wanted = axis.size * axis.stride
        start = first(axis, rows - wanted)
        return start, start + wanted

    return _cut(cut)


def _extent(extent: CopiesExtent) -> Callable[[Copying], Copying | None]:
    return lambda work: replace(work, extent=extent)


def _without_the_rest(axis: Axis) -> int:
    return (axis.size - 1) * axis.stride + axis.window


def _from_half(axis: Axis, rows: int) -> Pair:
    cut = (axis.window - 1) // 2
    return cut, rows - cut


def _small_part(axis: Axis, rows: int) -> Pair:
    first = (rows - axis.size * axis.stride) // 2
    return first, first + axis.size


def _other_library(work: Copying) -> Copying:
    # (i - 1)s - 2p + k, as PyTorch's ConvTranspose2d has it, with p = (k - 1) // 2 for "same"
    return replace(work, extent=_without_the_rest, cut=_from_half)


def _only_multiplied(work: Copying) -> Copying | None:
    """ "valid" as large as "same", what sticks out is cut off."""
    if work.padding == "same":
        return None
    return replace(work, valid_cut=lambda axis, rows: (0, axis.size * axis.stride))


def _always_cut(work: Copying) -> Copying | None:
    return replace(work, padding="same") if work.padding == "valid" else None


COPYING: tuple[FunctionSlip, ...] = (
    way("overlaps-overwritten", VALUES, _overlapping("overwritten"), Rank.DAILY),
    way("overlaps-not-added", VALUES, _overlapping("mean")),
    way("overlaps-not-added", VALUES, _overlapping("largest")),
    way("copies-not-weighted", VALUES, _not_weighted),
    way("ends-too-early", COUNT, _only_first(True, False)),
    way("ends-too-early", COUNT, _only_first(False, True)),
    way("ends-too-early", COUNT, _only_first(True, True)),
    way("padding-ignored", PADDING, _cut(nothing), Rank.DAILY),
    way("same-one-side", PADDING, _from(lambda axis, many: 0)),
    way("same-one-side", PADDING, _from(lambda axis, many: many)),
    way("same-odd-first", PADDING, _from(lambda axis, many: many - many // 2)),
    way("same-ignores-stride", PADDING, _from(lambda axis, many: (axis.window - 1) // 2)),
    way("same-ignores-stride", PADDING, _from(lambda axis, many: axis.window // 2)),
    way("same-ignores-stride", PADDING, _cut(_from_half)),
    way("same-keeps-size", PADDING, _cut(lambda axis, rows: (0, axis.size))),
    way("same-keeps-size", PADDING, _cut(_small_part)),
    way("padding-same-for-valid", PADDING, _always_cut),
    way("transposed-valid-multiplies", PADDING, _only_multiplied, Rank.DAILY),
    way("transposed-other-library", COUNT, _other_library),
    way("transposed-other-library", COUNT, _extent(_without_the_rest)),
)


def _bilinear(mixing: Mixing) -> Callable[[Enlarging], Enlarging | None]:
    """Another mixing where "bilinear" is asked for."""
    return lambda work: replace(work, bilinear=mixing) if work.interpolation == "bilinear" else None


def _nearest(mixing: Mixing) -> Callable[[Enlarging], Enlarging | None]:
    return lambda work: replace(work, nearest=mixing) if work.interpolation == "nearest" else None


def _placed(place: Callable[[Axis], FunctionArray]) -> Callable[[Enlarging], Enlarging | None]:
    """New centres elsewhere."""
    return _bilinear(lambda axis: between(axis.size, place(axis)))


def _shared(
    change: Callable[[FunctionArray], FunctionArray],
) -> Callable[[Enlarging], Enlarging | None]:
    """Other shares of the two neighbours."""
    return _bilinear(lambda axis: between(axis.size, places(axis), change))


def _tiled(axis: Axis) -> FunctionArray:
    return np.tile(np.eye(axis.size), (axis.window, 1))


def _gaps(axis: Axis) -> FunctionArray:
    """Each old pixel once, at the beginning of its block."""
    spread = np.zeros((axis.size * axis.window, axis.size))
    spread[:: axis.window] = np.eye(axis.size)
    return spread


def _black_beyond(axis: Axis) -> FunctionArray:
    """Zeros beyond the border."""
    return between(axis.size + 2, places(axis) + 1)[:, 1:-1]


def _gone_on(axis: Axis) -> FunctionArray:
    """Beyond the outermost centres the slope goes on."""
    where, size = places(axis), axis.size
    before = np.clip(np.floor(where), 0, max(size - 2, 0)).astype(int)
    share, old = (where - before)[:, None], np.eye(size)
    return old[before] * (1 - share) + old[np.minimum(before + 1, size - 1)] * share


def _round_the_corner(axis: Axis) -> FunctionArray:
    """Before the first pixel comes the last one, as NumPy counts."""
    where, size = places(axis), axis.size
    before = np.floor(where).astype(int)
    share, old = (where - before)[:, None], np.eye(size)
    mixture: FunctionArray = (
        old[before] * (1 - share) + old[np.minimum(before + 1, size - 1)] * share
    )
    return mixture


def _sized(change: Callable[[Pair], Pair]) -> Callable[[Enlarging], Enlarging | None]:
    def other(work: Enlarging) -> Enlarging | None:
        size = change(work.size)
        return None if size == work.size else replace(work, size=size)

    return other


def _nearest_along(axis: int) -> Callable[[Enlarging], Enlarging | None]:
    whole = _along(axis)
    return lambda work: whole(work) if work.interpolation == "nearest" else None


def _columns_first(slip: FunctionSlip) -> FunctionSlip:
    """The same slip by somebody who goes along the columns first, and rounds differently."""

    def changes(work: Enlarging) -> Iterable[tuple[Any, SlipPlace]]:
        return slip.change(replace(work, columns_first=True))

    return replace(slip, change=changes)


def _along(axis: int) -> Callable[[Enlarging], Enlarging | None]:
    return lambda work: None if work.size[1 - axis] == 1 else replace(work, axes=(axis,))


def _mixed_on(number: int) -> Mixing:
    return lambda axis: mixed(axis) if axis.number == number else repeated(axis)


ENLARGING: tuple[FunctionSlip, ...] = (
    way("nearest-for-bilinear", VALUES, _bilinear(repeated), Rank.DAILY),
    way("bilinear-for-nearest", VALUES, _nearest(mixed), Rank.DAILY),
    way("upsampling-tiled", VALUES, _nearest(_tiled), Rank.DAILY),
    way("upsampling-zeros-between", VALUES, _nearest(_gaps), Rank.DAILY),
    way("bilinear-corners-aligned", VALUES, _placed(lambda axis: np.linspace(0, axis.size - 1, axis.size * axis.window)), Rank.DAILY),
    way("bilinear-not-centred", VALUES, _placed(lambda axis: np.arange(axis.size * axis.window) / axis.window), Rank.DAILY),
    way("bilinear-not-centred", VALUES, _placed(lambda axis: places(axis) + 0.5)),
    way("bilinear-not-centred", VALUES, _placed(lambda axis: np.arange(axis.size * axis.window) / axis.window - 0.5), Rank.RARE),
    way("bilinear-weights-exchanged", VALUES, _shared(lambda share: 1 - share)),
    way("bilinear-halves", VALUES, _shared(lambda share: np.full_like(share, 0.5))),
    way("bilinear-weights-whole", VALUES, _shared(np.round)),
    way("bilinear-weights-whole", VALUES, _shared(np.floor)),
    way("bilinear-fades", VALUES, _bilinear(_black_beyond)),
    way("bilinear-goes-on", VALUES, _bilinear(_gone_on)),
    way("bilinear-goes-on", VALUES, _bilinear(_round_the_corner)),
    way("bilinear-on-one-axis", VALUES, _bilinear(_mixed_on(0)), axis=0),
    way("bilinear-on-one-axis", VALUES, _bilinear(_mixed_on(1)), axis=1),
    way("window-size-ignored", WINDOW, _sized(lambda size: (2, 2))),
    way("factors-swapped", WINDOW, _sized(lambda size: size[::-1]), Rank.DAILY),
    way("one-factor-for-both", WINDOW, _sized(lambda size: (size[0], size[0])), axis=0),
    way("one-factor-for-both", WINDOW, _sized(lambda size: (size[1], size[1])), axis=1),
    way("upsampling-one-axis", WINDOW, _along(0), axis=0),
    way("upsampling-one-axis", WINDOW, _along(1), axis=1),
    way("upsampling-one-axis", WINDOW, _nearest_along(0), axis=0),
    way("upsampling-one-axis", WINDOW, _nearest_along(1), axis=1),
)  # fmt: skip

WHOLE_COLUMNS_FIRST: tuple[FunctionSlip, ...] = tuple(
    _columns_first(slip) for slip in (*WHOLE_LIKE_THE_PICTURE, *WHOLE)
)
