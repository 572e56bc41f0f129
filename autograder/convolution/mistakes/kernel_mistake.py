"""What a mistake about kernels is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Kernel = NDArray[np.floating]
"""(kh, kw, c, f): height, width, depth of the input, number of filters."""

Variants = Callable[[Kernel], tuple[Kernel, ...]]


@dataclass(frozen=True)
class KernelMistake:
    """A known misconception about kernels."""

    name: str
    """A slug that stands for it in rubrics and in marks."""
    message: Callable[[Kernel], str]
    """From the student's kernel to what the student is told: never the right numbers."""
    wrong: Variants
    """The wrong kernels that this mistake makes of the right one."""
    mended: Variants
    """The kernels that are right if this mistake made the given one: for every kernel K and every
    w in wrong(K), K is in mended(w) but for rounding."""
    about: str = "kernel"
    general: bool = False
    """Whether kernels of other mistakes look like this one's, too: then theirs are told, not this."""


def always(message: str) -> Callable[[Kernel], str]:
    """The same words for every kernel."""
    return lambda kernel: message
