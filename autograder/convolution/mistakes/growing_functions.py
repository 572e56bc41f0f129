"""Mistakes in functions that make a picture larger: upsample2d and conv2d_transpose."""

from __future__ import annotations

import numpy as np

from autograder.convolution.mistakes.function_mistake import (
    FunctionMistake,
    channels_first,
    other_kernel,
    other_strides,
    stride_mistakes,
    whole_numbers,
)
from autograder.convolution.mistakes.wrong_growing import (
    columns_first,
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
    FunctionMistake("nearest-for-bilinear", (interpolated("nearest"),)),
    FunctionMistake("bilinear-for-nearest", (interpolated("bilinear"),)),
    FunctionMistake("upsampling-tiled", (tiled,)),
    FunctionMistake("upsampling-zeros-between", (zeros_between,)),
    FunctionMistake(
        "bilinear-corners-aligned",
        (placed(lambda size, factor: np.linspace(0, size - 1, size * factor)),),
    ),
    FunctionMistake(
        "bilinear-not-centred", (placed(lambda size, factor: np.arange(size * factor) / factor),)
    ),
    FunctionMistake("bilinear-weights-exchanged", (weights_exchanged,)),
    FunctionMistake("factors-swapped", (sized(lambda size: (size[1], size[0])),)),
    FunctionMistake(
        "one-factor-for-both",
        (sized(lambda size: (size[0], size[0])), sized(lambda size: (size[1], size[1]))),
    ),
    *whole_numbers(upsample2d, columns_first),
)

CONV2D_TRANSPOSE_MISTAKES: tuple[FunctionMistake, ...] = (
    FunctionMistake("overlaps-overwritten", (overwritten,)),
    FunctionMistake(
        "kernel-rotated", (other_kernel(conv2d_transpose, lambda kernel: kernel[::-1, ::-1]),)
    ),
    FunctionMistake("stride-ignored", (other_strides(conv2d_transpose, lambda strides: (1, 1)),)),
    *stride_mistakes(conv2d_transpose),
    FunctionMistake("padding-ignored", (not_cut,)),
    FunctionMistake("same-one-side", (cut(lambda many: 0), cut(lambda many: many))),
    FunctionMistake("same-odd-first", (cut(lambda many: many - many // 2),)),
    FunctionMistake("same-ignores-stride", (cut_half,)),
    FunctionMistake("transposed-valid-multiplies", (cut_valid,)),
    FunctionMistake("transposed-other-library", (other_library,)),
    FunctionMistake(
        "channels-not-summed",
        tuple(other_kernel(conv2d_transpose, one_channel(which)) for which in (0, -1)),
    ),
    FunctionMistake(
        "one-filter-for-all",
        tuple(other_kernel(conv2d_transpose, one_filter(which)) for which in (0, -1)),
    ),
    channels_first(conv2d_transpose),
    *whole_numbers(conv2d_transpose),
)
