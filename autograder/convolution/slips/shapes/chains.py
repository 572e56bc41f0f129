"""Slips in a chain of layers: one is left out, done twice, or has another's place."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.convolution.layers import Layer
from autograder.convolution.slips.shapes.making import by_chain
from autograder.convolution.slips.shapes.walk import WalkSlip
from autograder.convolution.slips.slip import Rank

Chain = tuple[Layer, ...]
Chains = Iterator[tuple[Chain, int | None]]


def _last_alone(layers: Chain) -> Chains:
    """Every layer applied to the picture itself, not to what the one before it gave."""
    if len(layers) > 1:
        yield layers[-1:], None


def _left_out(layers: Chain) -> Chains:
    first = (
        1 if len(layers) == 2 else 0
    )  # without the first of two, the last is not passed anything
    if len(layers) > 1:
        yield from ((layers[:n] + layers[n + 1 :], n) for n in range(first, len(layers)))


def _nothing_done(layers: Chain) -> Chains:
    if layers:
        yield (), None


def _twice(layers: Chain) -> Chains:
    yield from (
        ((*layers[: n + 1], *layers[n:]), n if len(layers) > 1 else None)
        for n in range(len(layers))
    )


def _swapped(layers: Chain) -> Chains:
    for n in range(len(layers) - 1):
        yield (*layers[:n], layers[n + 1], layers[n], *layers[n + 2 :]), n


CHAIN_SLIPS: tuple[WalkSlip, ...] = (
    by_chain("layer-left-out", _left_out),
    by_chain("not-passed-on", _last_alone, Rank.DAILY),
    by_chain("input-shape", _nothing_done),
    by_chain("layers-swapped", _swapped),
    by_chain("layer-twice", _twice, Rank.RARE),
)
