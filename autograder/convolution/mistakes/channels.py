"""Mistakes about which channels a filter looks at, where several go in.

A kernel has lost what it was once all its channels are alike, so those that mix the channels are
looked for only where each filter should look at one, and only so many ways are tried to find which.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from autograder.convolution.mistakes.brightness import channels_seen
from autograder.convolution.mistakes.kernel_mistake import Kernel, KernelMistake, Variants, always

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


def _mixed(kernel: Kernel) -> str:
    """What a kernel that treats all channels alike does to colours."""
    if kernel.shape[3] > 1:
        return (
            "Every filter takes the mean of all the channels that go in, so they all make the same"
            " picture and the colours vanish. Which channel should each filter look at?"
        )
    return (
        "Your filter takes the mean of all the channels that go in. Here it should look at one of"
        " them: what must the weights of the others be?"
    )


def _exchanged(kernel: Kernel) -> tuple[Kernel, ...]:
    """The depths of input and output exchanged, where both are several and as many."""
    depth, filters = kernel.shape[2:]
    return (kernel.transpose(0, 1, 3, 2),) if depth == filters > 1 else ()


CHANNEL_MISTAKES: tuple[KernelMistake, ...] = (
    KernelMistake(
        name="channels-exchanged",
        message=always(
            "What goes in and what comes out have changed places in your kernel: each weight takes"
            " the opposite way between two channels. The third index is the channel that goes in,"
            " the last one the channel that comes out."
        ),
        wrong=_exchanged,
        mended=_exchanged,
    ),
    KernelMistake(
        name="channels-mixed",
        message=_mixed,
        wrong=_spread(_mean_share),
        mended=_gathered(_mean_share),
    ),
    KernelMistake(
        name="channels-summed",
        message=always(
            "You wrote the same weights for every channel that goes in, and a filter adds up what it"
            " finds in all of them. Which channel should each filter look at, and what must its"
            " weights for the others be?"
        ),
        wrong=_spread(_whole_share),
        mended=_gathered(_whole_share),
    ),
)
