"""Slips in where weights lie: all of them off the middle, or two of them exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from autograder.convolution.sliding import framed
from autograder.convolution.slips.kernels.kernel import Kernel, KernelAttempt, KernelSlip, Wanted
from autograder.convolution.slips.slip import Rank, SlipPlace

FARTHEST = 2
"""How many cells off a whole kernel is looked for; a weight alone is looked for everywhere."""

MOST_WEIGHTS = 30
"""In larger kernels no two weights are exchanged on trial."""


def _moved(kernel: Kernel, down: int, right: int) -> Kernel | None:
    """The kernel moved by so many cells; None where it loses a weight by that."""
    kh, kw = kernel.shape[:2]
    if abs(down) >= kh or abs(right) >= kw:
        return None
    around = max(kh, kw)
    wide = framed(kernel, ((around, around), (around, around), (0, 0), (0, 0)))
    there = wide[around - down : around - down + kh, around - right : around - right + kw]
    return there if np.count_nonzero(there) == np.count_nonzero(kernel) else None


def _all_moved(kernel: Kernel) -> Iterator[tuple[Kernel, SlipPlace]]:
    """By one cell first; by more, or along both axes, is seldomer."""
    farthest = max(kernel.shape[:2]) - 1 if np.count_nonzero(kernel) == 1 else FARTHEST
    steps = [step for step in product(range(-farthest, farthest + 1), repeat=2) if any(step)]
    for down, right in sorted(steps, key=lambda step: abs(step[0]) + abs(step[1])):
        there = _moved(kernel, down, right)
        if there is not None:
            yield there, SlipPlace(once=abs(down) + abs(right) > 1)


def _exchanged(kernel: Kernel) -> Iterator[Kernel]:
    """Two different weights of one filter, which have changed places."""
    if kernel.size > MOST_WEIGHTS:
        return
    flat = kernel.reshape(-1, kernel.shape[3])
    for number in range(flat.shape[1]):
        for one, other in combinations(range(len(flat)), 2):
            if flat[one, number] != flat[other, number]:
                there = flat.copy()
                there[[one, other], number] = flat[[other, one], number]
                yield there.reshape(kernel.shape)


def _displaced_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    strided = attempt.sought.strides != (1, 1)
    for kernel, place in _all_moved(attempt.kernel):
        yield kernel, SlipPlace(once=place.once or strided)


def _exchanged_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    if np.count_nonzero(attempt.kernel) > 2:  # of two weights nobody could say which is meant
        yield from ((kernel, SlipPlace(once=True)) for kernel in _exchanged(attempt.kernel))


def _exchanged_made(wanted: Wanted) -> Iterator[Kernel]:
    if np.count_nonzero(wanted.kernel) > 2:
        yield from _exchanged(wanted.kernel)


DISPLACED_SLIPS: tuple[KernelSlip, ...] = (
    KernelSlip(
        "off-centre",
        _displaced_undone,
        lambda wanted: [kernel for kernel, _ in _all_moved(wanted.kernel)],
        Rank.COMMON,
    ),
    KernelSlip("two-weights-exchanged", _exchanged_undone, _exchanged_made, Rank.RARE),
)
