"""What a mistake about outputs is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.convolution.layers import Conv2DTranspose, Layer
from autograder.convolution.mistakes.kernels import Kernel
from autograder.convolution.sliding import Array

Outputs = Callable[[Layer, Array, Kernel | None], tuple[Array, ...]]
"""From a layer, images (n, h, w, c) and the kernel, (kh, kw, c, f) for a Conv2D, (kh, kw, f, c) for
a Conv2DTranspose, None for other layers, to the wrong outputs (n, h', w', f), of whatever size;
empty where the mistake has no meaning."""


@dataclass(frozen=True)
class OutputMistake:
    """A known misconception about what a layer computes."""

    name: str
    """A slug that stands for it in rubrics and in marks, shared with a kernel's or a shape's
    mistake where the idea is the same."""
    about: str
    """The topic: kernel, padding, pooling, upsampling or transposed."""
    message: str
    """What the student is told: the idea that went wrong, never the right numbers."""
    wrong: Outputs
    message_transposed: str = ""
    """What is told in place of `message` where the layer is a Conv2DTranspose."""

    def sentence(self, layer: Layer) -> str:
        """What the student is told of it where this layer was to be computed."""
        transposed = isinstance(layer, Conv2DTranspose)
        return self.message_transposed if transposed and self.message_transposed else self.message
