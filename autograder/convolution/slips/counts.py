"""Slips about the number of weights of a layer, which is kh * kw * C * F, and F biases.

kh and kw are the kernel's height and width, C the depth of the layer's input, F its filters.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer, Pooling
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import Shape4, chain_shape, output_shape
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace


@dataclass(frozen=True)
class Factors:
    """What a layer's count is made of."""

    kernel: tuple[int, int]
    """Height and width."""
    entering: Shape4
    leaving: Shape4

    @property
    def area(self) -> int:
        """The cells of the kernel."""
        return math.prod(self.kernel)

    @property
    def depth(self) -> int:
        """The channels that go in."""
        return self.entering[3]

    @property
    def filters(self) -> int:
        """The channels that come out."""
        return self.leaving[3]


Formula = Callable[[Factors], int]


@dataclass(frozen=True)
class Count:
    """The number of weights of the last of some layers, and how somebody works it out."""

    layers: tuple[Layer, ...]
    shape: Shape4
    """(batch, height, width, channels) of what enters the first."""
    use_bias: bool = True
    weights: Formula | None = None
    """In place of kh * kw * C * F."""
    biases: Formula | None = None
    """In place of F."""
    total: Formula | None = None
    """In place of the sum."""

    @property
    def last(self) -> Layer:
        """The layer whose weights are counted."""
        return self.layers[-1]

    @property
    def factors(self) -> Factors:
        """What it is made of. ValueError where the layers do not fit on the input."""
        entering = chain_shape(self.layers[:-1], self.shape)
        last = self.last
        kernel = (1, 1)
        if isinstance(last, Conv2D | Conv2DTranspose):
            kernel = last.kernel_size
        elif isinstance(last, Pooling):
            kernel = last.pool_size
        return Factors(kernel, entering, output_shape(last, entering))

    def number(self) -> int:
        """The count that comes out. ValueError as above."""
        factors = self.factors
        if self.total:
            return self.total(factors)
        right = parameter_count(self.last, factors.entering, use_bias=False)
        weights = self.weights(factors) if self.weights else right
        has_bias = self.use_bias and isinstance(self.last, Conv2D | Conv2DTranspose)
        biases = factors.filters if has_bias else 0
        return weights + (self.biases(factors) if self.biases else biases)


ChangedCounts = Iterable[tuple[Count, SlipPlace]]
CountSlip = Slip[Count]

WEIGHTS, BIASES = "weights", "biases"
"""What slips in a count show on."""

DEPTH = "depth"
"""The idea of slips that take a wrong number of channels for those that go in."""


def _convolves(count: Count) -> bool:
    return isinstance(count.last, Conv2D | Conv2DTranspose)


def _weights(name: str, *formulas: Formula, rank: Rank = Rank.DAILY, idea: str = "") -> CountSlip:
    """Mistaken formulas for the weights of a layer with kernels."""

    def change(count: Count) -> ChangedCounts:
        if _convolves(count):
            yield from ((replace(count, weights=formula), SlipPlace()) for formula in formulas)

    return Slip(name, change, rank, idea, WEIGHTS)


def _biases(name: str, bias: bool, *formulas: Formula, rank: Rank = Rank.DAILY) -> CountSlip:
    """A mistaken number of biases, where the layer has some (`bias`) or has none."""

    def change(count: Count) -> ChangedCounts:
        if _convolves(count) and count.use_bias == bias:
            yield from ((replace(count, biases=formula), SlipPlace()) for formula in formulas)

    return Slip(name, change, rank, shows=BIASES)


def _totals(
    name: str, concerns: Callable[[Count], bool], *formulas: Formula, rank: Rank = Rank.DAILY
) -> CountSlip:
    """Mistaken formulas for the whole count."""

    def change(count: Count) -> ChangedCounts:
        if concerns(count):
            for variant, formula in enumerate(formulas):
                yield replace(count, total=formula), SlipPlace(variant=variant)

    return Slip(name, change, rank)


def _pools(count: Count) -> bool:
    return isinstance(count.last, Pooling)


def _places(factors: Factors) -> int:
    return math.prod(factors.leaving[1:3])


def _one_filter(count: Count) -> ChangedCounts:
    """The weights of a single filter, and its bias or those of all."""
    if _convolves(count):
        changed = replace(count, weights=lambda f: f.area * f.depth)
        yield changed, SlipPlace()
        if count.use_bias:
            yield replace(changed, biases=lambda f: 1), SlipPlace()


def _first_depth(count: Count) -> ChangedCounts:
    """The depth of the picture that enters the network."""
    if len(count.layers) > 1 and _convolves(count):
        yield replace(count, weights=lambda f: f.area * count.shape[3] * f.filters), SlipPlace()


def _all_layers(count: Count) -> ChangedCounts:
    """The layers before it added, too."""
    if len(count.layers) > 1:
        ends = range(1, len(count.layers) + 1)
        sums = [Count(count.layers[:end], count.shape, count.use_bias) for end in ends]
        yield replace(count, total=lambda f: sum(one.number() for one in sums)), SlipPlace()


COUNT_SLIPS: tuple[CountSlip, ...] = (
    Slip("parameters-first-depth", _first_depth, Rank.DAILY, idea=DEPTH, shows=WEIGHTS),
    _weights("parameters-input-depth-missing", lambda f: f.area * f.filters, idea=DEPTH),
    Slip("parameters-filters-missing", _one_filter, Rank.DAILY, shows=WEIGHTS),
    _weights(
        "parameters-kernel-side", lambda f: f.kernel[0] * f.depth * f.filters, rank=Rank.COMMON
    ),
    _weights("parameters-own-depth", lambda f: f.area * f.filters * f.filters, rank=Rank.RARE),
    _weights("parameters-added", lambda f: f.area * (f.depth + f.filters), rank=Rank.RARE),
    _totals(
        "parameters-picture-size",
        _convolves,
        lambda f: (f.area * f.depth * f.filters + f.filters) * _places(f),
        lambda f: f.area * f.depth * f.filters * _places(f),
        lambda f: f.area * f.depth * f.filters * _places(f) + f.filters,
        lambda f: math.prod(f.entering[1:]) * f.filters,
        lambda f: math.prod(f.entering[1:]) * f.filters + f.filters,
        rank=Rank.COMMON,
    ),
    _totals(
        "parameters-pooling-has-weights",
        _pools,
        lambda f: f.area * f.depth,
        lambda f: f.area,
        lambda f: f.area * f.depth + f.depth,
        lambda f: f.area * f.depth * f.depth + f.depth,
        lambda f: f.depth,
    ),
    _totals(
        "parameters-pixels",
        lambda count: not _convolves(count),
        lambda f: math.prod(f.entering[1:]),
        lambda f: math.prod(f.leaving[1:]),
        lambda f: math.prod(f.leaving[1:3]),
    ),
    _totals(
        "parameters-output-size",
        _convolves,
        lambda f: math.prod(f.leaving[1:]),
        lambda f: math.prod(f.leaving[1:3]),
        rank=Rank.COMMON,
    ),
    Slip("parameters-all-layers", _all_layers, Rank.COMMON),
    _totals(
        "parameters-batch",
        lambda count: _convolves(count) and count.shape[0] > 1,
        lambda f: (f.area * f.depth * f.filters + f.filters) * f.entering[0],
        rank=Rank.RARE,
    ),
    _biases("bias-forgotten", True, lambda f: 0),
    _biases("bias-counted", False, lambda f: f.filters),
    _biases("parameters-one-bias", True, lambda f: 1),
    _biases(
        "parameters-bias-by-channel",
        True,
        lambda f: f.depth,
        lambda f: f.depth * f.filters,
        rank=Rank.COMMON,
    ),
    _biases("parameters-bias-by-cell", True, lambda f: f.area * f.filters, rank=Rank.RARE),
)
"""Those that show on the weights before those on the biases: two may be made together."""
