"""A layer at work on pictures, as somebody may compute it by hand: windows are laid on the picture,
something is made of each, and what comes out is written down.

Slips change it: another layer, another picture or kernel, other windows, something else made of each.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import (
    AveragePooling2D,
    Layer,
    MaxPooling2D,
    Pooling,
    arguments,
)
from autograder.convolution.sliding import Array
from autograder.convolution.slips.arrays.window_grid import Grid, grid_of, seen_through
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace

Taking = Callable[[Array], Array]
"""What is made of each window: (n, h', w', c) of what its cells see, (cells, n, h', w', c), NaN beyond
the picture."""

ArrayWriting = Callable[[Array], Array | None]
"""How an output that was computed is written down; None where that has no meaning."""

PADDING, WINDOWS, VALUES = "padding", "windows", "values"
KERNEL, PICTURE, WRITING = "kernel", "picture", "writing"
"""What slips in an output show on."""


@dataclass(frozen=True, eq=False)
class LayerWork:
    """A layer, its pictures and its kernel, and the mistaken ways by which somebody computes it."""

    layer: Layer
    images: Array
    """(n, h, w, c)"""
    kernel: Array | None = None
    """(kh, kw, c, f) for a Conv2D, (kh, kw, f, c) for a Conv2DTranspose; None for other layers."""
    grid: Grid | None = None
    """Where the windows of a pooling layer or of a Conv2D stand, in place of the right places."""
    taking: Taking | None = None
    """What a pooling layer makes of each window, in place of the right thing."""
    making: Callable[[LayerWork], Array | None] | None = None
    """All of it, computed in another way."""
    writings: tuple[ArrayWriting, ...] = ()
    """What is done to the output at the end."""
    known: Array | None = None
    """The output before it is written down, where it was computed already."""

    @cached_property
    def output(self) -> Array | None:
        """What is computed, before it is written down."""
        if self.known is not None:
            return self.known
        try:
            return self.making(self) if self.making else self._computed()
        except ValueError:  # a changed window does not fit
            return None

    def done(self) -> Array | None:
        """What comes out, (n, h', w', f) but for what the writings do to it; None where a layer doesn't
        fit on the picture, or a slip has no meaning."""
        output = self.output
        for writing in self.writings:
            output = None if output is None else writing(output)
        return output

    def take(self, seen: Array) -> Array:
        """What is made of each window of a pooling layer."""
        return (self.taking or TAKEN[type(self.layer)])(seen)

    def _computed(self) -> Array:
        if isinstance(self.layer, Pooling) and (self.grid or self.taking):
            grid = self.grid or grid_of(self.layer, self.images.shape)
            return self.take(seen_through(grid, self.images))
        if self.grid and self.kernel is not None:
            seen = np.nan_to_num(seen_through(self.grid, self.images))
            return np.tensordot(
                np.moveaxis(seen, 0, -1).reshape(*seen.shape[1:4], -1),
                np.moveaxis(self.kernel, 2, 0).reshape(-1, self.kernel.shape[3]),
                1,
            )
        return layer_output(self.layer, self.images, self.kernel)


def _mean(seen: Array) -> Array:
    there = ~np.isnan(seen)
    return np.asarray(np.where(there, seen, 0).sum(0) / np.maximum(there.sum(0), 1))


def _largest(seen: Array) -> Array:
    return np.asarray(np.where(np.isnan(seen), -np.inf, seen).max(0))


TAKEN: Mapping[type[Layer], Taking] = {MaxPooling2D: _largest, AveragePooling2D: _mean}

WorkSlip = Slip[LayerWork]
ChangedWorks = Iterable[tuple[LayerWork, SlipPlace]]


def place_of(work: LayerWork) -> SlipPlace:
    """The only place of slips in one layer: what of it invites them."""
    return SlipPlace(frozenset({layer_occasion(work.layer)}))


@cache
def layer_occasion(layer: Layer) -> Hashable:
    """What of a layer at work invites slips: its class, its padding and its strides, or how it grows."""
    settings = arguments(layer)
    looked_at = ("padding", "strides", "interpolation", "output_padding")
    return type(layer).__name__, *(settings.get(name) for name in looked_at)


def by_work(
    name: str,
    *others: Callable[[LayerWork], LayerWork | None],
    rank: Rank = Rank.COMMON,
    idea: str = "",
    shows: str = "",
) -> WorkSlip:
    """Other works in place of one; None: the slip has no meaning in it."""

    def change(work: LayerWork) -> ChangedWorks:
        for other in others:
            changed = other(work)
            if changed is not None:
                yield changed, place_of(work)

    return Slip(name, change, rank, idea, shows)


def by_layer(
    name: str, other: Callable[[Layer], Layer | None], rank: Rank = Rank.COMMON, shows: str = VALUES
) -> WorkSlip:
    """Another layer in its place."""

    def changed(work: LayerWork) -> LayerWork | None:
        layer = other(work.layer)
        return None if layer is None else replace(work, layer=layer)

    return by_work(name, changed, rank=rank, shows=shows)


def by_taking(
    name: str,
    kinds: type[Layer] | tuple[type[Layer], ...],
    *takings: Taking,
    rank: Rank = Rank.COMMON,
) -> WorkSlip:
    """Something else made of each window of these layers."""

    def one(taking: Taking) -> Callable[[LayerWork], LayerWork | None]:
        return lambda work: replace(work, taking=taking) if isinstance(work.layer, kinds) else None

    return by_work(name, *map(one, takings), rank=rank, shows=VALUES)


def by_making(
    name: str,
    *makings: Callable[[LayerWork], Array | None],
    rank: Rank = Rank.COMMON,
    shows: str = WINDOWS,
    idea: str = "",
) -> WorkSlip:
    """All of it computed in another way."""

    def one(making: Callable[[LayerWork], Array | None]) -> Callable[[LayerWork], LayerWork | None]:
        return lambda work: None if work.making else replace(work, making=making)

    return by_work(name, *map(one, makings), rank=rank, shows=shows, idea=idea)


def by_writing(
    name: str, *writings: ArrayWriting, rank: Rank = Rank.COMMON, shows: str = WRITING
) -> WorkSlip:
    """The output written down in another way."""

    def one(writing: ArrayWriting) -> Callable[[LayerWork], LayerWork | None]:
        return lambda work: replace(work, writings=(*work.writings, writing), known=work.output)

    return by_work(name, *map(one, writings), rank=rank, shows=shows)
