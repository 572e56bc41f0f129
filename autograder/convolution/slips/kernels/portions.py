"""Slips in what a kernel is put together from: the picture itself, the pixels around, its two axes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    Kernel,
    KernelAttempt,
    KernelSlip,
    Undone,
    Wanted,
    centre,
    filter_sums,
)
from autograder.convolution.slips.kernels.strengths import NEAR_ONE
from autograder.convolution.slips.kernels.symmetries import transposed
from autograder.convolution.slips.slip import Rank, SlipPlace


def picture_kept(kernel: Kernel) -> Kernel | None:
    """The kernel (of the same size) that leaves a picture as it is; None where other channels come out
    than go in."""
    if kernel.shape[2] != kernel.shape[3]:
        return None
    identity = np.zeros(kernel.shape)
    identity[centre(kernel)] = np.eye(kernel.shape[2])
    return identity


def _with_picture(kernel: Kernel, times: float) -> Iterator[Kernel]:
    identity = picture_kept(kernel)
    if identity is not None:
        yield kernel + times * identity


def _picture_undone(times: float) -> Undone:
    """In a sum of given kernels the picture has no place; and where the middle is empty, it is that."""

    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        if len(attempt.given) < 2 and np.any(attempt.kernel[centre(attempt.kernel)]):
            for kernel in _with_picture(attempt.kernel, times):
                if np.count_nonzero(kernel) > 1:  # a weight alone is no such sum
                    yield kernel, SlipPlace()

    return undone


def _surroundings(kernel: Kernel) -> Kernel:
    around = kernel.copy()
    around[centre(kernel)] = 0
    return around


def _balance_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    """The middle and all that is around it, each as strong as it must be."""
    kernel = attempt.kernel
    around, identity = _surroundings(kernel), picture_kept(kernel)
    alike = len(np.unique(np.round(kernel[kernel != 0], 9))) < 2
    if identity is None or alike or np.count_nonzero(around) < 2:
        return
    solved = attempt.sought.solved(around, identity)
    if solved is None:
        return
    factors = solved[0][0]
    middle = attempt.kernel[centre(kernel)].diagonal()
    apart = not np.allclose(middle * factors, solved[0][1], atol=1e-3)
    if apart and np.all(np.abs(factors) > NEAR_ONE) and np.all(np.abs(factors - 1) > NEAR_ONE):
        yield solved[1], SlipPlace()


def _balance_made(wanted: Wanted) -> Iterator[Kernel]:
    """The surroundings with the other sign, or stronger."""
    around = _surroundings(wanted.kernel)
    if picture_kept(wanted.kernel) is not None and np.count_nonzero(around) > 1:
        yield from (wanted.kernel + more * around for more in (-2.0, 1.0))


def _without_centre(wanted: Wanted) -> Iterator[Kernel]:
    kernel = _surroundings(wanted.kernel)
    if np.count_nonzero(kernel) > 1 and np.any(wanted.kernel[centre(wanted.kernel)]):
        yield kernel
        if _averages(wanted.kernel) and np.all(filter_sums(kernel)):
            yield kernel / filter_sums(kernel)


def _averages(kernel: Kernel) -> bool:
    return bool(np.all(kernel >= 0) and np.allclose(filter_sums(kernel), 1, atol=NEAR_ONE))


def _centre_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    """The middle filled in: with what its neighbours have, or so that all adds up to nothing, or to one."""
    kernel, place = attempt.kernel, SlipPlace()
    middle = centre(kernel)
    identity = picture_kept(kernel)
    if identity is None or np.any(kernel[middle]) or np.count_nonzero(kernel) < 2:
        return
    sums = filter_sums(kernel)
    yield kernel - identity * sums, place
    yield kernel + identity * (1 - sums), place
    weights = np.unique(np.round(kernel[kernel != 0], 9))
    if len(weights) == 1:
        filled = kernel + identity * weights[0]
        yield filled, place
        with np.errstate(all="ignore"):
            yield filled * sums / filter_sums(filled), place


def _one_axis_made(wanted: Wanted) -> Iterator[Kernel]:
    """The middle row alone, the middle column alone."""
    kernel = wanted.kernel
    if kernel.shape[0] != kernel.shape[1] or not np.allclose(kernel, transposed(kernel)):
        return
    row, column = centre(kernel)
    if not np.any(kernel[row, np.arange(kernel.shape[1]) != column]):
        return
    alone = np.zeros_like(kernel)
    alone[row] = kernel[row]
    yield from (alone, transposed(alone))


def _one_axis_undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
    """The same along the other axis added, or each weight multiplied by each."""
    kernel = attempt.kernel
    kh, kw = kernel.shape[:2]
    row, column = centre(kernel)
    along_row = not np.any(np.delete(kernel, row, axis=0))
    along_column = not np.any(np.delete(kernel, column, axis=1))
    if kh != kw or along_row == along_column:
        return
    place = SlipPlace(axis=1 if along_row else 0)
    other = transposed(kernel)
    yield kernel + other, place
    yield kernel + _surroundings(other), place
    outer = (
        kernel.sum(axis=0, keepdims=True) * kernel.sum(axis=0)[:, None]
        if along_row
        else kernel.sum(axis=1, keepdims=True) * kernel.sum(axis=1)[None]
    )
    yield outer, place


BALANCE = KernelSlip("balance", _balance_undone, _balance_made, Rank.RARE)

PORTION_SLIPS: tuple[KernelSlip, ...] = (
    KernelSlip(
        "picture-kept",
        _picture_undone(-1),
        lambda wanted: _with_picture(wanted.kernel, 1),
    ),
    KernelSlip(
        "picture-left-out",
        _picture_undone(1),
        lambda wanted: _with_picture(wanted.kernel, -1),
    ),
    KernelSlip("centre-left-out", _centre_undone, _without_centre),
    KernelSlip("one-axis-only", _one_axis_undone, _one_axis_made, Rank.RARE),
)
