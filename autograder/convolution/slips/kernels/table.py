"""The slips about kernels, and which of them explain a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.convolution.slips.kernels.cells import CELL_SLIPS
from autograder.convolution.slips.kernels.colours import COLOUR_SLIPS
from autograder.convolution.slips.kernels.displaced import DISPLACED_SLIPS
from autograder.convolution.slips.kernels.kernel import ORDER, Kernel, KernelAttempt, KernelSlip
from autograder.convolution.slips.kernels.known_kernels import (
    FAMILIES,
    KNOWN_SLIPS,
    is_sought,
    recognised,
)
from autograder.convolution.slips.kernels.portions import BALANCE, PORTION_SLIPS
from autograder.convolution.slips.kernels.signs import SIGN_SLIPS
from autograder.convolution.slips.kernels.strengths import STRENGTH_SLIPS
from autograder.convolution.slips.kernels.symmetries import SIGN_FLIPPED, SYMMETRY_SLIPS
from autograder.convolution.slips.kernels.terms import TERM_SLIPS, is_other_sum, is_product
from autograder.convolution.slips.search import after_one, explaining
from autograder.convolution.slips.slip import Slip, SlipStep

UNDONE: tuple[KernelSlip, ...] = (
    *TERM_SLIPS,
    *SYMMETRY_SLIPS,
    SIGN_FLIPPED,
    *DISPLACED_SLIPS,
    *COLOUR_SLIPS,
    *STRENGTH_SLIPS,
    *SIGN_SLIPS,
    *PORTION_SLIPS,
)
"""Those of an idea, each with its way back."""

LOOSE: tuple[KernelSlip, ...] = (BALANCE, *CELL_SLIPS)
"""Those that say less: where the kernel is wrong, and not why."""

KERNEL_SLIPS: tuple[KernelSlip, ...] = (*UNDONE, *KNOWN_SLIPS, *LOOSE)

_BACKWARDS = [slip.backwards for slip in sorted(UNDONE, key=lambda slip: ORDER.index(slip.shows))]
"""In the order in which two are undone, one after the other."""

_LOOSELY = [slip.backwards for slip in LOOSE]


def explained_kernel(attempt: KernelAttempt) -> Sequence[tuple[SlipStep, ...]]:
    """What explains a wrong kernel, each way with its slips: those that make exactly this kernel, one or
    two. Where there are none, the name of a well-known kernel that it is, if the right one is not of the
    same sort; and only then which of its cells are wrong."""
    if np.abs(attempt.kernel).max() > 1e100:  # nobody means that, and nothing can be computed
        return []
    found = _undone(attempt, _BACKWARDS)
    if found:
        return found
    if is_product(attempt):
        return [(SlipStep("terms-multiplied"),)]
    if is_other_sum(attempt):
        return [(SlipStep("terms-otherwise"),)]
    name = recognised(attempt.kernel)
    known: list[tuple[SlipStep, ...]] = []
    if name is not None and not is_sought(attempt):
        known = [(SlipStep(name),)]
    if name not in FAMILIES and known:
        return known
    return _undone(attempt, _LOOSELY) or known


def _undone(
    attempt: KernelAttempt, slips: Sequence[Slip[KernelAttempt]]
) -> list[tuple[SlipStep, ...]]:
    ways = explaining(
        after_one(attempt, slips, _kernel),
        () if attempt.sought.is_thin else slips,
        _kernel,
        attempt.sought.is_right,
    )
    return [changed.steps for changed in ways]


def _kernel(attempt: KernelAttempt) -> Kernel:
    return attempt.kernel
