"""The inputs on which a student's function is tried: what may be drawn, and how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.tasks import Task
from autograder.values.call import Call

Range = tuple[int, int]
"""The least and the most."""

WITH_KERNEL = ("conv2d", "conv2d_transpose")
POOLS = ("max_pool2d", "avg_pool2d", "MaxPooling2D", "AveragePooling2D")
GROWING = ("upsample2d", "conv2d_transpose", "UpSampling2D", "Conv2DTranspose")
"""Tasks and layers whose windows need not fit into the picture."""
FILTERED = ("Conv2D", "Conv2DTranspose")
"""Layers that have filters."""


Choose = Callable[[Sequence[Any]], Any]
"""Takes one of some options, the first of which is the simplest: by chance, or as Hypothesis does."""

PATTERNS = range(100)
"""How an array is filled: 0 counts up from 1, which reads best, 1 counts down from -1, 2 counts up in
quarters where there may be any; each other one is a table of random numbers of its own."""


@dataclass(frozen=True, eq=False)
class Case:
    """One input of a function."""

    arguments: Mapping[str, Any]
    """By name, in the order of the signature; arrays, tuples of whole numbers, texts, numbers. What
    is not in it is left out of the call."""

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """Equal for equal cases, of whatever origin."""
        return tuple(
            (name, str(value.dtype), value.shape, value.tobytes())
            if isinstance(value, np.ndarray)
            else (name, value)
            for name, value in self.arguments.items()
        )

    def call(self, task: Task) -> Call:
        """The call of a function for a task on this case."""
        named = dict(self.arguments)
        return Call(tuple(named.pop(name) for name in task.positional), named)

    @property
    def extent(self) -> tuple[int, int]:
        """How much there is to read: numbers in arrays, and all other numbers added up."""
        values = self.arguments.values()
        arrays = sum(value.size for value in values if isinstance(value, np.ndarray))
        return arrays, sum(sum(value) for value in values if isinstance(value, tuple))


@dataclass(frozen=True, kw_only=True)
class Cases:
    """What may be drawn for one part of a function question.

    The same description gives the public examples, few and fixed, and what the grader draws. The
    defaults are the easiest cases: one channel, one filter, strides and padding left out. All
    windows fit into the picture (for upsampling and transposed convolution they need not).
    """

    sizes: Range = (1, 7)
    """Rows and columns of the picture. Small, so that a failing case can be written out; for
    `output_shape`, where no picture is made, they may be as large as you like."""
    windows: Range = (1, 3)
    """Rows and columns of the kernel or the pool, or the factors of an upsampling."""
    strides: Range | None = None
    """For rows and columns, each drawn on its own; None: `strides` is left out."""
    paddings: tuple[str, ...] = ()
    """"valid", "same" or both, the simpler one first; empty: `padding` is left out."""
    channels: Range = (1, 1)
    """C of the picture."""
    filters: Range = (1, 1)
    """F of the kernel; for `output_shape` the argument."""
    divides: bool | None = None
    """Whether the last window ends with the picture (True), or pixels are left over wherever the step
    is 2 or more (False; let the strides, or the windows of a pool, start at 2); None: both may be."""
    square: bool = False
    """Whether rows and columns are alike in the picture, the window and the strides."""
    interpolations: tuple[str, ...] = ()
    """Of `upsample2d`: "nearest", "bilinear" or both; empty: left out, which means "nearest"."""
    layers: tuple[str, ...] = ("Conv2D",)
    """Of `output_shape`: the names of the layers that are asked for."""
    values: Range = (-3, 3)
    """Of pictures and kernels: whole numbers, so that sums are exact and can be read. (Some arrays
    count 1, 2, 3 or -1, -2, -3, and may go beyond.)"""
    quarters: bool = False
    """Whether there are multiples of 1/4 as well, which are as exact, and a kernel need not have its
    picture's type: a picture of integers meets a kernel of fractions. A result that holds whole numbers
    alone shows then."""
    dtypes: tuple[str, ...] = ("float64", "float32", "int64")
    """Of pictures and kernels, the simplest first."""

    def case(self, task: Task, choose: Choose) -> Case:
        """One case for a task. What is drawn first matters most to how large the case is."""
        layer = str(choose(self.layers)) if task.name == "output_shape" else task.name
        window = self._pair(choose, self.windows)
        strides = None
        if self.strides is not None and layer not in ("upsample2d", "UpSampling2D"):
            strides = self._pair(choose, self.strides)
        paddings = () if layer in ("upsample2d", "UpSampling2D") else self.paddings
        padding = choose(paddings) if paddings else None
        step = strides or (window if layer in POOLS else (1, 1))
        options = [self._sizes(layer, *axis, padding) for axis in zip(window, step, strict=True)]
        rows = int(choose(options[0]))
        columns = rows if self.square else int(choose(options[1]))
        channels = int(choose(range(self.channels[0], self.channels[1] + 1)))
        filters = int(choose(range(self.filters[0], self.filters[1] + 1)))
        given: dict[str, Any] = {"strides": strides, "padding": padding}
        if task.name == "output_shape":
            given |= {"layer": layer, "input_shape": (rows, columns, channels), "size": window}
            given["filters"] = filters if layer in FILTERED else None
        else:
            dtype = str(choose(self.dtypes))
            given["image"] = self._array(choose, (rows, columns, channels), dtype)
            if task.name in WITH_KERNEL:
                depths = (channels, filters) if task.name == "conv2d" else (filters, channels)
                dtype = str(choose(self.dtypes)) if self.quarters else dtype
                given["kernel"] = self._array(choose, (*window, *depths), dtype)
            given["size" if task.name == "upsample2d" else "pool_size"] = window
            if self.interpolations:
                given["interpolation"] = choose(self.interpolations)
        return Case({n: given[n] for n in task.arguments if given.get(n) is not None})

    def _pair(self, choose: Choose, within: Range) -> Pair:
        options = range(within[0], within[1] + 1)
        rows = int(choose(options))
        return rows, rows if self.square else int(choose(options))

    def _sizes(self, layer: str, window: int, step: int, padding: str | None) -> Sequence[int]:
        """The sizes that one axis of the picture may have, the smallest first; never none."""
        least, most = self.sizes
        if layer in GROWING:
            return range(least, most + 1)
        least = max(least, window)
        wanted = [
            size
            for size in range(least, max(least, most) + step)
            if self.divides is None
            or step == 1
            or self.divides == _divides(size, window, step, padding)
        ]
        return [size for size in wanted if size <= most] or wanted[:1]

    def _array(self, choose: Choose, shape: tuple[int, ...], dtype: str) -> np.ndarray:
        pattern = int(choose(PATTERNS))
        parts = 4 if self.quarters and dtype.startswith("float") else 1
        if pattern < 2 or (pattern == 2 and parts > 1):
            count = np.arange(1, math.prod(shape) + 1).reshape(shape)
            return (count, -count, count / parts)[pattern].astype(dtype)
        # Cut out of one table, so that a picture that gets smaller keeps its values
        sides, depth = max(self.sizes[1], self.windows[1]), max(self.channels[1], self.filters[1])
        room = np.maximum((sides, sides, depth, depth)[: len(shape)], shape)
        random = np.random.Generator(np.random.PCG64(pattern))
        table = random.integers(parts * self.values[0], parts * self.values[1] + 1, room)
        return (table[tuple(slice(size) for size in shape)] / parts).astype(dtype)


def _divides(size: int, window: int, step: int, padding: str | None) -> bool:
    return (size if padding == "same" else size - window) % step == 0


def drawn_cases(cases: Cases, task: Task, seed: int, count: int) -> tuple[Case, ...]:
    """Some cases, no two of them the same, the smallest first; the same ones for the same seed."""
    random = np.random.Generator(np.random.PCG64(seed))
    return _distinct(cases, task, count, lambda options: int(random.integers(len(options))))


def simple_cases(cases: Cases, task: Task, seed: int, count: int) -> tuple[Case, ...]:
    """As `drawn_cases`, but simple options are taken more often, so that most cases are small."""
    random = np.random.Generator(np.random.PCG64(seed))
    return _distinct(
        cases,
        task,
        count,
        lambda options: min(int(random.exponential(SIMPLE)), len(options) - 1),
    )


SIMPLE = 0.9
"""The mean number of the option that is taken, counted from the simplest."""


def _distinct(
    cases: Cases, task: Task, count: int, number: Callable[[Sequence[Any]], int]
) -> tuple[Case, ...]:
    found: dict[tuple[Any, ...], Case] = {}
    for _ in range(20 * count):  # a narrow description may not have as many
        case = cases.case(task, lambda options: options[number(options)])
        arrays = [value for value in case.arguments.values() if isinstance(value, np.ndarray)]
        if all(array.any() for array in arrays):  # zeros alone tell nothing
            found.setdefault(case.key, case)
        if len(found) == count:
            break
    return tuple(sorted(found.values(), key=lambda case: case.extent))
