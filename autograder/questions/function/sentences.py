"""What students are told of their mistakes in functions: the idea that went wrong, never the numbers."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.convolution.mistakes.functions import WITHOUT_BATCH
from autograder.questions.shape.sentences import SENTENCES as OF_SHAPES

HABITS: Mapping[str, str] = {
    "uses-library": "`{function}` {deed}: here the point is to write it yourself, in NumPy.",
    "no-return": "Your function gives back nothing (None): does it end with `return`?",
    "other-arguments": (
        "Your function doesn't take the arguments that it is called with. Keep those of the"
        " starter: their names, their order and what they are when they are left out."
    ),
    "changes-input": (
        "Your function changes the array that it was given. Whoever calls it still needs the"
        " picture: work on a copy."
    ),
    "not-repeatable": (
        "Your function gives different results for the same input: does it keep something from"
        " one call to the next, or use random numbers?"
    ),
}
"""What may be wrong with any function, by the name of the habit. `deed` is what it does: "calls cv2"."""

STRIDES: Mapping[str, str] = {
    "strides-swapped": (
        "The two strides have changed places. The first is the step from row to row,"
        " downwards; the second the step from column to column."
    ),
    "one-stride-for-both": (
        "You use one of the two strides for rows and columns alike. Each axis has a step"
        " of its own."
    ),
    "stride-on-one-axis": (
        "Only one of the two strides is obeyed: on the other axis you go on pixel by pixel."
    ),
}

CHANNELS_FIRST: Mapping[str, str] = {
    "channels-first": (
        "The channels of your result come first, as in some other libraries. In this course"
        " they come last, here too: (height, width, channels)."
    ),
}

WHOLE_RESULT: Mapping[str, str] = {
    "whole-numbers-always": (
        "What comes after the point is lost: the array that you fill can hold whole numbers alone."
        " Which type must it have?"
    ),
}

WHOLE_NUMBERS: Mapping[str, str] = {
    **WHOLE_RESULT,
    "whole-numbers-only": (
        "What comes after the point is lost when the picture holds whole numbers: the array"
        " that you fill takes its type from the picture. Which type must the output have?"
    ),
}

SLIDING: Mapping[str, str] = {
    **STRIDES,
    **CHANNELS_FIRST,
    **WHOLE_RESULT,
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
}
"""Of conv2d, max_pool2d and avg_pool2d."""

POOLING: Mapping[str, str] = {
    **SLIDING,
    "pooling-stride-one": (
        "When strides is None your window moves by one pixel at a time. A pooling layer"
        " doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "stride-ignored": (
        "Your windows always lie side by side, whatever strides says. That is only the"
        " default: what if somebody asks for another step?"
    ),
    "one-window-for-both": (
        "You use one of the two numbers of pool_size for rows and columns alike. A window"
        " may be taller than it is wide."
    ),
    "pooling-one-channel": (
        "You merge the channels into one. Pooling looks at each channel on its own: over"
        " which axes of the window do you take the maximum or the mean?"
    ),
    "same-counts-padding": (
        "What padding='same' adds counts in your result. At the border only the real"
        " pixels of a window may count: which value can never win, and which number do you divide"
        " by?"
    ),
    "ceil-for-floor": (
        "You keep windows that stick out of the picture, cut off at the border. With"
        " padding='valid' a window that doesn't fit is left out."
    ),
}
"""Of max_pool2d and avg_pool2d."""

CONV2D: Mapping[str, str] = {
    **SLIDING,
    **WHOLE_NUMBERS,
    "kernel-rotated": (
        "Your function rotates the kernel by half a turn, as a mathematical convolution does"
        " (np.convolve and scipy.signal.convolve2d, too). Conv2D lays it on the picture as it is."
    ),
    "stride-ignored": (
        "Your window moves by one pixel at a time, whatever strides says. How far apart are"
        " two windows that follow each other?"
    ),
    "channels-not-summed": (
        "Only one channel of the picture counts in your result. A filter has weights for"
        " every channel and adds up what it sees in all of them."
    ),
    "one-filter-for-all": (
        "All channels of your output are the same: one filter has filled them. Each of the F"
        " filters gives an output channel of its own."
    ),
}

MAX_POOL2D: Mapping[str, str] = {
    **POOLING,
    "average-for-max": (
        "You take the mean of every window. Max pooling keeps something else of it: its name"
        " says what."
    ),
    "max-starts-at-zero": (
        "Your search for the largest begins at 0, so a window in which all is below zero gives"
        " 0. With which number can a search begin so that every pixel may win?"
    ),
}

AVG_POOL2D: Mapping[str, str] = {
    **POOLING,
    **WHOLE_NUMBERS,
    "max-for-average": (
        "You take the largest value of every window. Average pooling lets all its values count."
    ),
    "sum-for-average": (
        "You add up every window, but you don't divide by how many pixels it has. That number"
        " depends on pool_size."
    ),
    "rounded-down": (
        "Your means are rounded down to whole numbers: `//` throws away what comes after the point."
    ),
}

UPSAMPLE2D: Mapping[str, str] = {
    **WHOLE_NUMBERS,
    "nearest-for-bilinear": (
        "You repeat pixels where interpolation='bilinear' asks for values in between: a new"
        " pixel mixes its neighbours, the nearer one counting more."
    ),
    "bilinear-for-nearest": (
        "You mix neighbours where interpolation='nearest' asks for copies: each new pixel has"
        " the value of the old one in which it lies."
    ),
    "upsampling-tiled": (
        "You set copies of the whole picture side by side, as np.tile does. Upsampling makes"
        " each pixel larger."
    ),
    "upsampling-zeros-between": (
        "You put zeros between the pixels. In a block that comes from one pixel, every new"
        " pixel has that pixel's value."
    ),
    "bilinear-corners-aligned": (
        "You let the corner pixels of both pictures have the same centres, as some libraries"
        " do. In Keras the edges of the pictures lie on each other: where is a new pixel's centre,"
        " counted in old pixels?"
    ),
    "bilinear-not-centred": (
        "You count from the pixels' upper left corners. A pixel's value stands at its centre:"
        " by how much is the centre of the first new pixel away from that of the first old one?"
    ),
    "bilinear-weights-exchanged": (
        "Your two weights have changed places: the neighbour that is farther away counts more."
        " How much of each does a new pixel take if it lies exactly on an old one?"
    ),
    "factors-swapped": (
        "The two factors have changed places. The first is for the rows, the second for the"
        " columns."
    ),
    "one-factor-for-both": (
        "You use one of the two factors for rows and columns alike. Each axis has its own."
    ),
}

CONV2D_TRANSPOSE: Mapping[str, str] = {
    **STRIDES,
    **CHANNELS_FIRST,
    **WHOLE_NUMBERS,
    "overlaps-overwritten": (
        "Where two copies of the kernel overlap, the later one replaces the earlier one in"
        " your output. What should happen to both?"
    ),
    "kernel-rotated": (
        "Your copies of the kernel are rotated by half a turn. Conv2DTranspose puts them down"
        " just as the kernel is written."
    ),
    "stride-ignored": (
        "Your copies of the kernel lie one pixel apart, whatever strides says. Here the stride"
        " is the step in the output: how far apart do the copies of two neighbours lie?"
    ),
    "padding-ignored": (
        "Your function gives the same with padding='same' as with padding='valid'. How large"
        " must the output be, and what has to be cut off?"
    ),
    "same-one-side": (
        "With padding='same' you cut everything off on one side. It is shared between the two"
        " sides; only the odd one out has to go somewhere."
    ),
    "same-odd-first": (
        "With padding='same' an odd number of rows or columns can't be cut equally: you cut"
        " the extra one at the top and on the left. Think of where Conv2D adds it."
    ),
    "same-ignores-stride": (
        "With padding='same' you cut off half a kernel at the top and on the left. That is right"
        " for a stride of 1; with larger strides fewer rows have to go."
    ),
    "transposed-valid-multiplies": (
        "With padding='valid' your output ends before the last copy of the kernel does: nothing"
        " of it is cut off there. How far does the copy of the last pixel reach?"
    ),
    "transposed-other-library": (
        "This is the size that another library gives. Keras makes the output so large that a"
        " Conv2D with the same stride brings it back to the size of your input: with padding='same'"
        " that is the size times the stride, and where the stride is larger than the kernel, rows"
        " and columns stay empty at the end."
    ),
    "channels-not-summed": (
        "Only one channel of the picture counts in your result. Every channel puts down its"
        " own copies, and all of them are added."
    ),
    "one-filter-for-all": (
        "All channels of your output are the same: one filter has filled them. Each of the F"
        " filters gives an output channel of its own."
    ),
}

OUTPUT_SHAPE: Mapping[str, str] = {
    **{name: OF_SHAPES[name] for name in WITHOUT_BATCH},
    **STRIDES,
    "padding-ignored": (
        "Your function gives the same with padding='same' as with padding='valid'. Is the text"
        " that you compare padding with written in the same way?"
    ),
}
"""A function that gives shapes is told what is told of shapes."""

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "conv2d": CONV2D,
    "max_pool2d": MAX_POOL2D,
    "avg_pool2d": AVG_POOL2D,
    "upsample2d": UPSAMPLE2D,
    "conv2d_transpose": CONV2D_TRANSPOSE,
    "output_shape": OUTPUT_SHAPE,
}
"""By task, then by the name of the mistake."""
