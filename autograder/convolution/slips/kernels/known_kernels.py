"""The well-known kernels of the field, recognised in whatever position and however strong.

Who writes Sobel's kernel where a plain difference is asked for has made no slip in the latter: there is
no step back. But the kernel has a name, and what it does can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from autograder.convolution.slips.kernels.colours import picture_alone
from autograder.convolution.slips.kernels.kernel import (
    Kernel,
    KernelAttempt,
    KernelSlip,
    Wanted,
    centre,
)
from autograder.convolution.slips.kernels.known_tables import CROSS, KNOWN, RING, WeightTable
from autograder.convolution.slips.kernels.symmetries import variants
from autograder.convolution.slips.slip import Rank, SlipPlace

SCREENS = (0.2126, 0.7152, 0.0722)
"""How much red, green and blue count for the brightness on screens (ITU-R BT.709)."""


def cropped(table: Kernel) -> Kernel:
    """A table (kh, kw) without the rows and columns of zeros around its weights."""
    rows, columns = np.flatnonzero(table.any(axis=1)), np.flatnonzero(table.any(axis=0))
    if not len(rows):
        return table[:0, :0]
    return table[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _alike(table: Kernel, other: Kernel) -> bool:
    """Whether two tables are the same but for a factor."""
    if table.shape != other.shape:
        return False
    largest = np.abs(other).argmax()
    weight = table.flat[largest]
    if not weight:
        return False
    return bool(np.allclose(table / weight, other / other.flat[largest], rtol=1e-3, atol=1e-4))


def _slice(kernel: Kernel) -> Kernel | None:
    """What a kernel does from channel to channel, (kh, kw), where all that is in it is the same, and each
    filter looks at one channel; None else."""
    used = np.any(kernel != 0, axis=(0, 1))
    if not np.all(used.sum(axis=0) == 1):
        return None
    tables = [kernel[:, :, c, f] for c, f in zip(*np.nonzero(used), strict=True)]
    return tables[0] if all(np.allclose(tables[0], one, atol=1e-6) for one in tables) else None


def _is_other_grey(kernel: Kernel) -> bool:
    """Red, green and blue weighted as on the screens of today."""
    middle = kernel[centre(kernel)]
    return (
        middle.shape == (3, 1)
        and np.count_nonzero(kernel) == np.count_nonzero(middle)
        and np.allclose(middle[:, 0], SCREENS, atol=1e-3)
    )


def _moves(kernel: Kernel) -> bool:
    """One weight alone, beside the middle, for each filter."""
    table = _slice(kernel)
    return table is not None and np.count_nonzero(table) == 1 and not np.any(kernel[centre(kernel)])


def _one_channel(kernel: Kernel) -> bool:
    """One weight alone, in the middle, for one of several channels."""
    return (
        kernel.shape[2] > 1
        and kernel.shape[3] == 1
        and np.count_nonzero(kernel) == 1 == np.count_nonzero(kernel[centre(kernel)])
    )


def _is_box(table: Kernel) -> bool:
    inside = cropped(table)
    return inside.size > 1 and bool(np.all(inside)) and np.allclose(inside, inside[0, 0])


def _is_diagonal(table: Kernel) -> bool:
    inside = cropped(table)
    size = len(inside)
    return (
        inside.shape == (size, size)
        and size > 2
        and any(_alike(one, np.eye(size)) for one in (inside, inside[::-1]))
    )


def _is_weighted_mean(table: Kernel) -> bool:
    """A hill: the farther from its middle, the less."""
    inside = cropped(table)
    if inside.size < 3 or np.any(inside <= 0) or not np.allclose(inside, inside[::-1, ::-1]):
        return False
    up = [
        inside[: (n + 1) // 2] for inside, n in ((inside, len(inside)), (inside.T, len(inside.T)))
    ]
    steps = [np.diff(half, axis=0) for half in up]
    return all(np.all(step > 0) for step in steps) and any(step.size for step in steps)


def _is_ring(table: Kernel) -> bool:
    """All that is around the middle, or the direct neighbours, counted alike, and not the middle."""
    inside = cropped(table)
    if inside.shape != (3, 3) or inside[1, 1]:
        return False
    return any(_alike(inside, np.array(ring)) for ring in (RING, CROSS))


def _is_cross(table: Kernel) -> bool:
    """The pixel and its direct neighbours, counted alike."""
    return _alike(cropped(table), np.array(CROSS) + np.diag((0, 1, 0)))


def _channels_alike(kernel: Kernel) -> bool:
    """All channels that go in counted the same, at one pixel."""
    middle = kernel[centre(kernel)]
    return (
        kernel.shape[2] > 1
        and np.count_nonzero(kernel) == np.count_nonzero(middle) > 0
        and bool(np.all(middle) and np.allclose(middle, middle[0, 0]))
    )


def _is_table(name: str) -> Callable[[Kernel], bool]:
    tables = [np.array(table, float) for table in KNOWN[name]]

    def known(table: Kernel) -> bool:
        inside = cropped(table)[:, :, None, None]
        positions = [one[:, :, 0, 0] for one in variants(inside)]
        return any(_alike(one, other) for one in positions for other in tables)

    return known


def _by_table(known: Callable[[Kernel], bool]) -> Callable[[Kernel], bool]:
    def recognised(kernel: Kernel) -> bool:
        table = _slice(kernel)
        return table is not None and known(table)

    return recognised


@dataclass(frozen=True)
class KernelRecognition:
    """One well-known kernel, or a family of them."""

    name: str
    is_it: Callable[[Kernel], bool]
    tables: tuple[WeightTable, ...]
    """Examples, for lists."""


KNOWN_KERNELS: tuple[KernelRecognition, ...] = (
    KernelRecognition("identity-kernel", picture_alone, (((1,),),)),
    KernelRecognition("one-channel-alone", _one_channel, ()),
    KernelRecognition("channels-alike", _channels_alike, ()),
    KernelRecognition("grey-of-screens", _is_other_grey, ()),
    KernelRecognition("shift-kernel", _moves, (((0, 0, 0), (0, 0, 1), (0, 0, 0)),)),
    KernelRecognition(
        "diagonal-of-ones", _by_table(_is_diagonal), (((1, 0, 0), (0, 1, 0), (0, 0, 1)),)
    ),
    KernelRecognition("box-kernel", _by_table(_is_box), (((1, 1, 1), (1, 1, 1), (1, 1, 1)),)),
    KernelRecognition("cross-kernel", _by_table(_is_cross), (((0, 1, 0), (1, 1, 1), (0, 1, 0)),)),
    KernelRecognition("ring-kernel", _by_table(_is_ring), (RING, CROSS)),
    *(KernelRecognition(name, _by_table(_is_table(name)), KNOWN[name]) for name in KNOWN),
    KernelRecognition(
        "weighted-mean",
        _by_table(_is_weighted_mean),
        (((1, 2, 3, 2, 1),), ((1, 2, 1), (2, 3, 2), (1, 2, 1))),
    ),
)
"""The specific before the general; the first that it is, is told."""


def recognised(kernel: Kernel) -> str | None:
    """The name of a kernel (kh, kw, c, f), where it is a well-known one; None else."""
    if not np.isfinite(kernel).all() or np.abs(kernel).max() > 1e100:
        return None
    return next((known.name for known in KNOWN_KERNELS if known.is_it(kernel)), None)


def is_sought(attempt: KernelAttempt) -> bool:
    """Whether the right kernel is of the same sort: this one in another position, or as strong as it
    must be. Then its name tells nothing."""
    for kernel in variants(attempt.kernel):
        solved = attempt.sought.solved(kernel)
        if solved is not None and solved[0].any() and attempt.sought.is_right(solved[1]):
            return True
    return False


def _placed(table: WeightTable, wanted: Wanted) -> Iterator[Kernel]:
    """The kernel in the middle of one as large as the right one, or of its own size, channel by channel."""
    right = wanted.kernel
    numbers = np.array(table, float)
    rows = max(right.shape[0], numbers.shape[0] | 1)
    columns = max(right.shape[1], numbers.shape[1] | 1)
    there = np.zeros((rows, columns))
    top, left = (rows - numbers.shape[0] + 1) // 2, (columns - numbers.shape[1] + 1) // 2
    there[top : top + numbers.shape[0], left : left + numbers.shape[1]] = numbers
    used = np.any(right != 0, axis=(0, 1)).astype(float)
    yield from variants(there[:, :, None, None] * used)


def _known_slip(known: KernelRecognition) -> KernelSlip:
    def makes(wanted: Wanted) -> Iterator[Kernel]:
        if recognised(wanted.kernel) == known.name:
            return
        if known.name == "channels-alike" and wanted.kernel.shape[2] > 1:
            yield np.ones((1, 1, *wanted.kernel.shape[2:])) / wanted.kernel.shape[2]
        if known.name == "one-channel-alone" and wanted.kernel.shape[3] == 1:
            for channel in range(wanted.kernel.shape[2] if wanted.kernel.shape[2] > 1 else 0):
                yield (np.arange(wanted.kernel.shape[2]) == channel).astype(float)[
                    None, None, :, None
                ]
        if known.name == "grey-of-screens" and wanted.kernel.shape[2:] == (3, 1):
            yield np.array(SCREENS).reshape(1, 1, 3, 1)
        for table in known.tables:
            yield from _placed(table, wanted)

    def undone(attempt: KernelAttempt) -> Iterator[tuple[Kernel, SlipPlace]]:
        return iter(())

    return KernelSlip(known.name, undone, makes, Rank.COMMON)


FAMILIES = ("weighted-mean",)
"""Those of which there are so many that the right kernel may be of them, too."""

KNOWN_SLIPS: tuple[KernelSlip, ...] = tuple(map(_known_slip, KNOWN_KERNELS))
"""There is no step back from them: they are recognised."""
