"""Mistakes about kernels: what each makes of the right kernel, and how it is undone.

A kernel is an array (kh, kw, c, f). The order is that of priority, the specific before the
general. Some mistakes coincide on some kernels (a derivative rotated, negated and mirrored is one
and the same kernel), and a mistake may give the right kernel back: whoever compares must look.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Kernel = NDArray[np.floating]
"""(kh, kw, c, f): height, width, depth of the input, number of filters."""

Variants = Callable[[Kernel], tuple[Kernel, ...]]

SUM_TOLERANCE = 1e-5
"""How near to 1 a sum of weights must be to count as 1: float32 rounds a 7 x 7 blur well within."""


@dataclass(frozen=True)
class KernelMistake:
    """A known misconception about kernels."""

    name: str
    """A slug that stands for it in rubrics and in marks."""
    message: Callable[[Kernel], str]
    """From the student's kernel to what the student is told: never the right numbers."""
    wrong: Variants
    """The wrong kernels that this mistake makes of the right one."""
    mended: Variants
    """The kernels that are right if this mistake made the given one: for every kernel K and every
    w in wrong(K), K is in mended(w) but for rounding."""
    about: str = "kernel"
    general: bool = False
    """Whether kernels of other mistakes look like this one's, too: then theirs are told, not this."""


def _always(message: str) -> Callable[[Kernel], str]:
    return lambda kernel: message


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


def _sums(kernel: Kernel) -> Kernel:
    """What the weights of each filter add up to: (f,)."""
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        return np.asarray(kernel.sum(axis=(0, 1, 2), dtype=np.float64))


def _keeps_brightness(kernel: Kernel) -> bool:
    return bool(np.all(np.abs(_sums(kernel) - 1) <= SUM_TOLERANCE))


def _is_blur(kernel: Kernel) -> bool:
    return bool(np.all(kernel >= 0)) and _keeps_brightness(kernel)


def _cells(kernel: Kernel) -> int:
    return int(kernel.shape[0] * kernel.shape[1])


def _divided_by_side(kernel: Kernel) -> tuple[Kernel, ...]:
    right = _is_blur(kernel) and _cells(kernel) > 1
    return (kernel * math.sqrt(_cells(kernel)),) if right else ()


def _divided_by_side_again(kernel: Kernel) -> tuple[Kernel, ...]:
    mended = kernel / math.sqrt(_cells(kernel))
    return (mended,) if _is_blur(mended) and _cells(kernel) > 1 else ()


def _not_divided(kernel: Kernel) -> tuple[Kernel, ...]:
    right = _keeps_brightness(kernel) and _cells(kernel) > 1
    return (kernel * _cells(kernel),) if right else ()


def _divided_by_sum(kernel: Kernel) -> tuple[Kernel, ...]:
    sums = _sums(kernel)
    if not np.all(np.isfinite(sums)) or np.any(np.abs(sums) <= SUM_TOLERANCE):
        return ()
    return () if _keeps_brightness(kernel) else (kernel / sums,)


WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _brightness(kernel: Kernel) -> str:
    """What the sum of the student's kernel does to the picture."""
    sums = [float(total) for total in _sums(kernel)]
    total = max(sums, key=lambda value: abs(value - 1))  # of several filters, the farthest off
    if not math.isfinite(total):
        return "Your kernel does not add up to a number: look at its values once more."
    times = round(total)
    whole = abs(total - times) <= SUM_TOLERANCE and abs(times) < 1000
    shown = str(times) if whole else f"{total:.3g}"
    shown = shown if whole or shown != "1" else f"{total:.6g}"
    if total < 0:
        effect = "bright and dark change places"
    elif total < 1:
        effect = (
            "the picture gets darker" if abs(total) > SUM_TOLERANCE else "an even area turns black"
        )
    elif whole and 2 <= times <= len(WORDS) + 1:
        effect = f"the picture gets {WORDS[times - 2]} times brighter"
    else:
        effect = "the picture gets brighter"
    owner = "Your kernel sums" if np.allclose(sums, total) else "One of your filters sums"
    return f"{owner} to {shown}: {effect}. What must the weights of an average add up to?"


KERNEL_MISTAKES: tuple[KernelMistake, ...] = (
    KernelMistake(
        name="kernel-rotated",
        message=_always(
            "Your kernel is rotated by half a turn. Mathematical convolution turns the kernel"
            " before it multiplies; Conv2D lays it on the picture just as you write it."
        ),
        wrong=_rotated,
        mended=_rotated,
    ),
    KernelMistake(
        name="kernel-transposed",
        message=_always(
            "Rows and columns have changed places in your kernel: what should happen from left to"
            " right happens from top to bottom. The first index counts the rows."
        ),
        wrong=_transposed,
        mended=_transposed,
    ),
    KernelMistake(
        name="sign-flipped",
        message=_always(
            "Every sign in your kernel is the other way round: bright and dark change places in"
            " what comes out. Which pixel is to be subtracted from which?"
        ),
        wrong=_negated,
        mended=_negated,
    ),
    KernelMistake(
        name="mirrored",
        message=_always(
            "Your kernel is mirrored, so it works in the opposite direction. Each output pixel"
            " fetches its value from where the weight lies: a weight on the left moves the picture"
            " to the right."
        ),
        wrong=_mirrored,
        mended=_mirrored,
    ),
    KernelMistake(
        name="off-centre",
        message=_always(
            "Your weights are right among themselves, but all of them lie one cell off, so the"
            " picture moves by a pixel as well. Which cell of a kernel stands on the pixel itself?"
        ),
        wrong=_displaced,
        mended=_displaced,
    ),
    KernelMistake(
        name="divided-by-side",
        message=_always(
            "It looks as if you divided by the side of the kernel. An average divides by how many"
            " numbers went into it: how many pixels does your kernel look at?"
        ),
        wrong=_divided_by_side,
        mended=_divided_by_side_again,
    ),
    KernelMistake(
        name="not-normalised",
        message=_brightness,
        wrong=_not_divided,
        mended=_divided_by_sum,
        general=True,
    ),
)
