"""The size of a kernel: what is wrong with it, and whether it matters."""

from __future__ import annotations

import math

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.questions.shape.part import count_axes

LARGEST = 31
"""Kernels with more rows or columns than this are refused: no question of a course needs them."""

LEAST_PICTURE = 9
"""Arrays with more rows and columns are taken for pictures."""


def wrong_shape(name: str, shape: tuple[int, ...], right: tuple[int, ...]) -> str | None:
    """What is wrong with a kernel's shape, in words; None where it will do."""
    if len(shape) != 4:
        return _wrong_rank(name, shape, right)
    if not all(1 <= size <= LARGEST for size in shape[:2]):
        return f"`{name}` is {shape[0]} x {shape[1]}: a kernel has from 1 to {LARGEST} rows and columns."
    for axis, what in ((2, "depth of the input"), (3, "depth of the output")):
        if shape[axis] != right[axis]:
            return (
                f"Axis {axis} of `{name}`, the {what}, has size {shape[axis]}, "
                f"which does not fit this exercise. {_asked(axis, shape, right)}"
            )
    return None


def _asked(axis: int, shape: tuple[int, ...], right: tuple[int, ...]) -> str:
    """A question that leads to the right depth."""
    if sorted(shape) == sorted(right):
        return "Height and width come first, then the two depths: are the axes in this order?"
    if axis == 2:
        return "How many channels has the picture that goes in?"
    if right[3] == 1:
        return "Each filter makes a picture of its own, and one picture is to come out."
    return "Each filter makes one channel of what comes out: how many are there to be?"


def _wrong_rank(name: str, shape: tuple[int, ...], right: tuple[int, ...]) -> str:
    """What is told of too few or too many axes: `reshape` helps only where the numbers are there."""
    told = (
        f"`{name}` has {count_axes(len(shape))}, but the kernel of a Conv2D "
        "has four: height, width, input depth, output depth."
    )
    if len(shape) > 1 and min(shape[:2]) > max(*right[:2], LEAST_PICTURE):
        return (
            f"{told} It is as large as a picture: what is asked for are the weights that make the"
            " picture, not the picture itself."
        )
    if len(shape) > 4 and shape[0] == 1:
        return f"{told} Which of yours is one too many?"
    if len(shape) > 4:
        return f"{told} It seems to hold several kernels: which single one does what is asked for?"
    if math.prod(shape) == math.prod(right) > 1:
        return f"{told} `reshape` adds what is missing."
    return told


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
