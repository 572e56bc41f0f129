"""Mistakes about which channels a filter looks at, where several go in.

A kernel has lost what it was once all its channels are alike, so those that mix the channels are
looked for only where each filter should look at one, and only so many ways are tried to find which.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from autograder.convolution.mistakes.brightness import channels_seen
from autograder.convolution.mistakes.kernel_mistake import Kernel, KernelMistake, Variants

MOST_WAYS = 27
"""In how many ways the filters of a kernel may each look at one channel, for it to be found again
after the channels were mixed: three channels in and three out."""


def _ways(kernel: Kernel) -> int:
    depth, filters = kernel.shape[2:]
    return int(depth**filters) if depth > 1 and filters <= MOST_WAYS else 0


def _spread(share: Callable[[int], float]) -> Variants:
    """Every filter that looks at one channel made to look at all of them, with `share` of its
    weights for each."""

    def wrong(kernel: Kernel) -> tuple[Kernel, ...]:
        if not 0 < _ways(kernel) <= MOST_WAYS or not np.all(channels_seen(kernel) == 1):
            return ()
        depth = kernel.shape[2]
        return (np.repeat(kernel.sum(axis=2, keepdims=True) * share(depth), depth, axis=2),)

    return wrong


def _gathered(share: Callable[[int], float]) -> Variants:
    """Every filter that treats all channels alike made to look at one of them, in all ways."""

    def mended(kernel: Kernel) -> tuple[Kernel, ...]:
        first = kernel[:, :, :1]
        if not 0 < _ways(kernel) <= MOST_WAYS or not np.allclose(kernel, first, rtol=1e-5):
            return ()
        depth, filters = kernel.shape[2:]
        slices, found = first[:, :, 0] / share(depth), []
        for chosen in product(range(depth), repeat=filters):
            apart = np.zeros_like(kernel)
            apart[:, :, chosen, range(filters)] = slices
            found.append(apart)
        return tuple(found)

    return mended


def _mean_share(depth: int) -> float:
    return 1 / depth


def _whole_share(depth: int) -> float:
    return 1.0


def _exchanged(kernel: Kernel) -> tuple[Kernel, ...]:
    """The depths of input and output exchanged, where both are several and as many."""
    depth, filters = kernel.shape[2:]
    return (kernel.transpose(0, 1, 3, 2),) if depth == filters > 1 else ()


CHANNEL_MISTAKES: tuple[KernelMistake, ...] = (
    KernelMistake("channels-exchanged", _exchanged, mended=_exchanged),
    KernelMistake("channels-mixed", _spread(_mean_share), mended=_gathered(_mean_share)),
    KernelMistake("channels-summed", _spread(_whole_share), mended=_gathered(_whole_share)),
)
