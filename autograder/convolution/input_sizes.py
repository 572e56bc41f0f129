"""The way back: which input sizes a layer turns into a given output size."""

from __future__ import annotations

from autograder.convolution.layers import Layer
from autograder.convolution.sizes import axis_size


def input_sizes(layer: Layer, output: int, largest: int) -> tuple[int, ...]:
    """All sizes from 1 to `largest` on one axis (the rows) that `layer` makes into `output`.

    Several where the steps of a stride don't come out even: the rest is dropped, or filled up.
    """
    return tuple(size for size in range(1, largest + 1) if _size_after(layer, size) == output)


def _size_after(layer: Layer, size: int) -> int | None:
    try:
        return int(axis_size(layer, 0, size))
    except ValueError:  # the window does not fit into so small a picture
        return None
