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
from autograder.convolution.mistakes.kernel_mistake import Kernel, KernelMistake, Variants

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
    KernelMistake("kernel-rotated", _rotated, mended=_rotated),
    KernelMistake("kernel-transposed", _transposed, mended=_transposed),
    KernelMistake("sign-flipped", _negated, mended=_negated),
    KernelMistake("mirrored", _mirrored, mended=_mirrored),
    KernelMistake("off-centre", _displaced, mended=_displaced),
    *CHANNEL_MISTAKES,
    *BRIGHTNESS_MISTAKES,
)
