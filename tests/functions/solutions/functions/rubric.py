"""The rubric of `functions`: 4 + 2 + 2 points."""

from autograder.convolution.mistakes.functions import HABIT_NAMES
from autograder.course.rubric import Rubric, Variant
from autograder.questions.function import Cases, FunctionPart, FunctionQuestion
from autograder.questions.mistakes import Mistakes

POOLING = {"windows": (2, 3), "sizes": (2, 6)}


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Functions",
        (
            FunctionQuestion(
                id="conv",
                points=4,
                statement="Write `conv2d`.",
                hint="Start with one window.",
                answer="conv2d",
                task="conv2d",
                parts=(
                    FunctionPart("one channel", Cases()),
                    FunctionPart("strides", Cases(strides=(1, 3))),
                    FunctionPart(
                        "padding",
                        Cases(sizes=(2, 7), windows=(2, 4), strides=(1, 3), paddings=("same",)),
                        examples=4,
                    ),
                    FunctionPart("channels", Cases(channels=(1, 3), filters=(1, 3))),
                ),
                mistakes=Mistakes(
                    apply=(
                        *HABIT_NAMES,
                        "channels-first",
                        "channels-not-summed",
                        "forgot-plus-one",
                        "kernel-rotated",
                        "one-filter-for-all",
                        "one-stride-for-both",
                        "padding-ignored",
                        "same-ignores-stride",
                        "same-odd-first",
                        "same-one-side",
                        "same-pads-half",
                        "stride-ignored",
                        "stride-on-one-axis",
                        "strides-swapped",
                    ),
                    cannot={
                        "all numbers are whole": ("whole-numbers-always", "whole-numbers-only"),
                    },
                ),
            ),
            FunctionQuestion(
                id="pool",
                points=2,
                statement="Write `max_pool2d`.",
                hint="Start with one window.",
                answer="max_pool2d",
                task="max_pool2d",
                parts=(
                    FunctionPart("side by side", Cases(**POOLING)),
                    FunctionPart("left over", Cases(**POOLING, strides=(2, 3), divides=False)),
                ),
                mistakes=Mistakes(
                    apply=(
                        *HABIT_NAMES,
                        "average-for-max",
                        "ceil-for-floor",
                        "channels-first",
                        "forgot-plus-one",
                        "one-stride-for-both",
                        "one-window-for-both",
                        "pooling-one-channel",
                        "pooling-stride-one",
                        "stride-ignored",
                        "stride-on-one-axis",
                        "strides-swapped",
                    ),
                    cannot={
                        "no part has padding": (
                            "padding-ignored",
                            "same-counts-padding",
                            "same-ignores-stride",
                            "same-odd-first",
                            "same-one-side",
                            "same-pads-half",
                        ),
                        "every window has a pixel above zero": ("max-starts-at-zero",),
                        "all numbers are whole": ("whole-numbers-always",),
                    },
                ),
            ),
            FunctionQuestion(
                id="shape",
                points=2,
                statement="Write `output_shape`.",
                hint="Count where the window can start.",
                answer="output_shape",
                task="output_shape",
                parts=(
                    FunctionPart("Conv2D", Cases(sizes=(1, 40), filters=(1, 9), channels=(1, 4))),
                    FunctionPart(
                        "pooling",
                        Cases(
                            layers=("MaxPooling2D", "AveragePooling2D"),
                            sizes=(2, 40),
                            windows=(2, 4),
                            channels=(1, 4),
                            paddings=("valid", "same"),
                        ),
                    ),
                ),
                mistakes=Mistakes(
                    apply=(
                        *HABIT_NAMES,
                        "ceil-for-floor",
                        "channels-first",
                        "channels-kept",
                        "channels-multiplied",
                        "forgot-plus-one",
                        "fraction",
                        "height-width-swapped",
                        "one-stride-for-both",
                        "pooling-one-channel",
                        "pooling-stride-one",
                        "rounded",
                        "same-keeps-size",
                        "same-pads-half",
                        "same-pads-twice",
                        "stride-on-one-axis",
                        "strides-swapped",
                        "valid-only-divides",
                    ),
                    together=(("pooling-same-floors", "padding-ignored"),),
                    cannot={
                        "no such case": (
                            "same-pads-one",
                            "transposed-other-library",
                            "transposed-valid-multiplies",
                            "upsampling-adds",
                        )
                    },
                ),
            ),
        ),
    )
