"""Slips in the signs of some weights: those of all at once are with the symmetries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from autograder.convolution.slips.kernels.kernel import (
    SIGNS,
    Kernel,
    KernelAttempt,
    KernelSlip,
    Mask,
    Wanted,
    centre,
)
from autograder.convolution.slips.slip import Rank, SlipPlace

MOST_SIGNS = 10
"""Of more weights not every choice of signs is tried."""


def _patterns(kernel: Kernel) -> Kernel:
    """The signs that are tried, (patterns, weights): of few weights all, else those of whole classes of
    cells. Never none of them, never all."""
    flat = kernel.ravel()
    used = np.flatnonzero(flat)
    if 2 <= len(used) <= MOST_SIGNS:
        choices = np.array(list(product((1.0, -1.0), repeat=len(used))))[1:-1]
        signs = np.ones((len(choices), flat.size))
        signs[:, used] = choices
        return signs
    masks = [mask for mask in _classes(kernel) if np.any(kernel[mask]) and np.any(kernel[~mask])]
    return np.array([np.where(mask, -1.0, 1.0).ravel() for mask in masks]).reshape(-1, flat.size)


def _classes(kernel: Kernel) -> Iterator[Mask]:
    """Masks of cells that belong together: the corners, those beside the middle, the middle, halves."""
    row, column = centre(kernel)
    down, right = np.indices(kernel.shape)[:2]
    down, right = down - row, right - column
    yield (down != 0) & (right != 0)
    yield (down == 0) ^ (right == 0)
    yield (down == 0) & (right == 0)
    yield from (down < 0, down > 0, right < 0, right > 0, down + right < 0, down - right < 0)


def _undone(attempt: KernelAttempt, forgotten: bool) -> Iterator[tuple[Kernel, SlipPlace]]:
    """Other signs with which it is right; `forgotten`: where it has no minus at all."""
    kernel, sought = attempt.kernel, attempt.sought
    windows = sought.windows((kernel.shape[0], kernel.shape[1]))
    if windows is None or forgotten != bool(np.all(kernel >= 0)):
        return
    signs = _patterns(kernel)
    tried = (signs * kernel.ravel()).reshape(-1, windows.shape[1], kernel.shape[3])
    with np.errstate(all="ignore"):
        off = np.abs(windows @ tried - sought.wanted).max(axis=(1, 2))
    for pattern in signs[off <= sought.tolerance][:2]:
        yield pattern.reshape(kernel.shape) * kernel, SlipPlace()


def _forgotten(wanted: Wanted) -> Iterator[Kernel]:
    if np.any(wanted.kernel < 0) and np.any(wanted.kernel > 0):
        yield np.abs(wanted.kernel)


def _some(wanted: Wanted) -> Iterator[Kernel]:
    for mask in _classes(wanted.kernel):
        kernel = np.where(mask, -wanted.kernel, wanted.kernel)
        if np.any(kernel < 0) and np.any(kernel != -wanted.kernel):
            yield kernel


SIGN_SLIPS: tuple[KernelSlip, ...] = (
    KernelSlip("minus-forgotten", lambda attempt: _undone(attempt, True), _forgotten, shows=SIGNS),
    KernelSlip("some-signs", lambda attempt: _undone(attempt, False), _some, Rank.RARE),
)
