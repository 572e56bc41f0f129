"""Mistakes in building a network: for each, the wrong networks that it leads to.

A mistake may be made in one layer or in all layers that it concerns, so most give several networks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Padding,
)
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.network import LINEAR, Network, Unit

Networks = Callable[[Network], tuple[Network, ...]]
"""From the right network to the wrong ones, which may not fit on its input; none where the mistake
has no meaning."""

Change = Callable[[Unit], Unit | None]
"""What becomes of one layer; None: the mistake doesn't concern it."""

KERNELS = range(1, 12)
"""Sizes of kernels that somebody may take in place of the right one."""


ACTIVATIONS = ("relu", "softmax", "sigmoid", "tanh", "leaky_relu", "elu", "gelu", "selu", "relu6")
"""Activations that somebody may take in place of the right one."""


@dataclass(frozen=True)
class NetworkMistake(Mistake[Networks]):
    """A known slip in putting layers together."""

    needs_all: bool = False
    """Whether nobody can make it in a network that has fewer or more layers than asked for."""


def _in_one_or_all(change: Change) -> Networks:
    """The networks in which one layer is changed, and the one in which all are."""

    def wrong(network: Network) -> tuple[Network, ...]:
        changed = {n: other for n, unit in enumerate(network) if (other := change(unit))}
        everywhere = tuple(changed.get(n, unit) for n, unit in enumerate(network))
        single = ((*network[:n], other, *network[n + 1 :]) for n, other in changed.items())
        return tuple(dict.fromkeys((everywhere, *single))) if changed else ()

    return wrong


def _padding(before: Padding, after: Padding) -> Change:
    def change(unit: Unit) -> Unit | None:
        layer = unit.layer
        if not isinstance(layer, Conv2D | Conv2DTranspose | MaxPooling2D | AveragePooling2D):
            return None
        return (
            replace(unit, layer=replace(layer, padding=after)) if layer.padding == before else None
        )

    return change


def _bias(before: bool) -> Change:
    def change(unit: Unit) -> Unit | None:
        if not isinstance(unit.layer, Conv2D | Conv2DTranspose) or unit.use_bias != before:
            return None
        return replace(unit, use_bias=not before)

    return change


def _no_stride(unit: Unit) -> Unit | None:
    layer = unit.layer
    if not isinstance(layer, Conv2D | Conv2DTranspose) or layer.strides == (1, 1):
        return None
    if isinstance(layer, Conv2DTranspose):  # an output_padding must stay below the stride
        layer = replace(layer, output_padding=None)
    return replace(unit, layer=replace(layer, strides=(1, 1)))


def _activation(before: bool, after: str) -> Change:
    """Another activation for the layers that have one (`before`), or for those that have none."""

    def change(unit: Unit) -> Unit | None:
        if (unit.activation != LINEAR) != before or unit.activation == after:
            return None
        return replace(unit, activation=after)

    return change


def _any_activation(before: bool) -> Networks:
    return lambda network: tuple(
        wrong
        for after in ACTIVATIONS
        for wrong in _in_one_or_all(_activation(before, after))(network)
    )


def _other_pool(before: type[Layer], after: type[Layer]) -> Change:
    def change(unit: Unit) -> Unit | None:
        if not isinstance(unit.layer, before):
            return None
        return replace(unit, layer=after(**vars(unit.layer)))

    return change


def _pool_by_one(unit: Unit) -> Unit | None:
    layer = unit.layer
    if not isinstance(layer, MaxPooling2D | AveragePooling2D) or layer.strides is not None:
        return None
    return replace(unit, layer=replace(layer, strides=(1, 1)))


def _other_kernels(network: Network) -> tuple[Network, ...]:
    found = []
    for n, unit in enumerate(network):
        layer = unit.layer
        if isinstance(layer, Conv2D | Conv2DTranspose):
            for size in KERNELS:
                if (size, size) != layer.kernel_size:
                    other = replace(unit, layer=replace(layer, kernel_size=(size, size)))
                    found.append((*network[:n], other, *network[n + 1 :]))
    return tuple(found)


def _filters_swapped(network: Network) -> tuple[Network, ...]:
    found = []
    for (m, one), (n, two) in combinations(enumerate(network), 2):
        a, b = one.layer, two.layer
        if isinstance(a, Conv2D | Conv2DTranspose) and isinstance(b, Conv2D | Conv2DTranspose):
            other = list(network)
            other[m] = replace(one, layer=replace(a, filters=b.filters))
            other[n] = replace(two, layer=replace(b, filters=a.filters))
            found.append(tuple(other))
    return tuple(found)


def _neighbours_swapped(network: Network) -> tuple[Network, ...]:
    return tuple(
        (*network[:n], network[n + 1], network[n], *network[n + 2 :])
        for n in range(len(network) - 1)
    )


NETWORK_MISTAKES: tuple[NetworkMistake, ...] = (
    NetworkMistake("padding-valid-for-same", _in_one_or_all(_padding("same", "valid"))),
    NetworkMistake("padding-same-for-valid", _in_one_or_all(_padding("valid", "same"))),
    NetworkMistake("stride-ignored", _in_one_or_all(_no_stride)),
    NetworkMistake("pooling-stride-one", _in_one_or_all(_pool_by_one)),
    NetworkMistake("bias-left-out", _in_one_or_all(_bias(True))),
    NetworkMistake("bias-kept", _in_one_or_all(_bias(False))),
    NetworkMistake("average-for-max", _in_one_or_all(_other_pool(MaxPooling2D, AveragePooling2D))),
    NetworkMistake("max-for-average", _in_one_or_all(_other_pool(AveragePooling2D, MaxPooling2D))),
    NetworkMistake("activation-left-out", _in_one_or_all(_activation(True, LINEAR))),
    NetworkMistake("activation-added", _any_activation(False)),
    NetworkMistake("another-activation", _any_activation(True)),
    NetworkMistake("filters-swapped", _filters_swapped, needs_all=True),
    NetworkMistake("kernel-size", _other_kernels),
    NetworkMistake("layers-swapped", _neighbours_swapped, needs_all=True),
)
