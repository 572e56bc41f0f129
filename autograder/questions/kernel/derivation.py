"""How the answer comes of what the statement gives: data of a rubric.

    given={"g": ((1, 2, 0), (0, 3, 0), (-1, 0, 0))}, answer=turned("g")
    given={"k1": ..., "k2": ...}, answer=summed("k1", "k2", "k2")
    given={"bank": (table, table, ...)}, answer=one_of("bank")

What is given is public: it stands in the statement. How the answer comes of it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from autograder.convolution.slips.kernels.kernel import Kernel

Table = tuple[tuple[float, ...], ...]
"""The weights of a kernel for one channel, row by row."""

Given = Mapping[str, Table | tuple[Table, ...]]
"""By the name in the statement: a table, or several."""


@dataclass(frozen=True)
class Derivation:
    """What becomes of which of the given kernels."""

    act: Literal["turned", "upside down", "left to right", "transposed", "summed", "one of"]
    names: tuple[str, ...]


def turned(name: str) -> Derivation:
    """The kernel of this name, turned by half a turn: rows and columns both counted backwards."""
    return Derivation("turned", (name,))


def mirrored(name: str, axis: int) -> Derivation:
    """The kernel of this name, mirrored along one axis: 0 upside down, 1 left to right."""
    return Derivation("left to right" if axis else "upside down", (name,))


def transposed(name: str) -> Derivation:
    """The kernel of this name with its rows and columns exchanged."""
    return Derivation("transposed", (name,))


def summed(*names: str) -> Derivation:
    """The sum of the kernels of these names, each as often as it is named."""
    return Derivation("summed", names)


def one_of(name: str) -> Derivation:
    """One of the tables that have this name together."""
    return Derivation("one of", (name,))


def tables(given: Given) -> dict[str, Kernel]:
    """The single kernels that are given, each (kh, kw, 1, 1)."""
    found = {name: np.array(table, np.float64) for name, table in given.items()}
    return {name: table[:, :, None, None] for name, table in found.items() if table.ndim == 2}


def choices(given: Given) -> tuple[Kernel, ...]:
    """The kernels that are given several together, each (kh, kw, 1, 1)."""
    found = [np.array(table, np.float64) for table in given.values()]
    return tuple(one[:, :, None, None] for several in found if several.ndim == 3 for one in several)


def terms(derivation: Derivation | None, given: Given) -> tuple[Kernel, ...]:
    """The kernels that the answer is the sum of; none where it is no sum."""
    if derivation is None or derivation.act != "summed":
        return ()
    return tuple(tables(given)[name] for name in derivation.names)


def agree(kernel: Kernel, derivation: Derivation, given: Given) -> bool:
    """Whether a kernel comes of what is given in this way. ValueError for a name that is not given."""
    missing = [name for name in derivation.names if name not in given]
    if missing:
        raise ValueError(f"the answer is derived from `{missing[0]}`, which is not in `given`")
    if derivation.act == "one of":
        return any(_same(kernel, one) for one in choices(given))
    first, *others = (tables(given)[name] for name in derivation.names)
    match derivation.act:
        case "turned":
            first = first[::-1, ::-1]
        case "upside down":
            first = first[::-1]
        case "left to right":
            first = first[:, ::-1]
        case "transposed":
            first = first.transpose(1, 0, 2, 3)
        case "summed":
            first = first + sum(others)
    return _same(kernel, first)


def _same(kernel: Kernel, other: Kernel) -> bool:
    return kernel.shape == other.shape and np.allclose(kernel, other, atol=1e-6)
