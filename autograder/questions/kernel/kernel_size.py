"""The size of a kernel: what is wrong with it, and whether it matters."""

from __future__ import annotations

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.questions.shape.part import count_axes

LARGEST = 31
"""Kernels with more rows or columns than this are refused: no question of a course needs them."""


def wrong_shape(name: str, shape: tuple[int, ...], right: tuple[int, ...]) -> str | None:
    """What is wrong with a kernel's shape, in words; None where it will do."""
    if len(shape) != 4:
        return (
            f"`{name}` has {count_axes(len(shape))}, but the kernel of a Conv2D "
            "has four: height, width, input depth, output depth. `reshape` adds what is missing."
        )
    if not all(1 <= size <= LARGEST for size in shape[:2]):
        return f"`{name}` is {shape[0]} x {shape[1]}: a kernel has from 1 to {LARGEST} rows and columns."
    for axis, what in ((2, "depth of the input"), (3, "depth of the output")):
        if shape[axis] != right[axis]:
            return (
                f"Axis {axis} of `{name}`, the {what}, has size {shape[axis]}, "
                "which does not fit this exercise. The other axes are checked after that."
            )
    return None


def own_size_counts(layer: Conv2D) -> bool:
    """Whether a kernel with zeros around it does something else than the kernel alone.

    It does where nothing is padded, and where a stride makes the padding depend on its size.
    """
    return layer.strides != (1, 1) or layer.padding != "same"


def without_rings(kernel: np.ndarray, least: tuple[int, int]) -> np.ndarray:
    """A kernel without pairs of outermost rows and columns of zeros, not smaller than `least`."""
    while kernel.shape[0] >= least[0] + 2 and not kernel[[0, -1]].any():
        kernel = kernel[1:-1]
    while kernel.shape[1] >= least[1] + 2 and not kernel[:, [0, -1]].any():
        kernel = kernel[:, 1:-1]
    return kernel


def settings(layer: Conv2D) -> str:
    """Strides and padding as they are written in code."""
    rows, columns = layer.strides
    steps = f"strides={rows}" if rows == columns else f"strides=({rows}, {columns})"
    return f"{steps} and padding='{layer.padding}'"


def size_remark(shape: tuple[int, ...], right: tuple[int, ...], layer: Conv2D) -> str:
    """A sentence on a kernel that is not of the reference's size; empty where that is no matter."""
    if shape[:2] == right[:2] or not own_size_counts(layer):
        return ""
    return (
        f" Your kernel is {shape[0]} x {shape[1]}: with {settings(layer)} its size counts, too, since"
        " it decides on which pixels the kernel comes to lie."
    )
