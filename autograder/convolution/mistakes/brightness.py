"""Mistakes about what the weights of a kernel add up to, and so about how bright a picture comes out.

A sum is that of one filter, over its rows, its columns and all the channels that go in.
"""

from __future__ import annotations

import math

import numpy as np

from autograder.convolution.mistakes.kernel_mistake import Kernel, KernelMistake

SUM_TOLERANCE = 1e-5
"""How near to 1 a sum of weights must be to count as 1: float32 rounds a 7 x 7 blur well within."""


def filter_sums(kernel: Kernel) -> Kernel:
    """What the weights of each filter add up to: (f,)."""
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        return np.asarray(kernel.sum(axis=(0, 1, 2), dtype=np.float64))


def _keeps_brightness(kernel: Kernel) -> bool:
    return bool(np.all(np.abs(filter_sums(kernel) - 1) <= SUM_TOLERANCE))


def _is_blur(kernel: Kernel) -> bool:
    return bool(np.all(kernel >= 0)) and _keeps_brightness(kernel)


def _cells(kernel: Kernel) -> int:
    return int(kernel.shape[0] * kernel.shape[1])


def channels_seen(kernel: Kernel) -> Kernel:
    """How many of the input channels each filter has weights for: (f,)."""
    return np.asarray(np.any(kernel != 0, axis=(0, 1)).sum(axis=0))


def _divided_by_side(kernel: Kernel) -> tuple[Kernel, ...]:
    right = _is_blur(kernel) and _cells(kernel) > 1
    return (kernel * math.sqrt(_cells(kernel)),) if right else ()


def _divided_by_side_again(kernel: Kernel) -> tuple[Kernel, ...]:
    mended = kernel / math.sqrt(_cells(kernel))
    return (mended,) if _is_blur(mended) and _cells(kernel) > 1 else ()


def _not_divided(kernel: Kernel) -> tuple[Kernel, ...]:
    """Each filter that averages, times as many numbers as it looks at."""
    sums, numbers = filter_sums(kernel), _cells(kernel) * channels_seen(kernel)
    averages, darkens = np.abs(sums - 1) <= SUM_TOLERANCE, np.abs(sums) <= SUM_TOLERANCE
    if not np.all(averages | darkens) or not np.any(averages & (numbers > 1)):
        return ()
    return (kernel * np.where(averages, numbers, 1),)


def _divided_by_sum(kernel: Kernel) -> tuple[Kernel, ...]:
    """Each filter divided by its sum, unless that is 0."""
    sums = filter_sums(kernel)
    if not np.all(np.isfinite(sums)):
        return ()
    divisors = np.where(np.abs(sums) <= SUM_TOLERANCE, 1, sums)
    return () if np.all(np.abs(divisors - 1) <= SUM_TOLERANCE) else (kernel / divisors,)


BRIGHTNESS_MISTAKES: tuple[KernelMistake, ...] = (
    KernelMistake("divided-by-side", _divided_by_side, mended=_divided_by_side_again),
    KernelMistake("not-normalised", _not_divided, mended=_divided_by_sum, general=True),
)
