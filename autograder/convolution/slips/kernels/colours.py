"""Slips about which channels a filter looks at, where several go in.

A kernel has lost what it was once all its channels are alike, so those that mix the channels are
undone only where each filter should look at one, and only so many ways are tried to find which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations, product

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    CHANNELS,
    Kernel,
    KernelAttempt,
    KernelSlip,
    Wanted,
    centre,
)
from autograder.convolution.slips.kernels.strengths import channels_seen
from autograder.convolution.slips.slip import Rank, SlipPlace

MOST_WAYS = 27
"""In how many ways the filters of a kernel may each look at one channel, for it to be found again
after the channels were mixed: three channels in and three out."""

ColourChange = Callable[[Kernel], Iterator[Kernel]]


def _ways(kernel: Kernel) -> int:
    depth, filters = kernel.shape[2:]
    return int(depth**filters) if depth > 1 and filters <= MOST_WAYS else 0


def _spread(share: Callable[[int], float]) -> ColourChange:
    """Every filter that looks at one channel made to look at all of them, with `share` of its
    weights for each."""

    def wrong(kernel: Kernel) -> Iterator[Kernel]:
        if 0 < _ways(kernel) <= MOST_WAYS and np.all(channels_seen(kernel) == 1):
            depth = kernel.shape[2]
            yield np.repeat(kernel.sum(axis=2, keepdims=True) * share(depth), depth, axis=2)

    return wrong


def _gathered(share: Callable[[int], float]) -> ColourChange:
    """Every filter that treats all channels alike made to look at one of them, in all ways."""

    def mended(kernel: Kernel) -> Iterator[Kernel]:
        first = kernel[:, :, :1]
        if 0 < _ways(kernel) <= MOST_WAYS and np.allclose(kernel, first, rtol=1e-5):
            yield from _one_each(np.repeat(first / share(kernel.shape[2]), kernel.shape[2], axis=2))

    return mended


def _one_each(kernel: Kernel) -> Iterator[Kernel]:
    """Each filter with its weights for one channel only, in all ways to choose them."""
    depth, filters = kernel.shape[2:]
    for chosen in product(range(depth), repeat=filters):
        apart = np.zeros_like(kernel)
        apart[:, :, chosen, range(filters)] = kernel[:, :, chosen, range(filters)]
        yield apart


def _chosen(kernel: Kernel) -> Iterator[Kernel]:
    """Weights for other channels, where one is to be looked at, left out again."""
    if 0 < _ways(kernel) <= MOST_WAYS and np.any(channels_seen(kernel) > 1):
        yield from _one_each(kernel)


def _others_too(kernel: Kernel) -> Iterator[Kernel]:
    """The middle of another channel kept beside the one that each filter looks at."""
    if 0 < _ways(kernel) <= MOST_WAYS and np.all(channels_seen(kernel) == 1):
        there = kernel.copy()
        row, column = (kernel.shape[0] - 1) // 2, (kernel.shape[1] - 1) // 2
        there[row, column] = np.where(np.any(kernel, axis=(0, 1)), there[row, column], 1)
        yield there


def picture_alone(kernel: Kernel) -> bool:
    """Whether a kernel leaves every picture as it is, but for a factor."""
    middle = kernel[centre(kernel)]
    c, f = middle.shape
    if np.count_nonzero(kernel) != np.count_nonzero(middle) or c != f:
        return False
    return bool(middle.any() and np.allclose(middle, np.eye(c) * middle[0, 0]))


def _exchanged(kernel: Kernel) -> Iterator[Kernel]:
    """The depths of input and output exchanged, where both are several and as many."""
    depth, filters = kernel.shape[2:]
    if depth == filters > 1:
        yield kernel.transpose(0, 1, 3, 2)


def _backwards(kernel: Kernel) -> Iterator[Kernel]:
    """The channels that go in counted from the other end: blue, green, red. Where several come out, that
    is one order of many."""
    if kernel.shape[2] > 1 == kernel.shape[3]:
        yield kernel[:, :, ::-1]


def _permuted(kernel: Kernel) -> Iterator[Kernel]:
    """The channels that go in, and then the filters, in every other order."""
    if picture_alone(kernel):  # it is no order of anything
        return
    for axis in (2, 3):
        size = kernel.shape[axis]
        if 1 < size <= 4:
            for order in list(permutations(range(size)))[1:]:
                yield np.take(kernel, order, axis=axis)


def _kernel_slip(
    name: str,
    makes: ColourChange,
    mended: ColourChange,
    rank: Rank = Rank.COMMON,
    shows: str = CHANNELS,
) -> KernelSlip:
    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        yield from ((kernel, SlipPlace()) for kernel in mended(attempt.kernel))

    def wrong(wanted: Wanted) -> Iterator[Kernel]:
        yield from makes(wanted.kernel)

    return KernelSlip(name, undone, wrong, rank, shows=shows)


def _mean_share(depth: int) -> float:
    return 1 / depth


def _whole_share(depth: int) -> float:
    return 1.0


COLOUR_SLIPS: tuple[KernelSlip, ...] = (
    _kernel_slip("channels-exchanged", _exchanged, _exchanged, Rank.DAILY),
    _kernel_slip("channels-backwards", _backwards, _backwards, Rank.DAILY),
    _kernel_slip("channels-permuted", _permuted, _permuted),
    _kernel_slip("channels-mixed", _spread(_mean_share), _gathered(_mean_share), Rank.DAILY),
    _kernel_slip("channels-summed", _spread(_whole_share), _gathered(_whole_share), Rank.DAILY),
    _kernel_slip("other-channels-too", _others_too, _chosen, Rank.RARE, shows=""),
)
