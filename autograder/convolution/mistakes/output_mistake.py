"""What a mistake about outputs is."""

from __future__ import annotations

from collections.abc import Callable

from autograder.convolution.layers import Layer
from autograder.convolution.mistakes.kernels import Kernel
from autograder.convolution.mistakes.mistake import Mistake
from autograder.convolution.sliding import Array

OutputsRule = Callable[[Layer, Array, Kernel | None], tuple[Array, ...]]
"""From a layer, images (n, h, w, c) and the kernel, (kh, kw, c, f) for a Conv2D, (kh, kw, f, c) for
a Conv2DTranspose, None for other layers, to the wrong outputs (n, h', w', f), of whatever size;
empty where the mistake has no meaning."""


OutputMistake = Mistake[OutputsRule]
"""A known misconception about what a layer computes."""
