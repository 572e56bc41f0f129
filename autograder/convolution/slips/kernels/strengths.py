"""Slips in how strong a kernel is: its weights are right but for a factor, or for their last digits.

A filter's sum is that over its rows, its columns and all the channels that go in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    SIZES,
    Kernel,
    KernelAttempt,
    KernelSlip,
    Wanted,
    filter_sums,
)
from autograder.convolution.slips.slip import Rank, SlipPlace

SUM_TOLERANCE = 1e-5
"""How near to 1 a sum of weights must be to count as 1: float32 rounds a 7 x 7 blur well within."""

NEAR_ONE = 2e-3
"""As above, where a factor was found by what comes out."""

DIGITS = (1, 2)
"""To how many digits after the point people round weights."""


def spanned(kernel: Kernel) -> tuple[int, int]:
    """How many rows and columns the weights reach over, zeros around them not counted."""
    rows, columns = np.nonzero(np.any(kernel != 0, axis=(2, 3)))
    if not len(rows):
        return 0, 0
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def channels_seen(kernel: Kernel) -> Kernel:
    """How many of the input channels each filter has weights for: (f,)."""
    return np.asarray(np.any(kernel != 0, axis=(0, 1)).sum(axis=0))


def _whose(kernel: Kernel, factors: Kernel) -> str:
    """Which of the slips below left these factors out."""
    off = ~np.isclose(factors, 1, rtol=1e-4)
    if _rounded(kernel * factors, kernel):
        return "weights-rounded"
    averages = np.abs(filter_sums(kernel) * factors - 1)[off] <= NEAR_ONE
    several = np.count_nonzero(kernel[..., off]) > np.count_nonzero(off)
    if several and np.all(averages):
        return _undivided(kernel, factors[off])
    if np.allclose(factors[off], 2, rtol=1e-3):
        return "halved"
    return "doubled" if np.allclose(factors[off], 0.5, rtol=1e-3) else "scaled"


def _undivided(kernel: Kernel, factors: Kernel) -> str:
    """How an average was divided wrongly, or not at all."""
    rows, columns = spanned(kernel)
    if np.any(kernel < 0):
        return "not-normalised"
    sides = {np.sqrt(rows * columns), *((rows, columns) if rows == columns else ())}
    if any(np.allclose(factors * side, 1, rtol=1e-3) for side in sides if side > 1):
        return "divided-by-side"
    weights = np.unique(np.round(kernel[kernel != 0], 9))
    count = 1 / weights[0]
    whole = len(weights) == 1 and count > 1.5 and abs(count - round(count)) < 1e-3 * count
    return "divided-by-wrong-count" if whole else "not-normalised"


def _rounded(right: Kernel, kernel: Kernel) -> bool:
    """Whether a kernel is the right one with fewer digits."""
    return not np.allclose(right, kernel, rtol=1e-6) and any(
        np.allclose(np.round(right, digits), kernel, atol=1e-9) for digits in DIGITS
    )


def _lacking(name: str) -> Callable[[KernelAttempt], Iterator[tuple[Kernel, SlipPlace]]]:
    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        found = attempt.strengthened
        if found is not None and _whose(attempt.kernel, found[0]) == name:
            yield found[1], SlipPlace()

    return undone


def _rounded_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    yield from _lacking("weights-rounded")(attempt)
    right = attempt.sought.kernel
    if right is None:
        right = _nearest(attempt)
    if (
        right is not None
        and right.shape == attempt.kernel.shape
        and _rounded(right, attempt.kernel)
    ):
        yield right, SlipPlace()


def _nearest(attempt: KernelAttempt) -> Kernel | None:
    """Of the kernels that are right on what is known the one nearest to this one."""
    kernel, sought = attempt.kernel, attempt.sought
    made, windows = sought.made(kernel), sought.windows((kernel.shape[0], kernel.shape[1]))
    if made is None or windows is None or np.allclose(kernel, np.round(kernel)):
        return None
    if not any(np.allclose(kernel, np.round(kernel, digits), atol=1e-9) for digits in DIGITS):
        return None
    used = kernel != 0
    broken = used & ~np.isclose(kernel, np.round(kernel))
    if 2 * np.count_nonzero(broken) < np.count_nonzero(
        used
    ):  # rounding leaves no few weights alone
        return None
    right = kernel.copy()
    for number in range(kernel.shape[3]):
        cells = used[..., number].ravel()
        missing = sought.wanted[:, number] - made[:, number]
        found = np.linalg.lstsq(windows[:, cells], missing, rcond=None)[0]
        right[..., number][used[..., number]] += found
    return right


def _rounded_made(wanted: Wanted) -> Iterator[Kernel]:
    for digits in DIGITS:
        kernel = np.round(wanted.kernel, digits)
        if not np.allclose(kernel, wanted.kernel, atol=1e-3):
            yield kernel


def _is_average(kernel: Kernel) -> bool:
    sums = filter_sums(kernel)
    return bool(np.all(kernel >= 0) and np.all(np.abs(sums - 1) <= SUM_TOLERANCE))


def _by_side(wanted: Wanted) -> Iterator[Kernel]:
    rows, columns = spanned(wanted.kernel)
    if _is_average(wanted.kernel) and rows * columns > 1:
        yield wanted.kernel * np.sqrt(rows * columns)


def _by_wrong_count(wanted: Wanted) -> Iterator[Kernel]:
    """The mean of one number too many, or of one too few."""
    kernel = wanted.kernel
    weights = np.unique(np.round(kernel[kernel != 0], 9))
    if _is_average(kernel) and len(weights) == 1 and weights[0] <= 0.25:
        count = 1 / weights[0]
        yield from (kernel * count / other for other in (count - 1, count + 1))


def _undivided_made(wanted: Wanted) -> Iterator[Kernel]:
    """Each filter that averages, times as many numbers as it looks at."""
    kernel = wanted.kernel
    rows, columns = spanned(kernel)
    sums, numbers = filter_sums(kernel), rows * columns * channels_seen(kernel)
    averages, darkens = np.abs(sums - 1) <= SUM_TOLERANCE, np.abs(sums) <= SUM_TOLERANCE
    several = np.count_nonzero(kernel, axis=(0, 1, 2)) > 1
    if np.all(averages | darkens) and np.any(averages & several):
        yield kernel * np.where(averages, numbers, 1)


def _times(factor: float) -> Callable[[Wanted], Iterable[Kernel]]:
    return lambda wanted: [wanted.kernel * factor]


STRENGTH_SLIPS: tuple[KernelSlip, ...] = tuple(
    KernelSlip(name, undone, makes, Rank.DAILY, shows="" if name == "weights-rounded" else SIZES)
    for name, undone, makes in (
        ("divided-by-side", _lacking("divided-by-side"), _by_side),
        ("divided-by-wrong-count", _lacking("divided-by-wrong-count"), _by_wrong_count),
        ("not-normalised", _lacking("not-normalised"), _undivided_made),
        ("weights-rounded", _rounded_undone, _rounded_made),
        ("halved", _lacking("halved"), _times(0.5)),
        ("doubled", _lacking("doubled"), _times(2)),
        ("scaled", _lacking("scaled"), _times(10)),
    )
)
