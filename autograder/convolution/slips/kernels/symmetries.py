"""Slips that lay a kernel on the picture another way round, and those of its signs as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    PLACES,
    SIGNS,
    Kernel,
    KernelAttempt,
    KernelSlip,
    Wanted,
)
from autograder.convolution.slips.slip import Rank, SlipPlace

Move = Callable[[Kernel], Kernel]

MIRRORED = "mirrored"
"""The idea that all of them have in common: the weights are right, and lie the other way round."""


def rotated(kernel: Kernel) -> Kernel:
    """The kernel turned by half a turn, as mathematical convolution does it."""
    return kernel[::-1, ::-1]


def transposed(kernel: Kernel) -> Kernel:
    """The kernel with its rows and columns exchanged."""
    return kernel.transpose(1, 0, 2, 3)


def negated(kernel: Kernel) -> Kernel:
    """The kernel with all its signs the other way round."""
    return -kernel


def _quarter(kernel: Kernel) -> Kernel:
    return np.rot90(kernel)


def _three_quarters(kernel: Kernel) -> Kernel:
    return np.rot90(kernel, -1)


SYMMETRIES: Mapping[str, tuple[tuple[Move, Move, int | None], ...]] = {
    "mirrored": (
        (lambda kernel: kernel[:, ::-1], lambda kernel: kernel[:, ::-1], 1),
        (lambda kernel: kernel[::-1], lambda kernel: kernel[::-1], 0),
    ),
    "kernel-rotated": ((rotated, rotated, None),),
    "kernel-transposed": ((transposed, transposed, None),),
    "kernel-anti-transposed": (
        (
            lambda kernel: rotated(transposed(kernel)),
            lambda kernel: rotated(transposed(kernel)),
            None,
        ),
    ),
    "kernel-quarter-turned": ((_quarter, _three_quarters, None), (_three_quarters, _quarter, None)),
}
"""The seven symmetries of the square by their names: the move, the one back, and the axis along which
it goes, where it goes along one."""

RANKS = {
    "kernel-transposed": Rank.COMMON,
    "kernel-rotated": Rank.COMMON,
    "mirrored": Rank.COMMON,
    "kernel-anti-transposed": Rank.RARE,
    "kernel-quarter-turned": Rank.RARE,
}


def variants(kernel: Kernel) -> Iterator[Kernel]:
    """The kernel in all eight positions."""
    yield kernel
    for moves in SYMMETRIES.values():
        yield from (move(kernel) for move, _, _ in moves)


def _symmetry(name: str) -> KernelSlip:
    moves = SYMMETRIES[name]

    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        seldom = RANKS[name] is Rank.RARE or attempt.sought.strides != (1, 1)
        if seldom and np.count_nonzero(attempt.kernel) == 1:
            return  # a weight alone lies in another cell, and nothing more can be said
        yield from ((back(attempt.kernel), SlipPlace(axis=axis)) for _, back, axis in moves)

    def makes(wanted: Wanted) -> Iterator[Kernel]:
        yield from (move(wanted.kernel) for move, _, _ in moves)

    return KernelSlip(name, undone, makes, RANKS[name], MIRRORED, PLACES)


SIGN_FLIPPED = KernelSlip(
    "sign-flipped",
    lambda attempt: [(negated(attempt.kernel), SlipPlace())],
    lambda wanted: [negated(wanted.kernel)],
    Rank.DAILY,
    shows=SIGNS,
)

RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))
"""The cells of a 3 x 3 kernel around its middle, in a circle."""


def _eighths(kernel: Kernel) -> Iterator[Kernel]:
    """A 3 x 3 kernel whose outer cells went round by one, and by the other odd numbers."""
    if kernel.shape[:2] != (3, 3):
        return
    rows, columns = np.array(RING).T
    for steps in (1, -1, 3, -3):
        there = kernel.copy()
        there[rows, columns] = np.roll(kernel[rows, columns], steps, axis=0)
        yield there


EIGHTH = KernelSlip(
    "kernel-eighth-turned",
    lambda attempt: [
        (kernel, SlipPlace())
        for kernel in _eighths(attempt.kernel)
        if np.count_nonzero(kernel) > kernel.shape[3]
    ],
    lambda wanted: _eighths(wanted.kernel),
    Rank.RARE,
    MIRRORED,
)

SYMMETRY_SLIPS: tuple[KernelSlip, ...] = (*map(_symmetry, SYMMETRIES), EIGHTH)
