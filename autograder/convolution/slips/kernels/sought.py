"""What is known of a kernel that is sought: what its Conv2D makes of some pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.correlate import conv2d
from autograder.convolution.layers import Pair
from autograder.convolution.sliding import Array, fitting, framed, places, same_zeros

Seen = tuple[Array, Array]
"""Pictures (n, h, w, c), and what the right kernel makes of them (n, h', w', f)."""


MOST_ROWS = 256
"""Numbers of one filter on which a kernel is tried before it is on whole pictures."""

ENOUGH = 4
"""Numbers in one filter's picture by which kernels that people write are told apart."""


@dataclass(frozen=True, eq=False)
class Sought:
    """A right kernel, known by what it does.

    A picture of four pixels does not determine nine weights; but it tells a kernel of small whole
    numbers from every other one, so that a kernel which is right after one step back is no chance.
    """

    first: Seen
    """The few numbers that everything is tried on: a small picture that a wrong answer gets wrong."""
    others: tuple[Seen, ...]
    """On which what has passed is to be right as well."""
    strides: Pair = (1, 1)
    padding: str = "same"
    tolerance: float = 1e-4
    """Largest difference that counts as none."""
    kernel: Array | None = None
    """A right kernel itself, of the size of those that are tried: only the grader has one."""
    _windows: dict[Pair, Array | None] = field(default_factory=dict)

    def windows(self, size: Pair) -> Array | None:
        """The windows of `first` under a kernel of this size, those of `_rows`: (rows, kh * kw * c); None
        where it makes a picture of another size."""
        if size not in self._windows:
            self._windows[size] = self._looked_at(size)
        return self._windows[size]

    def _looked_at(self, size: Pair) -> Array | None:
        images, right = self.first
        padded = framed(
            images.astype(np.float64), same_zeros(images, size, self.strides, self.padding)
        )
        try:
            fits = fitting(padded, size, self.strides)
        except ValueError:  # it finds no place at all
            return None
        if fits != right.shape[1:3]:
            return None
        depth = images.shape[3]
        seen = [
            window.reshape(-1, depth)[self._rows]
            for _, _, window in places(padded, size, self.strides, fits)
        ]
        return np.stack(seen, axis=1).reshape(len(self._rows), -1)

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """The pixels of what comes out that are looked at first: of a large picture some, the same every
        time."""
        right = self.first[1]
        count = right.size // right.shape[3]
        if count <= MOST_ROWS:
            return np.arange(count)
        return np.sort(np.random.Generator(np.random.PCG64(count)).permutation(count)[:MOST_ROWS])

    @cached_property
    def wanted(self) -> Array:
        """The numbers that should come out in these windows: (rows, f)."""
        right = self.first[1]
        return right.reshape(-1, right.shape[3]).astype(np.float64)[self._rows]

    def made(self, kernel: Array) -> Array | None:
        """What a kernel (kh, kw, c, f) makes of `first`, in the same form; None for another size."""
        windows = self.windows((kernel.shape[0], kernel.shape[1]))
        return None if windows is None else windows @ kernel.reshape(-1, kernel.shape[3])

    @property
    def is_thin(self) -> bool:
        """Whether so little is known that a kernel may well be right on it by chance."""
        return not self.others and len(self.wanted) < ENOUGH

    def is_right(self, kernel: Array) -> bool:
        """Whether a kernel does on all pictures what the right one does."""
        with np.errstate(all="ignore"):  # a student's weights may be gigantic
            made = self.made(kernel)
            if made is None or not np.abs(made - self.wanted).max() <= self._leeway:
                return False
            if not self.others and not self._sees(kernel):
                return False
            return all(self._does(kernel, seen) for seen in (self.first, *self.others))

    def _sees(self, kernel: Array) -> bool:
        """Whether each weight lies on the picture at least once: of others nothing can be said."""
        windows = self.windows((kernel.shape[0], kernel.shape[1]))
        on_picture = windows is not None and windows.any(axis=0)
        return bool(np.all(on_picture | ~kernel.any(axis=3).ravel()))

    @property
    def _leeway(self) -> float:
        """The tolerance; less where a few numbers are all that speaks for a kernel."""
        return self.tolerance / 5 if self.is_thin else self.tolerance

    def _does(self, kernel: Array, seen: Seen) -> bool:
        images, right = seen
        try:
            made = conv2d(images, kernel, self.strides, self.padding)
        except ValueError:
            return False
        return made.shape == right.shape and bool(np.abs(made - right).max() <= self.tolerance)

    def solved(self, *parts: Array) -> tuple[Array, Array] | None:
        """Numbers (parts, f) that make the sum of these parts of a kernel right, filter by filter, and
        that kernel; None where there are none, or less than two equations for each."""
        columns = [made for part in parts if (made := self.made(part)) is not None]
        wanted = self.wanted
        if len(columns) < len(parts) or len(wanted) < 2 * len(parts):
            return None
        with np.errstate(all="ignore"):  # a student's weights may be gigantic
            if not all(np.isfinite(column).all() for column in columns):
                return None
            numbers = _best(np.stack(columns), wanted)
            kernel = np.asarray(sum(n * part for n, part in zip(numbers, parts, strict=True)))
            made = self.made(kernel)
            if made is None or not np.abs(made - wanted).max() <= self.tolerance:
                return None
        return numbers, kernel


def _best(columns: Array, wanted: Array) -> Array:
    """For each filter the numbers (parts, f) by which columns (parts, n, f) come nearest to (n, f)."""
    if len(columns) == 1:
        lengths = (columns[0] ** 2).sum(axis=0)
        return ((columns[0] * wanted).sum(axis=0) / np.where(lengths > 0, lengths, 1))[None]
    found = [
        np.linalg.lstsq(columns[:, :, f].T, wanted[:, f], rcond=None)[0]
        for f in range(wanted.shape[1])
    ]
    return np.stack(found, axis=1)
