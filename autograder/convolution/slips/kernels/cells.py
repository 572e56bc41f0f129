"""Slips in single cells of a kernel.

Which cells are wrong is seen only by whoever has a right kernel of the same size, the grader. One weight
alone may show in what comes out, too; then it is known that there is one, and not said which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    Kernel,
    KernelAttempt,
    KernelSlip,
    Mask,
    Wanted,
)
from autograder.convolution.slips.slip import Rank, SlipPlace

Which = Callable[[Kernel, Kernel, Mask], bool]
"""Whether it is this slip: from the kernel that was given, the right one, and a mask of the wrong cells."""

LEAST_RIGHT = 2
"""Weights that must be right for it to be said that the others are wrong."""

MOST_CELLS = 30
"""Of larger kernels not every cell is tried."""


def wrong_cells(kernel: Kernel, right: Kernel, tolerance: float) -> Mask:
    """A mask of the weights that are not the right ones."""
    return np.asarray(np.abs(kernel - right) > max(tolerance, 1e-6))


def _compared(which: Which) -> Callable[[KernelAttempt], Iterator[tuple[Kernel, SlipPlace]]]:
    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        right = attempt.sought.kernel
        if right is not None and right.shape == attempt.kernel.shape:
            off = wrong_cells(attempt.kernel, right, attempt.sought.tolerance)
            if off.any() and which(attempt.kernel, right, off):
                yield right, SlipPlace()

    return undone


def _some_are_right(right: Kernel, off: Mask) -> bool:
    return int(np.count_nonzero(right[~off])) >= LEAST_RIGHT


def _is_line(axis: int) -> Which:
    def line(kernel: Kernel, right: Kernel, off: Mask) -> bool:
        lines = np.any(off, axis=tuple(n for n in range(4) if n != axis))
        several = int(np.count_nonzero(off)) > 1 == int(np.count_nonzero(lines))
        return several and _some_are_right(right, off)

    return line


def _are_missing(kernel: Kernel, right: Kernel, off: Mask) -> bool:
    return bool(np.count_nonzero(off) > 1 and not kernel[off].any() and np.any(right[~off] != 0))


def _are_too_many(kernel: Kernel, right: Kernel, off: Mask) -> bool:
    more = int(np.count_nonzero(off))
    # A weight alone is found among many by chance
    enough = more <= LEAST_RIGHT if np.count_nonzero(right) == 1 else more > 1
    return enough and not bool(right[off].any())


def _are_elsewhere(kernel: Kernel, right: Kernel, off: Mask) -> bool:
    """The right numbers, of several sizes, in other cells."""
    numbers = np.unique(np.round(right[right != 0], 6))
    return len(numbers) > 2 and np.allclose(np.sort(kernel, axis=None), np.sort(right, axis=None))


def _one_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    kernel, sought = attempt.kernel, attempt.sought
    if sought.kernel is not None and sought.kernel.shape == kernel.shape:
        off = wrong_cells(kernel, sought.kernel, sought.tolerance)
        if np.count_nonzero(off) == 1 and _some_are_right(sought.kernel, off):
            yield sought.kernel, SlipPlace()
        return
    if kernel.size > MOST_CELLS or np.count_nonzero(kernel) < LEAST_RIGHT:
        return
    for cell in np.ndindex(kernel.shape):
        mended = _mended(attempt, cell)
        if mended is not None:
            yield mended, SlipPlace()


def _mended(attempt: KernelAttempt, cell: tuple[int, ...]) -> Kernel | None:
    """The kernel with that weight in a cell with which it is right on what is known."""
    kernel, sought = attempt.kernel, attempt.sought
    alone = np.zeros_like(kernel)
    alone[cell] = 1
    made, effect = sought.made(kernel), sought.made(alone)
    if made is None or effect is None or effect.size < LEAST_RIGHT + 1 or not effect.any():
        return None
    with np.errstate(all="ignore"):
        missing = float(((sought.wanted - made) * effect).sum() / (effect**2).sum())
        mended = kernel + missing * alone
    return mended if np.count_nonzero(mended) >= LEAST_RIGHT and np.isfinite(missing) else None


def _each_doubled(wanted: Wanted) -> Iterator[Kernel]:
    kernel = wanted.kernel
    if np.count_nonzero(kernel) > LEAST_RIGHT and kernel.size <= MOST_CELLS:
        for cell in zip(*np.nonzero(kernel), strict=True):
            there = kernel.copy()
            there[cell] *= 2
            yield there


def _line_doubled(axis: int) -> Callable[[Wanted], Iterator[Kernel]]:
    def made(wanted: Wanted) -> Iterator[Kernel]:
        kernel = wanted.kernel
        for number in range(kernel.shape[axis]):
            line = np.arange(kernel.shape[axis]) == number
            line = np.expand_dims(line, tuple(n for n in range(4) if n != axis))
            off = (line & (kernel != 0)).astype(bool)
            if np.count_nonzero(off) > 1 and _some_are_right(kernel, off):
                yield np.where(off, 2 * kernel, kernel)

    return made


def _half_missing(wanted: Wanted) -> Iterator[Kernel]:
    kernel = wanted.kernel.copy()
    cells = np.flatnonzero(kernel)
    if len(cells) > 2:
        kernel.reshape(-1)[cells[len(cells) // 3 :]] = 0
        yield kernel


def _filled_up(wanted: Wanted) -> Iterator[Kernel]:
    if np.count_nonzero(wanted.kernel == 0) > 1 and wanted.kernel.any():
        there = wanted.kernel.copy()
        empty = np.flatnonzero(there == 0)[-LEAST_RIGHT:]
        there.reshape(-1)[empty] = 3 * wanted.kernel[wanted.kernel != 0][0]
        yield there


def _rolled(wanted: Wanted) -> Iterator[Kernel]:
    if len(np.unique(wanted.kernel[wanted.kernel != 0])) > 2:
        yield np.roll(wanted.kernel, 4)


CELL_SLIPS: tuple[KernelSlip, ...] = (
    KernelSlip("one-weight", _one_undone, _each_doubled, Rank.RARE),
    KernelSlip("one-row", _compared(_is_line(0)), _line_doubled(0), Rank.RARE),
    KernelSlip("one-column", _compared(_is_line(1)), _line_doubled(1), Rank.RARE),
    KernelSlip("weights-missing", _compared(_are_missing), _half_missing, Rank.RARE, "missing"),
    KernelSlip("weights-too-many", _compared(_are_too_many), _filled_up, Rank.RARE),
    KernelSlip("weights-elsewhere", _compared(_are_elsewhere), _rolled, Rank.RARE),
)
