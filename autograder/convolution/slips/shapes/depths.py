"""Slips about channels: how many come out of a layer."""

from __future__ import annotations

from dataclasses import replace

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer, Pooling
from autograder.convolution.sizes import Number
from autograder.convolution.slips.shapes.making import by_depth
from autograder.convolution.slips.shapes.walk import DEPTH, Walk, Walks, WalkSlip, occasion
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace

Filtering = Conv2D | Conv2DTranspose


def _has_filters(layer: Layer) -> bool:
    return isinstance(layer, Filtering)


def _multiplied(layer: Layer, channels: Number) -> Number | None:
    return channels * layer.filters if isinstance(layer, Filtering) else None


def _added(layer: Layer, channels: Number) -> Number | None:
    return channels + layer.filters if isinstance(layer, Filtering) else None


def _kernel_counted(layer: Layer, channels: Number) -> Number | None:
    return layer.kernel_size[0] if isinstance(layer, Filtering) else None


def _filters_of_another(walk: Walk) -> Walks:
    """The filters of another layer of the chain."""
    for number, layer in enumerate(walk.layers):
        if not isinstance(layer, Filtering):
            continue
        others = {other.filters for other in walk.layers if isinstance(other, Filtering)}
        for filters in sorted(others - {layer.filters}):
            layers = list(walk.layers)
            layers[number] = replace(layer, filters=filters)
            yield (
                replace(walk, layers=tuple(layers)),
                SlipPlace(frozenset({occasion(walk, number)}), number),
            )


ELSEWHERE = "channels-elsewhere"
"""The idea that another layer decides the channels."""

DEPTH_SLIPS: tuple[WalkSlip, ...] = (
    by_depth(
        "pooling-one-channel",
        lambda layer: isinstance(layer, Pooling),
        lambda layer, c: 1,
        Rank.DAILY,
    ),
    by_depth(
        "channels-kept",
        _has_filters,
        lambda layer, channels: channels,
        Rank.DAILY,
        on_paper=False,
        idea=ELSEWHERE,
    ),
    by_depth("channels-multiplied", _has_filters, _multiplied, Rank.DAILY),
    by_depth("one-filter", _has_filters, lambda layer, channels: 1, on_paper=False),
    by_depth("channels-added", _has_filters, _added),
    Slip("filters-of-another-layer", _filters_of_another, Rank.COMMON, ELSEWHERE, DEPTH),
    by_depth("kernel-for-channels", _has_filters, _kernel_counted, Rank.RARE),
)
