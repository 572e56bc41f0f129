"""What students are told of slips in functions that make a picture larger: the idea, never the numbers."""

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
)

UPSAMPLE2D: Mapping[str, str] = {
    **WHOLE_NUMBERS,
    **ROUNDED,
    **ABOVE_ZERO,
    **AXES,
    **LOOPS,
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
    "bilinear-halves": (
        "You give both neighbours the same weight. The nearer one counts more: what is the share of"
        " each, if a new pixel lies close to one of them?"
    ),
    "bilinear-weights-whole": (
        "Your shares are whole numbers, so only one of the two neighbours counts. What is lost if"
        " you round a share?"
    ),
    "bilinear-fades": (
        "Beyond the border you take zeros, so the picture gets darker there. What is there to mix"
        " with for a new pixel that lies beyond the centres of all old ones?"
    ),
    "bilinear-goes-on": (
        "Inside all is well, but new pixels beyond the outermost centres come out wrong. What should"
        " your place x be at most, and at least?"
    ),
    "bilinear-on-one-axis": (
        "You mix neighbours along one axis, and repeat pixels along the other. What must happen"
        " along both?"
    ),
    "window-size-ignored": (
        "Your picture always grows by the same factors, whatever size says. That is only the"
        " default: where do you use what is given?"
    ),
    "upsampling-one-axis": (
        "Your picture gets larger along one axis only. What is the other factor for?"
    ),
}

CONV2D_TRANSPOSE: Mapping[str, str] = {
    **STRIDES,
    **AXES,
    **KERNEL,
    **LOOPS,
    "copies-not-weighted": (
        "You put the kernel down as it is, whatever the pixel holds. What does a black pixel put down, and"
        " what a bright one?"
    ),
    **ROUNDED,
    **ABOVE_ZERO,
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
    "overlaps-not-added": (
        "Where two copies of the kernel overlap, you take their mean or the larger number. Both of"
        " them count in full: what should happen to them?"
    ),
    "start-not-multiplied": (
        "Your copies of the kernel begin one pixel after the other, though your output has room for"
        " more. In which row of the output must the copy begin that comes from row i?"
    ),
    "stride-is-kernel": (
        "Your copies of the kernel lie side by side, a whole kernel apart. How far apart they lie is"
        " what strides says."
    ),
    "mirrored": (
        "Your copies of the kernel are mirrored along one axis. Conv2DTranspose puts them down just"
        " as the kernel is written."
    ),
    "same-keeps-size": (
        "With padding='same' your output is as large as what goes in, whatever strides says. Which"
        " size must it have so that a Conv2D with these strides comes back to it?"
    ),
    "padding-same-for-valid": (
        "Your function cuts off with padding='valid' what padding='same' asks for. How far does the"
        " last copy of the kernel reach?"
    ),
}
