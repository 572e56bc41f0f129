"""What a student can be asked to write: a function's name and signature, and what it must give.

A task's pictures have no batch axis, unlike a layer's: (height, width, channels), channels last.
Kernels are those of Keras: (kh, kw, C, F) for conv2d, (kh, kw, F, C) for conv2d_transpose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.convolution import correlate, sizes, transposed, upsample
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    Pair,
    UpSampling2D,
)

AnyArray = NDArray[Any]
Arguments = Mapping[str, Any]
"""What a task is called with, by name: arrays, pairs of whole numbers, texts, None."""


@dataclass(frozen=True)
class Task:
    """One function to write."""

    name: str
    heading: str
    """As a student writes it, after `def`."""
    gives: str
    """What it returns, in words."""
    positional: tuple[str, ...]
    """The arguments that are handed over by their place; all others by their names."""
    reference: Callable[..., AnyArray]
    """Computes the same from the same arguments, in float64; a shape as an array of three numbers."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of all arguments, in the signature's order."""
        return tuple(signature(self.reference).parameters)

    def compute(self, arguments: Arguments) -> AnyArray:
        """What the function must give. ValueError where there is nothing to give."""
        return self.reference(**arguments)


def conv2d(
    image: AnyArray, kernel: AnyArray, strides: Pair = (1, 1), padding: str = "valid"
) -> NDArray[np.float64]:
    """The cross-correlation (h', w', F) of a picture (h, w, C) with a kernel (kh, kw, C, F)."""
    return correlate.conv2d(image[None], kernel, strides, padding)[0]


def max_pool2d(
    image: AnyArray, pool_size: Pair = (2, 2), strides: Pair | None = None, padding: str = "valid"
) -> NDArray[np.float64]:
    """The largest value of every window, channel by channel: (h', w', C) of a picture (h, w, C)."""
    return correlate.pool2d(image[None], pool_size, strides, padding, "max")[0]


def avg_pool2d(
    image: AnyArray, pool_size: Pair = (2, 2), strides: Pair | None = None, padding: str = "valid"
) -> NDArray[np.float64]:
    """The mean of every window: (h', w', C). What padding="same" adds never counts."""
    return correlate.pool2d(image[None], pool_size, strides, padding, "average")[0]


def upsample2d(
    image: AnyArray, size: Pair = (2, 2), interpolation: str = "nearest"
) -> NDArray[np.float64]:
    """A picture (h * size[0], w * size[1], C) of a picture (h, w, C), as Keras' UpSampling2D."""
    return upsample.upsample2d(image[None], size, interpolation)[0]


def conv2d_transpose(
    image: AnyArray, kernel: AnyArray, strides: Pair = (1, 1), padding: str = "valid"
) -> NDArray[np.float64]:
    """What Conv2DTranspose makes of a picture (h, w, C) with a kernel (kh, kw, F, C)."""
    return transposed.conv2d_transpose(image[None], kernel, strides, padding)[0]


def output_shape(
    layer: str,
    input_shape: tuple[int, int, int],
    size: Pair,
    strides: Pair | None = None,
    padding: str = "valid",
    filters: int | None = None,
) -> NDArray[np.int64]:
    """The shape (h', w', C') that a Keras layer makes of (h, w, C), without the batch axis.

    `size` is the kernel's, the pool's or the factor of the upsampling. ValueError for other layers,
    and where the window does not fit.
    """
    made = described(layer, size, strides, padding, filters)
    return np.array(sizes.output_shape(made, (1, *input_shape))[1:])


def described(
    layer: str, size: Pair, strides: Pair | None, padding: str, filters: int | None
) -> Layer:
    """The layer that the arguments of `output_shape` mean. ValueError for other layers."""
    steps = (1, 1) if strides is None else strides
    match layer:
        case "Conv2D":
            return Conv2D(filters or 1, size, steps, padding)
        case "Conv2DTranspose":
            return Conv2DTranspose(filters or 1, size, steps, padding)
        case "MaxPooling2D":
            return MaxPooling2D(size, strides, padding)
        case "AveragePooling2D":
            return AveragePooling2D(size, strides, padding)
        case "UpSampling2D":
            return UpSampling2D(size)
    raise ValueError(f"no output shape is asked of a layer called {layer!r}")


TASKS: Mapping[str, Task] = {
    task.name: task
    for task in (
        Task(
            "conv2d",
            'conv2d(image, kernel, strides=(1, 1), padding="valid")',
            "an array (h', w', F)",
            ("image", "kernel"),
            conv2d,
        ),
        Task(
            "max_pool2d",
            'max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid")',
            "an array (h', w', C)",
            ("image",),
            max_pool2d,
        ),
        Task(
            "avg_pool2d",
            'avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid")',
            "an array (h', w', C)",
            ("image",),
            avg_pool2d,
        ),
        Task(
            "upsample2d",
            'upsample2d(image, size=(2, 2), interpolation="nearest")',
            "an array (h * size[0], w * size[1], C)",
            ("image",),
            upsample2d,
        ),
        Task(
            "conv2d_transpose",
            'conv2d_transpose(image, kernel, strides=(1, 1), padding="valid")',
            "an array (h', w', F)",
            ("image", "kernel"),
            conv2d_transpose,
        ),
        Task(
            "output_shape",
            'output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None)',
            "a tuple (h', w', C')",
            ("layer", "input_shape", "size"),
            output_shape,
        ),
    )
}
"""By name. `output_shape` is told the class's name, "Conv2D" say; strides=None is the layer's own
default: one pixel for convolutions, the pool's size for pooling."""
