"""What students are told of their mistakes in the matrix of a convolution."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "matrix-transposed": (
        "Rows and columns have changed places: this matrix takes a picture of the output's"
        " size and makes one of the input's. Which number of pixels must a row have?"
    ),
    "kernel-rotated": (
        "This is the matrix of the kernel rotated by half a turn, as in a mathematical"
        " convolution. Conv2D lays the kernel on the picture as it is."
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the kernel. The"
        " first index counts the rows."
    ),
    "pixels-by-columns": (
        "The pixels are numbered column by column. Here they are numbered row by row, as"
        " `ravel` does: the right neighbour of a pixel comes directly after it."
    ),
    "matrix-no-line-end": (
        "Every row is the one above it, moved on by one step. But at the end of a line the"
        " window jumps to the start of the next one, and that is further than a step."
    ),
    "stride-ignored": (
        "This matrix moves the window by one pixel at a time. How far does it go at a step"
        " here, and how many places does that leave?"
    ),
}
"""By the name of the mistake: the idea that went wrong, never the right numbers."""
