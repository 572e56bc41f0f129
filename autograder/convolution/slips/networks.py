"""Slips in building a network: for each, the wrong networks that it leads to.

It may be made in one layer or in all layers that it concerns, so most give several networks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Padding,
)
from autograder.convolution.network import LINEAR, Network, Unit
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace

Networks = Iterable[tuple[Network, SlipPlace]]
"""Wrong networks, which may not fit on the input, with the layer in which they differ."""

Changes = Callable[[Network], Networks]
"""From the right network to the wrong ones; none where the slip has no meaning."""

Change = Callable[[Unit], Unit | None]
"""What becomes of one layer; None: the slip doesn't concern it."""

KERNELS = range(1, 12)
"""Sizes of kernels that somebody may take in place of the right one."""


ACTIVATIONS = ("relu", "softmax", "sigmoid", "tanh", "leaky_relu", "elu", "gelu", "selu", "relu6")
"""Activations that somebody may take in place of the right one."""


NetworkSlip = Slip[Network]

ORDER = "order"
"""What slips show on that nobody can make in a network with fewer or more layers than are asked for."""


def _in_one_or_all(change: Change) -> Changes:
    """The networks in which one layer is changed, and the one in which all are."""

    def wrong(network: Network) -> Networks:
        changed = {n: other for n, unit in enumerate(network) if (other := change(unit))}
        if len(changed) > 1:
            yield tuple(changed.get(n, unit) for n, unit in enumerate(network)), SlipPlace()
        for n, other in changed.items():
            yield (
                (*network[:n], other, *network[n + 1 :]),
                SlipPlace(layer=n, once=len(changed) > 1),
            )

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


def _any_activation(before: bool) -> Changes:
    return lambda network: (
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


def _other_kernels(network: Network) -> Networks:
    for n, unit in enumerate(network):
        layer = unit.layer
        if isinstance(layer, Conv2D | Conv2DTranspose):
            for size in KERNELS:
                if (size, size) != layer.kernel_size:
                    other = replace(unit, layer=replace(layer, kernel_size=(size, size)))
                    yield (*network[:n], other, *network[n + 1 :]), SlipPlace(layer=n)


def _filters_swapped(network: Network) -> Networks:
    for (m, one), (n, two) in combinations(enumerate(network), 2):
        a, b = one.layer, two.layer
        if isinstance(a, Conv2D | Conv2DTranspose) and isinstance(b, Conv2D | Conv2DTranspose):
            other = list(network)
            other[m] = replace(one, layer=replace(a, filters=b.filters))
            other[n] = replace(two, layer=replace(b, filters=a.filters))
            yield tuple(other), SlipPlace(layer=m)


def _neighbours_swapped(network: Network) -> Networks:
    for n in range(len(network) - 1):
        yield (*network[:n], network[n + 1], network[n], *network[n + 2 :]), SlipPlace(layer=n)


def _one_left_out(network: Network) -> Networks:
    for n in range(len(network)):
        yield (*network[:n], *network[n + 1 :]), SlipPlace(layer=n)


def _one_twice(network: Network) -> Networks:
    for n, unit in enumerate(network):
        yield (*network[:n], unit, *network[n:]), SlipPlace(layer=n)


def _one_filter(unit: Unit) -> Unit | None:
    layer = unit.layer
    if not isinstance(layer, Conv2D | Conv2DTranspose) or layer.filters == 1:
        return None
    return replace(unit, layer=replace(layer, filters=1))


NETWORK_SLIPS: tuple[NetworkSlip, ...] = (
    Slip("padding-valid-for-same", _in_one_or_all(_padding("same", "valid")), Rank.DAILY),
    Slip("padding-same-for-valid", _in_one_or_all(_padding("valid", "same")), Rank.DAILY),
    Slip("stride-ignored", _in_one_or_all(_no_stride), Rank.DAILY),
    Slip("pooling-stride-one", _in_one_or_all(_pool_by_one), Rank.DAILY),
    Slip("bias-left-out", _in_one_or_all(_bias(True)), Rank.DAILY),
    Slip("bias-kept", _in_one_or_all(_bias(False)), Rank.DAILY),
    Slip(
        "average-for-max", _in_one_or_all(_other_pool(MaxPooling2D, AveragePooling2D)), Rank.DAILY
    ),
    Slip(
        "max-for-average", _in_one_or_all(_other_pool(AveragePooling2D, MaxPooling2D)), Rank.DAILY
    ),
    Slip("activation-left-out", _in_one_or_all(_activation(True, LINEAR)), Rank.DAILY),
    Slip("activation-added", _any_activation(False), Rank.DAILY),
    Slip("another-activation", _any_activation(True), Rank.DAILY),
    Slip("filters-swapped", _filters_swapped, shows=ORDER),
    Slip("layer-left-out", _one_left_out),
    Slip("layer-twice", _one_twice),
    Slip("one-filter", _in_one_or_all(_one_filter)),
    Slip("kernel-size", _other_kernels),
    Slip("layers-swapped", _neighbours_swapped, shows=ORDER),
)
