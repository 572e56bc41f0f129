"""The rubric of `from_scratch`: six functions in NumPy, each judged part by part on drawn inputs.

The parts of a question go from easy to hard, and each is worth the same. Sizes are small, so that
a failing input can be written out and worked through on paper. Fractions occur in two parts of each
question, so that a result of whole numbers costs those alone.
"""

from typing import Any

from autograder.course.rubric import Rubric, Variant
from autograder.questions.function import Cases, FunctionPart, FunctionQuestion
from autograder.questions.written import WrittenQuestion

POOLS = ("MaxPooling2D", "AveragePooling2D")
SEVERAL = (2, 3)
"""Channels or filters."""

WINDOWS = {"sizes": (1, 40), "windows": (1, 7), "channels": (1, 16), "filters": (1, 32)}
"""For shapes: nothing is computed, so that sizes may be large."""


def part(name: str, examples: int = 5, **cases: Any) -> FunctionPart:
    """A part with enough examples for a live check to know every mistake of the catalogue."""
    return FunctionPart(name, Cases(**cases), examples)


OUTPUT_SHAPE = FunctionQuestion(
    id="output-shape",
    points=5,
    statement="A function that gives the shape of what a layer makes of a picture.",
    hint="Write what happens on one axis first, as a little function or a loop over both axes: "
    "which numbers of size and strides belong to the rows, which to the columns?",
    because=(
        "Window, stride and padding decide the sizes, filters the channels, and the "
        "picture's content nothing."
    ),
    answer="output_shape",
    task="output_shape",
    parts=(
        part("valid", 8, layers=("Conv2D", *POOLS), strides=(1, 5), paddings=("valid",), **WINDOWS),
        part("same", layers=("Conv2D", *POOLS), strides=(1, 4), paddings=("same",), **WINDOWS),
        part(
            "strides left out", 8, layers=("Conv2D", *POOLS), paddings=("valid", "same"), **WINDOWS
        ),
        part("upsampling", layers=("UpSampling2D",), **WINDOWS),
        part(
            "transposed",
            8,
            layers=("Conv2DTranspose",),
            strides=(1, 4),
            paddings=("valid", "same"),
            **WINDOWS,
        ),
    ),
)

CONV2D = FunctionQuestion(
    id="conv2d",
    points=6,
    statement="A function that computes what Conv2D computes, with strides, padding, channels and "
    "filters.",
    hint="Take the smallest input on which it goes wrong and work out one number of the result on "
    "paper: where does its window start, and what lies in it?",
    because=(
        "For each place, each filter adds up products over its window and all channels: that "
        "is all a convolution is."
    ),
    answer="conv2d",
    task="conv2d",
    parts=(
        part("plain"),
        part("channels", channels=SEVERAL, filters=(1, 3), sizes=(1, 5), quarters=True),
        part("strides", strides=(1, 3), divides=True),
        part("left over", strides=(2, 3), divides=False),
        part("same", paddings=("same",), windows=(1, 4), channels=(1, 2), sizes=(1, 6)),
        part(
            "same, strides",
            strides=(2, 3),
            paddings=("same",),
            windows=(1, 4),
            channels=(1, 2),
            filters=(1, 2),
            sizes=(1, 6),
            quarters=True,
        ),
    ),
)

POOLING_PARTS = (
    part("plain", divides=True),
    part("channels", channels=SEVERAL, windows=(1, 3), sizes=(1, 5), quarters=True),
    part("strides", strides=(1, 3), channels=(1, 2), paddings=("valid",)),
    # Mostly below zero, so that zeros which count as the largest show
    part(
        "same",
        strides=(1, 3),
        channels=(1, 2),
        paddings=("same",),
        windows=(1, 4),
        sizes=(1, 6),
        values=(-5, 1),
        quarters=True,
    ),
)

MAX_POOLING = FunctionQuestion(
    id="max-pooling",
    points=4,
    statement="A function that computes what MaxPooling2D computes.",
    hint="Let each channel be pooled on its own. Where a window sticks out of the picture, which "
    "numbers does it really see?",
    because=(
        "Each channel is looked at by itself, and zeros of the padding never win against "
        "what is really there."
    ),
    answer="max_pool2d",
    task="max_pool2d",
    parts=POOLING_PARTS,
)

AVERAGE_POOLING = FunctionQuestion(
    id="average-pooling",
    points=4,
    statement="A function that computes what AveragePooling2D computes.",
    hint="A mean is a sum divided by a number: how many pixels of the picture does the window see "
    "where it sticks out?",
    because=(
        "The mean divides by the pixels that are really there, so borders are no darker than "
        "the rest."
    ),
    answer="avg_pool2d",
    task="avg_pool2d",
    parts=POOLING_PARTS,
)

CONV2D_WINDOWS = FunctionQuestion(
    id="conv2d-windows",
    points=4,
    statement="The same as conv2d, with a view of all windows in place of loops.",
    hint="Print the shapes first: the view has five axes, the kernel four. Give each axis a "
    "letter, the same one to those that are multiplied with each other; which letters does the "
    "result keep?",
    because=(
        "The loops go over the few cells of the kernel, and NumPy does all places of the "
        "picture at once."
    ),
    answer="conv2d_windows",
    task="conv2d",
    parts=(
        part("plain"),
        part("channels", channels=SEVERAL, filters=(1, 3), sizes=(1, 5), quarters=True),
        part("strides", strides=(1, 3), channels=(1, 2)),
        part(
            "same",
            8,
            strides=(1, 3),
            paddings=("same",),
            windows=(1, 4),
            channels=(1, 2),
            filters=(1, 2),
            sizes=(1, 6),
            quarters=True,
        ),
    ),
)

UPSAMPLING = FunctionQuestion(
    id="upsampling",
    points=3,
    statement="A function that computes what UpSampling2D computes, nearest and bilinear.",
    hint="For each new row, work out its place x among the old ones first; then which old row lies "
    "before it, which after it, and how far it is from the first of them.",
    because="A new pixel's centre lies between old ones, and what is nearer counts more.",
    answer="upsample2d",
    task="upsample2d",
    parts=(
        part("nearest", sizes=(1, 4), channels=(1, 2)),
        part("bilinear", sizes=(1, 4), windows=(2, 3), square=True, interpolations=("bilinear",)),
        part(
            "all together",
            sizes=(1, 4),
            windows=(1, 4),
            channels=SEVERAL,
            interpolations=("nearest", "bilinear"),
            quarters=True,
        ),
    ),
)

TRANSPOSED = FunctionQuestion(
    id="transposed",
    points=4,
    statement="A function that computes what Conv2DTranspose computes.",
    hint="Begin with zeros of the full size, and let every input pixel add its value times the "
    "kernel. Which rows and columns of the output does that copy cover?",
    because="Copies of the kernel are put down a stride apart and added where they overlap.",
    answer="conv2d_transpose",
    task="conv2d_transpose",
    parts=(
        part("plain", sizes=(1, 5)),
        part("strides", sizes=(1, 4), strides=(1, 3)),
        part("channels", sizes=(1, 3), channels=SEVERAL, filters=(1, 3), quarters=True),
        part(
            "same",
            sizes=(1, 4),
            strides=(1, 3),
            paddings=("same",),
            windows=(1, 5),
            channels=(1, 2),
            filters=(1, 2),
            quarters=True,
        ),
    ),
)

FASTER = WrittenQuestion(
    id="faster",
    points=3,
    statement="What is faster and why, and how would you test a faster program?",
    hint="Count what happens at each turn of a loop beside the multiplications. For the tests, go "
    "through the mistakes that you made yourself today.",
    guide="One point, measured: the text names the fastest of the three with times or a ratio, and "
    "a size of picture (whatever their computer gave; on small pictures the window view often wins "
    "against Keras). One point, why: the multiplications are the same, but the loops pay Python's "
    "work (looking up names, making small arrays, calling functions) for every window, while the "
    "other two run compiled loops over numbers side by side in memory; Keras has fixed costs for "
    "each call, which a small picture does not repay. 'NumPy is written in C' alone is half a "
    "point. One point, tests: at least three inputs that could fail, each with the mistake that it "
    "brings to light (not square: rows and columns exchanged; even kernel with 'same': zeros on "
    "the wrong side; sizes that do not divide; a kernel without symmetry; several channels; a "
    "single window; numbers below zero for pooling), compared with a program that is trusted. 'Many "
    "random pictures' without saying what must vary is half a point.",
)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "From scratch",
        (
            OUTPUT_SHAPE,
            CONV2D,
            MAX_POOLING,
            AVERAGE_POOLING,
            CONV2D_WINDOWS,
            UPSAMPLING,
            TRANSPOSED,
            FASTER,
        ),
        summary="Convolution, pooling, upsampling and transposed convolution written in NumPy: "
        "first with loops, then with a view of all windows, always beside Keras.",
        needs=("kernels", "shapes", "pooling", "channels"),
        minutes=(90, 120),
    )
