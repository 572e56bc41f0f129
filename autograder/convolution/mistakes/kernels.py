"""Mistakes about kernels: what each makes of the right kernel, and how it is undone.

The order is that of priority, the specific before the general. Some mistakes coincide on some
kernels (a derivative rotated, negated and mirrored is one and the same kernel), and a mistake may
give the right kernel back: whoever compares must look.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from autograder.convolution.mistakes.brightness import BRIGHTNESS_MISTAKES
from autograder.convolution.mistakes.channels import CHANNEL_MISTAKES
from autograder.convolution.mistakes.kernel_mistake import Kernel, KernelMistake, Variants, always

__all__ = ["KERNEL_MISTAKES", "Kernel", "KernelMistake", "Variants"]


def _rotated(kernel: Kernel) -> tuple[Kernel, ...]:
    return (kernel[::-1, ::-1],)


def _transposed(kernel: Kernel) -> tuple[Kernel, ...]:
    return (kernel.transpose(1, 0, 2, 3),)


def _negated(kernel: Kernel) -> tuple[Kernel, ...]:
    return (-kernel,)


def _mirrored(kernel: Kernel) -> tuple[Kernel, ...]:
    return kernel[:, ::-1], kernel[::-1]


def _displaced(kernel: Kernel) -> tuple[Kernel, ...]:
    """The kernel moved by one pixel in each of eight directions, where it loses only zeros."""
    kh, kw = kernel.shape[:2]
    framed = np.pad(kernel, ((1, 1), (1, 1), (0, 0), (0, 0)))
    moved = []
    for down, right in product((-1, 0, 1), repeat=2):
        there = framed[1 - down : 1 - down + kh, 1 - right : 1 - right + kw]
        # A kernel that lost a weight has fewer of them than before
        if (down, right) != (0, 0) and np.count_nonzero(there) == np.count_nonzero(kernel):
            moved.append(there)
    return tuple(moved)


KERNEL_MISTAKES: tuple[KernelMistake, ...] = (
    KernelMistake(
        name="kernel-rotated",
        message=always(
            "Your kernel is rotated by half a turn. Mathematical convolution turns the kernel"
            " before it multiplies; Conv2D lays it on the picture just as you write it."
        ),
        wrong=_rotated,
        mended=_rotated,
    ),
    KernelMistake(
        name="kernel-transposed",
        message=always(
            "Rows and columns have changed places in your kernel: what should happen from left to"
            " right happens from top to bottom. The first index counts the rows."
        ),
        wrong=_transposed,
        mended=_transposed,
    ),
    KernelMistake(
        name="sign-flipped",
        message=always(
            "Every sign in your kernel is the other way round: bright and dark change places in"
            " what comes out. Which pixel is to be subtracted from which?"
        ),
        wrong=_negated,
        mended=_negated,
    ),
    KernelMistake(
        name="mirrored",
        message=always(
            "Your kernel is mirrored, so it works in the opposite direction. Each output pixel"
            " fetches its value from where the weight lies: a weight on the left moves the picture"
            " to the right."
        ),
        wrong=_mirrored,
        mended=_mirrored,
    ),
    KernelMistake(
        name="off-centre",
        message=always(
            "Your weights are right among themselves, but all of them lie one cell off, so the"
            " picture moves by a pixel as well. Which cell of a kernel stands on the pixel itself?"
        ),
        wrong=_displaced,
        mended=_displaced,
    ),
    *CHANNEL_MISTAKES,
    *BRIGHTNESS_MISTAKES,
)
