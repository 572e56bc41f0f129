"""A student's kernel as something that can be changed back, step by step, until it is right.

What somebody thought who wrote a wrong kernel can be read from that kernel alone: mirrored once more,
it does what it should. So the search begins at what was given, and each slip is undone: a live check,
which has no right kernel, finds the same as the grader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.slips.kernels.sought import Sought
from autograder.convolution.slips.slip import Rank, Slip, SlipPlace

Kernel = NDArray[np.float64]
"""(kh, kw, c, f): height, width, depth of the input, number of filters."""

Mask = NDArray[np.bool_]
"""Which cells of a kernel are meant; of the same shape."""

CHANNELS, PLACES, SIGNS, SIZES = "channels", "places", "signs", "sizes of weights"
"""What slips in a kernel show on: two of them can be seen in one kernel where these differ."""

ORDER = (CHANNELS, PLACES, SIGNS, SIZES, "")


@dataclass(frozen=True, eq=False)
class KernelAttempt:
    """A kernel that is not right, or not any more."""

    kernel: Kernel
    sought: Sought
    """What is known of the right one."""
    given: Mapping[str, Kernel] = field(default_factory=dict)
    """The kernels that the statement begins with, by their names; of the same size."""
    choices: tuple[Kernel, ...] = ()
    """Kernels of which the statement asks for one; likewise."""

    @cached_property
    def strengthened(self) -> tuple[Kernel, Kernel] | None:
        """The positive factor (f,) that each filter lacks, the same for all that lack one, and the kernel
        with it; None where no factor makes it right."""
        solved = self.sought.solved(self.kernel)
        if solved is None:
            return None
        factors = np.where(np.any(self.kernel != 0, axis=(0, 1, 2)), solved[0][0], 1.0)
        off = factors[~np.isclose(factors, 1, rtol=1e-4)]
        if not len(off) or not np.all(off > 1e-6) or not np.allclose(off, off[0], rtol=1e-3):
            return None
        return factors, solved[1]

    def then(self, kernel: Kernel) -> KernelAttempt:
        """The attempt after one step."""
        return replace(self, kernel=kernel)


@dataclass(frozen=True, eq=False)
class Wanted:
    """The right kernel, as whoever makes a slip would spoil it."""

    kernel: Kernel
    terms: tuple[Kernel, ...] = ()
    """The kernels that it is the sum of, where the statement makes it so."""
    choices: tuple[Kernel, ...] = ()
    """Those of which it is one."""


Undone = Callable[[KernelAttempt], Iterable[tuple[Kernel, SlipPlace]]]
"""The kernels that are right if this slip made the given one, and where it was made."""

Makes = Callable[[Wanted], Iterable[Kernel]]
"""The kernels that a slip makes of the right one; none where it has no meaning."""


@dataclass(frozen=True)
class KernelSlip:
    """A known way to write another kernel than the one that is meant."""

    name: str
    undone: Undone
    """For most slips: where W is in `makes` of a kernel K, K is among what is undone of W, but for
    rounding."""
    makes: Makes
    rank: Rank = Rank.COMMON
    idea: str = ""
    shows: str = ""
    """One of `ORDER`."""

    @property
    def backwards(self) -> Slip[KernelAttempt]:
        """The step that undoes it."""
        return Slip(self.name, self._back, self.rank, self.idea, self.shows)

    def _back(self, attempt: KernelAttempt) -> Iterator[tuple[KernelAttempt, SlipPlace]]:
        for kernel, place in self.undone(attempt):
            yield attempt.then(kernel), place


def centre(kernel: Kernel) -> tuple[int, int]:
    """The cell that lies on the pixel itself."""
    return (kernel.shape[0] - 1) // 2, (kernel.shape[1] - 1) // 2


def filter_sums(kernel: Kernel) -> Kernel:
    """What the weights of each filter add up to, over rows, columns and channels that go in: (f,)."""
    with np.errstate(all="ignore"):  # a student's kernel may hold anything
        return np.asarray(kernel.sum(axis=(0, 1, 2), dtype=np.float64))
