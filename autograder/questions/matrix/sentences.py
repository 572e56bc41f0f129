"""What students are told of their mistakes in the matrix of a convolution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autograder.convolution.slips.slip import SlipStep
from autograder.questions.shape.sentences import SENTENCES as OF_SHAPES

SENTENCES: Mapping[str, str] = {
    "matrix-transposed": (
        "Rows and columns have changed places: this matrix takes a picture of the output's"
        " size and makes one of the input's. Which number of pixels must a row have?"
    ),
    "kernel-rotated": (
        "This is the matrix of the kernel rotated by half a turn, as in a mathematical"
        " convolution. Conv2D lays the kernel on the picture as it is. Which of the kernel's"
        " numbers meets the first pixel?"
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the kernel. The first"
        " index counts the rows. Which of the kernel's numbers meets the pixel on the right of"
        " the first one?"
    ),
    "mirrored": (
        "This is the matrix of the kernel mirrored. Conv2D lays the kernel on the picture as"
        " it is. Which of the kernel's numbers meets the first pixel?"
    ),
    "kernel-quarter-turn": (
        "This is the matrix of the kernel after a quarter turn. Conv2D lays the kernel on the"
        " picture as it is. Which of the kernel's numbers meets the first pixel?"
    ),
    "sign-flipped": (
        "Every entry has the opposite sign. Which numbers stand in the matrix, if not the"
        " kernel's own?"
    ),
    "pixels-by-columns": (
        "The pixels are numbered column by column. Here they are numbered row by row, as"
        " `ravel` does. Which number has the right neighbour of the first pixel?"
    ),
    "matrix-no-line-end": (
        "Every row is the one above it, moved on by one step. But at the end of a line the"
        " window jumps to the start of the next one, and that is further than a step. On which"
        " pixel does the window stand first in the second line?"
    ),
    "stride-ignored": (
        "This matrix moves the window by one pixel at a time. How far does the window go at a"
        " step here, and how many places does that leave?"
    ),
    "matrix-rows-not-moved": (
        "All your rows are the same: each of them fetches the first output pixel. Where does"
        " the window stand for the second output pixel?"
    ),
    "matrix-is-kernel": (
        "This is the kernel itself. The matrix has to meet all the pixels of a picture,"
        " written one after the other. Where among them do the kernel's numbers stand for the"
        " first output pixel?"
    ),
    "matrix-side-by-side": (
        "In each row the kernel begins where it ended in the row above. How far does the"
        " window go at a step here?"
    ),
    "matrix-wrong-gap": (
        "The kernel's rows don't have the right distance within a row of the matrix. Under a"
        " window, how many pixels lie between the end of its upper row and the beginning of"
        " the next?"
    ),
    "matrix-starts-late": (
        "Every row begins one pixel too late. On which pixel does the upper left number of"
        " the kernel lie when the window stands in its first place?"
    ),
    "matrix-padded-columns": (
        "You gave the zeros of the padding columns of their own. The matrix meets the picture"
        " alone. What becomes of the weights that lie on zeros of the padding?"
    ),
    "matrix-row-missing": (
        "One place of the window has no row that works for it. How many output pixels are"
        " there, and does each of them have its row?"
    ),
    "slip-of-the-pen": (
        "All the other rows are right. Put the kernel down for this output pixel once more."
        " Which number of the kernel meets which pixel there?"
    ),
}
"""By the name of the slip: the idea that went wrong, never the right numbers."""


FOUND_OTHERWISE = ("slip-of-the-pen",)
"""What is seen in the answer itself, and is no change of the question."""


def catalogue(names: Iterable[str]) -> Mapping[str, str]:
    """What is told of the slips of these names; of those in layers it is told as in shapes."""
    return {name: SENTENCES.get(name) or OF_SHAPES[name] for name in names}


def sentence(steps: Sequence[SlipStep]) -> str:
    """What is told of slips in a matrix."""
    return " ".join(SENTENCES.get(step.slip) or OF_SHAPES[step.slip] for step in steps)
