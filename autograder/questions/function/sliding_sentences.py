"""What students are told of slips in functions that slide a window: the idea, never the numbers."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.questions.function.common_sentences import (
    ABOVE_ZERO,
    AXES,
    KERNEL,
    LOOPS,
    ROUNDED,
    STRIDES,
    WHOLE_NUMBERS,
    WHOLE_RESULT,
)

SLIDING: Mapping[str, str] = {
    **STRIDES,
    **AXES,
    **WHOLE_RESULT,
    **ROUNDED,
    **LOOPS,
    "border-wrapped": (
        "With padding='same' your windows at the border see the other end of the picture: an index"
        " below zero counts from the end. What lies there instead?"
    ),
    "not-set-back": (
        "What one window gives goes on into the next ones: the variable that you add up in, or look for"
        " the largest with, keeps what it had. Where must it begin anew?"
    ),
    "padding-ignored": (
        "Your function gives the same with padding='same' as with padding='valid'. What"
        " has to happen to the picture before the window starts to slide?"
    ),
    "same-one-side": (
        "With padding='same' you add everything on one side. It is shared between the"
        " two sides; only the odd one out has to go somewhere."
    ),
    "same-odd-first": (
        "With padding='same' an odd number of rows or columns can't be shared equally:"
        " you put the extra one at the top and on the left. Keras puts it elsewhere."
    ),
    "same-ignores-stride": (
        "What you add for padding='same' is right for a stride of 1. With larger strides"
        " the last window stands elsewhere: how many rows must there be for the windows that"
        " padding='same' asks for?"
    ),
    "same-pads-half": (
        "With padding='same' you add half a window on both sides. A window of even size"
        " has no middle, so the two sides can't be alike there."
    ),
    "forgot-plus-one": (
        "The last row and the last column of windows are missing. You counted the steps"
        " of the window, not the places where it stands: before its first step it stands"
        " somewhere too."
    ),
    "last-left-empty": (
        "The last row or the last column of your output is left at zero: your loops end one step too"
        " early. Which number does range leave out?"
    ),
    "start-not-multiplied": (
        "Your windows begin one pixel after the other, and strides only says how many there are. In"
        " which row of the picture must the window begin that gives row i of the output?"
    ),
    "same-rounds-down": (
        "With padding='same' you share what is missing equally between both sides. If it is an odd"
        " number of rows or columns, one is lost so: on which side does Keras put it?"
    ),
    "same-pads-one": (
        "With padding='same' you put one row and one column on each side, whatever the window. How"
        " does what it needs depend on its size?"
    ),
    "same-pads-twice": (
        "With padding='same' you add on each side what is needed in all. How much of it belongs on"
        " one side?"
    ),
    "same-on-one-axis": (
        "With padding='same' you make the picture larger along one axis only. What do the windows"
        " need along the other one?"
    ),
    "same-axes-swapped": (
        "With padding='same' rows and columns have changed places in what you add. Which side of the"
        " window says how many rows are needed?"
    ),
    "same-pads-output": (
        "With padding='same' you put zeros around what comes out. It is the picture that must be"
        " larger, before the window slides: what do the windows at its border see then?"
    ),
    "padding-same-for-valid": (
        "Your function does with padding='valid' what padding='same' asks for. Where does it look at"
        " which of them is given?"
    ),
    "same-keeps-size": (
        "With padding='same' your output is as large as the picture, whatever strides says. In how"
        " many places does the window stand?"
    ),
    "ceil-for-floor": (
        "You keep windows that stick out of the picture, cut off at the border. With"
        " padding='valid' a window that doesn't fit is left out."
    ),
    "valid-only-divides": (
        "You count the windows by dividing the size of the picture by the stride. A whole window"
        " must fit: where can the last one begin?"
    ),
}
"""Of conv2d, max_pool2d and avg_pool2d."""


CONV2D: Mapping[str, str] = {
    **SLIDING,
    **WHOLE_NUMBERS,
    **KERNEL,
    **ABOVE_ZERO,
    "matrix-product": (
        "You multiply window and kernel as matrices, rows by columns. Here each pixel is multiplied"
        " with the weight that lies on it: which of Python's signs does that?"
    ),
    "kernel-rotated": (
        "Your function rotates the kernel by half a turn, as a mathematical convolution does"
        " (np.convolve and scipy.signal.convolve2d, too). Conv2D lays it on the picture as it is."
    ),
    "stride-ignored": (
        "Your window moves by one pixel at a time, whatever strides says. How far apart are"
        " two windows that follow each other?"
    ),
    "mirrored": (
        "Your kernel is mirrored along one axis. Conv2D lays it on the picture as it is written:"
        " which of your indices runs backwards?"
    ),
    "stride-is-kernel": (
        "Your window moves by its own size, as pooling does. A convolution does that only if strides"
        " says so: how far should it move?"
    ),
    "padding-not-zero": (
        "With padding='same' you put something else than Keras around the picture. Which number"
        " changes no sum?"
    ),
    "window-axes-mixed": (
        "The axes of your windows and those of the kernel come in different orders where you multiply"
        " them: in one the channels are first, in the other they are last. Which axes belong"
        " together?"
    ),
    "kernel-swapped": (
        "Rows and columns have changed places in the size of your windows. Which of the kernel's"
        " axes says how many rows they have?"
    ),
    "one-window-for-both": (
        "You use one side of the kernel for rows and columns alike. A window may be taller than it is"
        " wide: where does your slice need its other side?"
    ),
    "border-repeated": (
        "With padding='same' you repeat the pixels at the border. Keras puts something else around"
        " the picture: which number changes no sum?"
    ),
    "border-reflected": (
        "With padding='same' you go on with the picture mirrored at its edge. Keras puts something"
        " else around it: which number changes no sum?"
    ),
    "mean-for-sum": (
        "You take the mean of the products. A convolution adds them up: where do you divide?"
    ),
    "filters-along-first-axis": (
        "You look for the filters along the kernel's first axis, where its rows lie. Which of its"
        " four axes counts the filters?"
    ),
}
