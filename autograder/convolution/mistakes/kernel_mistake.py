"""What a mistake about kernels is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.convolution.mistakes.mistake import Mistake

Kernel = NDArray[np.floating]
"""(kh, kw, c, f): height, width, depth of the input, number of filters."""

Variants = Callable[[Kernel], tuple[Kernel, ...]]


@dataclass(frozen=True)
class KernelMistake(Mistake[Variants]):
    """A known misconception about kernels. `wrong` gives the kernels that it makes of the right one."""

    mended: Variants
    """The kernels that are right if this mistake made the given one: for every kernel K and every
    w in wrong(K), K is in mended(w) but for rounding."""
    general: bool = False
    """Whether kernels of other mistakes look like this one's, too: then theirs are told, not this."""
