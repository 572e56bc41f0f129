"""Slips in the picture that a layer looks at: its border, its channels, the scale of its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Layer,
    MaxPooling2D,
    Pooling,
    window,
)
from autograder.convolution.sliding import Array, same_zeros
from autograder.convolution.slips.arrays.work import (
    PICTURE,
    VALUES,
    LayerWork,
    WorkSlip,
    by_making,
    by_work,
    by_writing,
)
from autograder.convolution.slips.slip import Rank

POOLING = (MaxPooling2D, AveragePooling2D)


def _padded(
    kinds: type[Layer] | tuple[type[Layer], ...],
    mode: Literal["constant", "reflect", "edge", "symmetric", "wrap"],
) -> Callable[[LayerWork], LayerWork | None]:
    """What padding="same" adds filled with something else, and counted as pixels."""

    def other(work: LayerWork) -> LayerWork | None:
        layer = work.layer
        if not isinstance(layer, kinds) or not isinstance(layer, Conv2D | Pooling) or work.grid:
            return None
        if layer.padding != "same":
            return None
        size, steps = window(layer)
        try:
            images = np.pad(work.images, same_zeros(work.images, size, steps, "same"), mode=mode)
        except ValueError:  # nothing to reflect
            return None
        return replace(work, images=images, layer=replace(layer, padding="valid", strides=steps))

    return other


def _one_on_each_side(mode: Literal["constant", "edge"]) -> Callable[[LayerWork], LayerWork | None]:
    """One row and one column on each side for padding="same", whatever the window, and counted."""

    def other(work: LayerWork) -> LayerWork | None:
        layer = work.layer
        if not isinstance(layer, Conv2D | Pooling) or layer.padding != "same" or work.grid:
            return None
        size, steps = window(layer)
        around = ((0, 0), (1, 1), (1, 1), (0, 0))
        if same_zeros(work.images, size, steps, "same") == around:
            return None
        images = np.pad(work.images, around, mode=mode)
        return replace(work, images=images, layer=replace(layer, padding="valid", strides=steps))

    return other


def _added(mode: Literal["constant", "edge"]) -> Callable[[LayerWork], LayerWork | None]:
    """The row and the column that padding="same" adds put on the other side, and counted."""

    def other(work: LayerWork) -> LayerWork | None:
        layer = work.layer
        if not isinstance(layer, Pooling) or layer.padding != "same" or work.grid:
            return None
        size, steps = window(layer)
        around = same_zeros(work.images, size, steps, "same")
        turned = tuple((after, before) for before, after in around)
        if turned == around:
            return None
        images = np.pad(work.images, turned, mode=mode)
        return replace(work, images=images, layer=type(layer)(size, steps, "valid"))

    return other


def _full(work: LayerWork) -> LayerWork | None:
    """As many zeros around the picture as let the kernel see a single pixel of it."""
    layer = work.layer
    if not isinstance(layer, Conv2D) or work.grid or max(layer.kernel_size) == 1:
        return None
    rows, columns = layer.kernel_size
    around = ((0, 0), (rows - 1, rows - 1), (columns - 1, columns - 1), (0, 0))
    images = np.pad(work.images, around)
    return replace(work, images=images, layer=replace(layer, padding="valid"))


def _turned_over(work: LayerWork) -> LayerWork | None:
    """Rows taken for columns."""
    if work.images.shape[1:3] == (1, 1):
        return None
    return replace(work, images=work.images.swapaxes(1, 2))


def _scaled(factor: float) -> Callable[[LayerWork], LayerWork | None]:
    def other(work: LayerWork) -> LayerWork | None:
        if work.images.max(initial=0) > 1 or work.images.min(initial=0) < 0:
            return None
        return replace(work, images=work.images * factor)

    return other


def _in_bytes(white: float) -> Callable[[LayerWork], Array | None]:
    """Everything in whole numbers from 0 to 255, what goes beyond cut off; then `white` for 255."""

    def making(work: LayerWork) -> Array | None:
        whole = _whole_numbers(work)
        return None if whole is None else whole * white / 255

    return making


def _whole_numbers(work: LayerWork) -> Array | None:
    if work.images.max(initial=0) > 1 or work.images.min(initial=0) < 0 or work.kernel is None:
        return None
    whole = replace(work, images=np.floor(work.images * 255), making=None, writings=()).done()
    return None if whole is None else np.clip(np.round(whole), 0, 255)


def _channels(pick: Callable[[Array], Array]) -> Callable[[LayerWork], LayerWork | None]:
    """Other channels of a picture that has several."""

    def other(work: LayerWork) -> LayerWork | None:
        if work.images.shape[3] == 1:
            return None
        images = pick(work.images)
        if work.kernel is not None and images.shape[3] != work.kernel.shape[2]:
            return None
        return replace(work, images=images)

    return other


def _each_alone(work: LayerWork) -> Array | None:
    """Every channel convolved alone with the first filter, and none added."""
    channels = work.images.shape[3]
    if not isinstance(work.layer, Conv2D) or work.kernel is None or channels == 1:
        return None
    some = [
        replace(
            work,
            layer=replace(work.layer, filters=1),
            images=work.images[..., n : n + 1],
            kernel=work.kernel[:, :, n : n + 1, :1],
            making=None,
            writings=(),
        ).done()
        for n in range(channels)
    ]
    return None if any(one is None for one in some) else np.concatenate(some, axis=3)  # type: ignore[arg-type]


def _one_alone(work: LayerWork) -> LayerWork | None:
    """The first channel alone, in a convolution."""
    if not isinstance(work.layer, Conv2D) or work.kernel is None or work.images.shape[3] == 1:
        return None
    return replace(work, images=work.images[..., :1], kernel=work.kernel[:, :, :1])


def _over_channels(output: Array) -> Array | None:
    return output.mean(axis=3, keepdims=True) if output.ndim == 4 and output.shape[3] > 1 else None


def _channels_first(output: Array) -> Array | None:
    return output.transpose(0, 3, 1, 2) if output.ndim == 4 and output.shape[3] > 1 else None


PICTURE_SLIPS: tuple[WorkSlip, ...] = (
    by_work(
        "same-counts-padding",
        _padded(POOLING, "constant"),
        _added("constant"),
        rank=Rank.DAILY,
        shows=PICTURE,
    ),
    by_work(
        "border-reflected",
        *(_padded((Conv2D, *POOLING), mode) for mode in ("reflect", "edge", "symmetric", "wrap")),
        _added("edge"),
        rank=Rank.DAILY,
        shows=PICTURE,
    ),
    by_work(
        "same-pads-one", _one_on_each_side("constant"), _one_on_each_side("edge"), shows=PICTURE
    ),
    by_work("padding-full", _full, shows=PICTURE),
    by_work("picture-transposed", _turned_over, rank=Rank.RARE, shows=PICTURE),
    by_work("picture-scaled", _scaled(255), shows=PICTURE),
    by_making("picture-in-bytes", _in_bytes(255), _in_bytes(1), shows=PICTURE),
    by_work("channels-reversed", _channels(lambda images: images[..., ::-1]), shows=PICTURE),
    by_work(
        "one-channel",
        *(_channels(lambda images, n=n: images[..., n : n + 1]) for n in range(3)),  # type: ignore[misc]
        _one_alone,
        shows=PICTURE,
    ),
    by_making("channels-apart", _each_alone, shows=VALUES),
    by_writing("channels-averaged", _over_channels),
    by_writing("channels-first", _channels_first),
)
"""The commoner before the rarer, the specific before the general."""
