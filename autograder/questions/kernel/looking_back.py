"""A wrong kernel made ready for the search for its slips, and what is told of those that were found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.convolution.slips.kernels.cells import wrong_cells
from autograder.convolution.slips.kernels.kernel import Kernel, KernelAttempt
from autograder.convolution.slips.kernels.known_kernels import recognised
from autograder.convolution.slips.kernels.sought import Sought
from autograder.convolution.slips.kernels.table import explained_kernel
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.kernel.derivation import Given, choices, tables
from autograder.questions.kernel.kernel_output import KernelOutput
from autograder.questions.kernel.kernel_size import own_size_counts, without_rings
from autograder.questions.kernel.sentences import sentence
from autograder.questions.kernel.well_known import WELL_KNOWN
from autograder.questions.verdict import Explained

BEYOND = 2
"""How many rows or columns more than the right kernel one may have to be searched: every slip makes a
kernel of about the right size, and large ones are slow."""

EVIDENCE = 2
"""Whoever writes a kernel that is right on all its pictures after one step back has not done so by chance."""


def ways(
    name: str,
    kernel: Kernel,
    outputs: Sequence[KernelOutput],
    layer: Conv2D,
    tolerance: float,
    right: tuple[tuple[int, ...], Kernel | None],
    given: Given,
) -> tuple[Explained, ...]:
    """The ways in which a wrong kernel (kh, kw, C, F) came about.

    Args:
        outputs: what it makes of the probes, some of it wrong.
        right: the shape of the right kernel, and that kernel itself where it is known.
        given: what the statement begins with.
    """
    attempt = _attempt(kernel, outputs, layer, tolerance, right, given)
    return tuple(
        Explained(
            steps,
            sentence(steps, attempt),
            EVIDENCE,
            where=_where(name, steps, attempt, kernel),
        )
        for steps in explained_kernel(attempt)
    )


def by_name(kernel: Kernel) -> tuple[Explained, ...]:
    """The name of a well-known kernel that is much larger than the right one."""
    name = recognised(kernel.astype(np.float64))
    return () if name is None else (Explained((SlipStep(name),), WELL_KNOWN[name], EVIDENCE),)


def _attempt(
    kernel: Kernel,
    outputs: Sequence[KernelOutput],
    layer: Conv2D,
    tolerance: float,
    right: tuple[tuple[int, ...], Kernel | None],
    given: Given,
) -> KernelAttempt:
    shape, known = right
    frame: tuple[int, int] | None = None
    if not own_size_counts(layer):  # zeros around the weights change nothing
        kernel = without_rings(_odd(kernel), (1, 1))
        side = max(*shape[:2], *kernel.shape[:2]) | 1
        frame = (side, side)
    framed = _framed(kernel, frame)
    tables_framed = {n: _framed(table, frame) for n, table in tables(given).items()}
    choices_framed = [_framed(one, frame) for one in choices(given)]
    return KernelAttempt(
        framed,
        _sought(outputs, layer, tolerance, None if known is None else _framed(known, frame)),
        {n: table for n, table in tables_framed.items() if table.shape == framed.shape},
        tuple(one for one in choices_framed if one.shape == framed.shape),
    )


def _odd(kernel: Kernel) -> Kernel:
    """The same kernel with an odd number of rows and columns: of an even one the cell before the middle
    lies on the pixel."""
    rows, columns = kernel.shape[:2]
    return np.pad(kernel, ((1 - rows % 2, 0), (1 - columns % 2, 0), (0, 0), (0, 0)))


def _framed(kernel: Kernel, frame: tuple[int, int] | None) -> Kernel:
    """The same kernel in a frame of zeros."""
    kernel = kernel.astype(np.float64)
    if frame is None:
        return kernel
    odd = _odd(kernel)
    down, right = ((size - own) // 2 for size, own in zip(frame, odd.shape[:2], strict=True))
    if min(down, right) < 0:
        return kernel
    return np.pad(odd, ((down, down), (right, right), (0, 0), (0, 0)))


def _sought(
    outputs: Sequence[KernelOutput], layer: Conv2D, tolerance: float, kernel: Kernel | None
) -> Sought:
    """Tried first on a small picture that everybody has, and on which the kernel is wrong."""
    order = sorted(
        outputs,
        key=lambda output: (
            output.is_right(tolerance),
            not output.right.public,
            output.right.images.size,
        ),
    )
    first, *others = (
        (output.right.images.astype(np.float64), output.right.output.astype(np.float64))
        for output in order
    )
    others.sort(key=lambda seen: seen[0].size)
    return Sought(first, tuple(others), layer.strides, layer.padding, tolerance, kernel)


def _where(name: str, steps: Sequence[SlipStep], attempt: KernelAttempt, kernel: Kernel) -> str:
    """The cell, row or column that is wrong, where a right kernel is known: as the student would write
    it."""
    right = attempt.sought.kernel
    if right is None or len(steps) > 1 or right.shape != attempt.kernel.shape:
        return ""
    off = np.argwhere(wrong_cells(attempt.kernel, right, attempt.sought.tolerance))
    if not len(off):
        return ""
    ahead = [(a - b) // 2 for a, b in zip(attempt.kernel.shape[:2], kernel.shape[:2], strict=True)]
    cell = [int(off[0][0]) - ahead[0], int(off[0][1]) - ahead[1], *map(int, off[0][2:])]
    if any(not 0 <= n < size for n, size in zip(cell, kernel.shape, strict=True)):
        return ""
    indices = cell if kernel.shape[2:] != (1, 1) else cell[:2]
    match steps[0].slip:
        case "one-weight":
            return f"`{name}[{', '.join(map(str, indices))}]`"
        case "one-row":
            return f"row {cell[0]} of `{name}`"
        case "one-column":
            return f"column {cell[1]} of `{name}`"
    return ""
