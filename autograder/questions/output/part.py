"""One array that the student computes: the layer, the image and the kernel that it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer
from autograder.convolution.slips.arrays.work import LayerWork

Plane = tuple[tuple[float, ...], ...]
"""A table of numbers with two axes, as a rubric writes it."""
KernelWeights = Plane | tuple[tuple[Plane, ...], ...]
"""One with two axes or with four."""


@dataclass(frozen=True)
class OutputPart:
    """One array to compute: what `layer` makes of the images of a probe."""

    answer: str
    """The variable that holds the array."""
    probe: str
    """The probe whose images (batch, height, width, channels) go in. Public: the statement names it."""
    layer: Layer
    kernel: KernelWeights | None = None
    """The kernel that the statement gives, where the layer has one: (kh, kw) for one channel in and
    one out, else (kh, kw, C, F) for a Conv2D and (kh, kw, F, C) for a Conv2DTranspose."""

    def __post_init__(self) -> None:
        """ValueError where layer and kernel do not fit together."""
        weights = self.weights()
        shape = None if weights is None else weights.shape
        match self.layer:
            case Conv2D(filters=filters, kernel_size=size):
                fits = shape is not None and (shape[:2], shape[3:]) == (size, (filters,))
            case Conv2DTranspose(filters=filters, kernel_size=size):
                fits = shape is not None and len(shape) == 4 and shape[:3] == (*size, filters)
            case _:
                fits = shape is None
        if not fits:
            raise ValueError(f"`{self.answer}`: a kernel of shape {shape} is none of {self.layer}")

    def work(self, images: np.ndarray) -> LayerWork:
        """The layer at work on images (batch, height, width, channels), in float64."""
        return LayerWork(self.layer, images.astype(np.float64), self.weights())

    def weights(self) -> np.ndarray | None:
        """The kernel as the layer takes it, with four axes."""
        if self.kernel is None:
            return None
        weights = np.array(self.kernel, np.float64)
        return weights[:, :, None, None] if weights.ndim == 2 else weights


@dataclass(frozen=True, eq=False)
class ExpectedOutput:
    """What is expected of one array."""

    images: np.ndarray
    """(batch, height, width, channels)"""
    output: np.ndarray
    """(batch, height, width, channels)"""
