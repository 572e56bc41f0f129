"""Mistakes in functions that make a picture larger: upsample2d and conv2d_transpose."""

from __future__ import annotations

import numpy as np

from autograder.convolution.mistakes.function_mistake import (
    FunctionMistake,
    channels_first,
    other_kernel,
    other_strides,
    stride_mistakes,
    whole_numbers_only,
)
from autograder.convolution.mistakes.wrong_growing import (
    cut,
    cut_half,
    cut_valid,
    interpolated,
    not_cut,
    one_channel,
    one_filter,
    other_library,
    overwritten,
    placed,
    sized,
    tiled,
    weights_exchanged,
    zeros_between,
)
from autograder.convolution.tasks import conv2d_transpose, upsample2d

UPSAMPLE2D_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake(
        name="nearest-for-bilinear",
        about="upsampling",
        message="You repeat pixels where interpolation='bilinear' asks for values in between: a new"
        " pixel mixes its neighbours, the nearer one counting more.",
        wrong=(interpolated("nearest"),),
    ),
    FunctionMistake(
        name="bilinear-for-nearest",
        about="upsampling",
        message="You mix neighbours where interpolation='nearest' asks for copies: each new pixel has"
        " the value of the old one in which it lies.",
        wrong=(interpolated("bilinear"),),
    ),
    FunctionMistake(
        name="upsampling-tiled",
        about="upsampling",
        message="You set copies of the whole picture side by side, as np.tile does. Upsampling makes"
        " each pixel larger.",
        wrong=(tiled,),
    ),
    FunctionMistake(
        name="upsampling-zeros-between",
        about="upsampling",
        message="You put zeros between the pixels. In a block that comes from one pixel every new"
        " pixel has its value.",
        wrong=(zeros_between,),
    ),
    FunctionMistake(
        name="bilinear-corners-aligned",
        about="upsampling",
        message="You let the corner pixels of both pictures have the same centres, as some libraries"
        " do. In Keras the edges of the pictures lie on each other: where is a new pixel's centre,"
        " counted in old pixels?",
        wrong=(placed(lambda size, factor: np.linspace(0, size - 1, size * factor)),),
    ),
    FunctionMistake(
        name="bilinear-not-centred",
        about="upsampling",
        message="You count from the pixels' upper left corners. A pixel's value stands at its centre:"
        " by how much is the centre of the first new pixel away from that of the first old one?",
        wrong=(placed(lambda size, factor: np.arange(size * factor) / factor),),
    ),
    FunctionMistake(
        name="bilinear-weights-exchanged",
        about="upsampling",
        message="Your two weights have changed places: the neighbour that is farther away counts more."
        " How much of each does a new pixel take that lies right on an old one?",
        wrong=(weights_exchanged,),
    ),
    FunctionMistake(
        name="factors-swapped",
        about="upsampling",
        message="The two factors have changed places. The first is for the rows, the second for the"
        " columns.",
        wrong=(sized(lambda size: (size[1], size[0])),),
    ),
    FunctionMistake(
        name="one-factor-for-both",
        about="upsampling",
        message="You use one of the two factors for rows and columns alike. Each axis has its own.",
        wrong=(sized(lambda size: (size[0], size[0])), sized(lambda size: (size[1], size[1]))),
    ),
    whole_numbers_only(upsample2d),
)

CONV2D_TRANSPOSE_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake(
        name="overlaps-overwritten",
        about="transposed",
        message="Where two copies of the kernel overlap, the later one replaces the earlier one in"
        " your output. What should happen to both?",
        wrong=(overwritten,),
    ),
    FunctionMistake(
        name="kernel-rotated",
        about="kernel",
        message="Your copies of the kernel are rotated by half a turn. Conv2DTranspose puts them down"
        " just as the kernel is written.",
        wrong=(other_kernel(conv2d_transpose, lambda kernel: kernel[::-1, ::-1]),),
    ),
    FunctionMistake(
        name="stride-ignored",
        about="strides",
        message="Your copies of the kernel lie one pixel apart, whatever strides says. Here the stride"
        " is the step in the output: how far apart do the copies of two neighbours lie?",
        wrong=(other_strides(conv2d_transpose, lambda strides: (1, 1)),),
    ),
    *stride_mistakes(conv2d_transpose),
    FunctionMistake(
        name="padding-ignored",
        about="padding",
        message="Your function gives the same with padding='same' as with padding='valid'. How large"
        " must the output be, and what has to be cut off?",
        wrong=(not_cut,),
    ),
    FunctionMistake(
        name="same-one-side",
        about="padding",
        message="With padding='same' you cut everything off on one side. It is shared between the two"
        " sides; only the odd one out has to go somewhere.",
        wrong=(cut(lambda many: 0), cut(lambda many: many)),
    ),
    FunctionMistake(
        name="same-odd-first",
        about="padding",
        message="With padding='same' an odd number of rows or columns can't be cut equally: you cut"
        " the one more at the top and on the left. Think of where Conv2D adds it.",
        wrong=(cut(lambda many: many - many // 2),),
    ),
    FunctionMistake(
        name="same-ignores-stride",
        about="padding",
        message="With padding='same' you cut off half a kernel at the top and on the left. That is right"
        " for a stride of 1; with larger strides fewer rows are too many.",
        wrong=(cut_half,),
    ),
    FunctionMistake(
        name="transposed-valid-multiplies",
        about="transposed",
        message="With padding='valid' your output ends before the last copy of the kernel does: nothing"
        " of it is cut off there. How far does the copy of the last pixel reach?",
        wrong=(cut_valid,),
    ),
    FunctionMistake(
        name="transposed-other-library",
        about="transposed",
        message="This is the size that another library gives. Keras makes the output so large that a"
        " Conv2D with the same stride brings it back to the size of your input: with padding='same'"
        " that is the size times the stride, and where the stride is larger than the kernel, rows"
        " and columns stay empty at the end.",
        wrong=(other_library,),
    ),
    FunctionMistake(
        name="channels-not-summed",
        about="channels",
        message="Only one channel of the picture counts in your result. Every channel puts down its"
        " own copies, and all of them are added.",
        wrong=tuple(other_kernel(conv2d_transpose, one_channel(which)) for which in (0, -1)),
    ),
    FunctionMistake(
        name="one-filter-for-all",
        about="channels",
        message="All channels of your output are the same: one filter has filled them. Each of the F"
        " filters gives an output channel of its own.",
        wrong=tuple(other_kernel(conv2d_transpose, one_filter(which)) for which in (0, -1)),
    ),
    channels_first(conv2d_transpose),
)
