"""The rubric of `shapes`: the size of an output, predicted, printed and worked out backwards.

Sizes are chosen so that the mistakes that matter in a question give different wrong answers, and
none gives the right one. Most questions hold inputs that are not square (rows and columns exchanged
show) and sizes that do not divide (floor, ceil and rounding show).
"""

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.course.rubric import Rubric, Variant
from autograder.questions.layer import LayerQuestion
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.printed import PrintedQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

GREY = (1, 28, 28, 1)
TILING = (1, 360, 480, 1)
LANTERN = (1, 96, 128, 3)

PIPELINE = (
    Conv2D(8, 3),
    MaxPooling2D(2),
    Conv2D(16, 3, strides=2, padding="same"),
    Conv2DTranspose(3, 3, strides=2),
)

VALID = ShapeQuestion(
    id="valid",
    points=3,
    statement="Predict the output shapes of three Conv2D layers with padding 'valid' and stride 1.",
    hint="Slide the kernel along one row in your mind: it starts at pixel 0. At which pixel does "
    "it start for the last time? Count the starts, then do the same for the columns.",
    because=(
        "The first window starts at pixel zero, and the last one ends with the picture: the "
        "places between are what comes out."
    ),
    parts=(
        ShapePart("valid_a", GREY, (Conv2D(1, 3),)),
        ShapePart("valid_b", (1, 20, 32, 1), (Conv2D(1, 5),)),
        ShapePart("valid_c", (4, 48, 64, 1), (Conv2D(1, (3, 7)),)),
    ),
)

SAME = ShapeQuestion(
    id="same",
    points=3,
    statement="Predict the output shapes of three Conv2D layers with padding 'same'.",
    hint="With padding='same' the size of the kernel does not matter at all. What does is how "
    "many pixels the window moves on at each step; part of a step counts as a whole step.",
    because=(
        "Zeros are added until the stride alone decides: as many windows as there are steps, "
        "part of a step counting as one."
    ),
    parts=(
        ShapePart("same_a", GREY, (Conv2D(1, 5, padding="same"),)),
        ShapePart("same_b", (1, 27, 45, 1), (Conv2D(1, 5, strides=2, padding="same"),)),
        ShapePart("same_c", (1, 20, 30, 1), (Conv2D(1, 6, padding="same"),)),
    ),
)

ZERO_PADDING = ShapeQuestion(
    id="zero-padding",
    points=3,
    statement="Predict the shapes after ZeroPadding2D, the last one with a Conv2D behind it.",
    hint="Draw the frame of zeros around the picture and write the number of each side on it: top "
    "and bottom make the picture higher, left and right make it wider.",
    because=(
        "Each side's zeros are rows or columns of their own, and a layer behind them sees a "
        "larger picture."
    ),
    parts=(
        ShapePart("padded_a", GREY, (ZeroPadding2D(2),)),
        ShapePart("padded_b", (1, 20, 30, 1), (ZeroPadding2D(((1, 2), (4, 0))),)),
        ShapePart("padded_c", (1, 28, 40, 1), (ZeroPadding2D(2), Conv2D(1, 5))),
    ),
)

STRIDE = ShapeQuestion(
    id="stride",
    points=3,
    statement="Predict the output shapes of three Conv2D layers with strides and padding 'valid'.",
    hint="How many pixels are left beside the window in its first place? How many whole steps fit "
    "into them? Don't forget the place where it started.",
    because=(
        "What is left beside the first window is divided into whole steps, and the first "
        "place is counted with them."
    ),
    parts=(
        ShapePart("stride_a", GREY, (Conv2D(1, 3, strides=2),)),
        ShapePart("stride_b", (1, 21, 32, 1), (Conv2D(1, 5, strides=(2, 3)),)),
        # Rows leave a quarter of a step, columns a half, and the kernel is wide: here all five
        # mistakes about "valid" give different answers.
        ShapePart("stride_c", (1, 32, 45, 1), (Conv2D(1, 11, strides=4),)),
    ),
)

PRINT_STRIDES = PrintedQuestion(
    id="print-strides",
    points=3,
    statement="Make three Conv2D layers, apply each to the large picture, and print their output "
    "shapes in this order, nothing else.",
    hint="`print(layer(picture).shape)` prints one shape. A layer wants a batch: the picture must "
    "have four axes before it goes in.",
    because=(
        "With padding 'same' only the stride counts; with 'valid' the window's own size is "
        "taken off first."
    ),
    parts=(
        ShapePart("layer 1", TILING, (Conv2D(1, 3, strides=2, padding="same"),)),
        ShapePart("layer 2", TILING, (Conv2D(1, 9, strides=3),)),
        ShapePart("layer 3", TILING, (Conv2D(4, (4, 6), strides=(2, 3)),)),
    ),
)

MAX_POOLING = ShapeQuestion(
    id="max-pooling",
    points=3,
    statement="Predict the output shapes of three MaxPooling2D layers.",
    hint="Where strides is not given, the windows lie side by side like tiles: how many whole "
    "tiles fit? And does a layer that looks at one channel at a time change how many there are?",
    because=(
        "Windows lie side by side unless strides say otherwise, what makes no whole window "
        "is dropped, and channels stay apart."
    ),
    parts=(
        ShapePart("max_a", (1, 28, 28, 3), (MaxPooling2D(2),)),
        ShapePart("max_b", (1, 32, 46, 8), (MaxPooling2D(3),)),
        ShapePart("max_c", (5, 27, 40, 16), (MaxPooling2D(3, strides=2),)),
    ),
)

AVERAGE_POOLING = ShapeQuestion(
    id="average-pooling",
    points=3,
    statement="Predict the output shapes of three AveragePooling2D layers, two of them with "
    "padding 'same'.",
    hint="Two questions for each layer: how far does the window go at a step, and does an "
    "incomplete window at the border count? For 'same' it does, for 'valid' it doesn't.",
    because=(
        "With 'same' an incomplete window at the border counts, with 'valid' it doesn't, and "
        "the mean leaves channels apart."
    ),
    parts=(
        ShapePart("average_a", (1, 27, 27, 3), (AveragePooling2D(2, padding="same"),)),
        ShapePart("average_b", (1, 30, 41, 8), (AveragePooling2D(5, strides=3, padding="same"),)),
        ShapePart("average_c", (1, 29, 44, 4), (AveragePooling2D(3, strides=2),)),
    ),
)

POOL_VALUES = OutputQuestion(
    id="pool-values",
    points=2,
    statement="Compute what MaxPooling2D((2, 2)) and AveragePooling2D((2, 2)) make of the 10 x 10 "
    "numbers.",
    hint="Four numbers become one. Check the top left corner by hand: which of them stays, or "
    "what is their mean?",
    because="Each block of four numbers leaves one: its largest, or its mean.",
    parts=(
        OutputPart("largest", "integers", MaxPooling2D(2)),
        OutputPart("means", "integers", AveragePooling2D(2)),
    ),
)

UPSAMPLING = ShapeQuestion(
    id="upsampling",
    points=3,
    statement="Predict the shapes after UpSampling2D, the last one behind a MaxPooling2D.",
    hint="Every pixel becomes a block of pixels: how many rows does a block have? In the last one "
    "go step by step, and write down the shape in between.",
    because="Every pixel becomes a block, and what pooling had cut off before can't come back.",
    parts=(
        ShapePart("up_a", (1, 14, 14, 3), (UpSampling2D(2),)),
        ShapePart("up_b", (1, 7, 10, 8), (UpSampling2D(3, interpolation="bilinear"),)),
        ShapePart("up_c", (1, 28, 41, 1), (MaxPooling2D(3), UpSampling2D(3))),
    ),
)

TRANSPOSED = ShapeQuestion(
    id="transposed",
    points=2,
    statement="Predict the output shapes of four Conv2DTranspose layers.",
    hint="For 'valid', put the kernel down once for every input pixel, a stride apart, and count "
    "from the first to the last. For 'same', ask which size a Conv2D with that stride brings back "
    "to the input's: Keras takes the largest, and output_padding=0 (odd kernels) the smallest.",
    because=(
        "Each input pixel puts down a kernel, a stride apart; with 'same' what is left is "
        "the size that a Conv2D would bring back."
    ),
    parts=(
        ShapePart("grown_a", (1, 14, 14, 16), (Conv2DTranspose(8, 3, strides=2, padding="same"),)),
        ShapePart("grown_b", (1, 14, 20, 1), (Conv2DTranspose(1, 3, strides=2),)),
        # With a kernel of 4 the other library's formula is right, and a missing output_padding
        # taken for 0 is not; with a kernel of 3 the two are the same.
        ShapePart("grown_c", (1, 7, 10, 16), (Conv2DTranspose(8, 4, strides=2, padding="same"),)),
        ShapePart(
            "grown_d",
            (1, 14, 20, 16),
            (Conv2DTranspose(8, 3, strides=2, padding="same", output_padding=0),),
        ),
    ),
)

FILTERS = ShapeQuestion(
    id="filters",
    points=3,
    statement="Predict the output shapes of three Conv2D layers with several filters, on grey, on "
    "colour and on many channels.",
    hint="One filter looks at all channels at once and makes one picture out of them. So how many "
    "pictures do 23 filters make?",
    because=(
        "A filter looks at all channels at once and makes one picture, so there come out as "
        "many as there are filters."
    ),
    parts=(
        ShapePart("filters_a", TILING, (Conv2D(23, 3),)),
        ShapePart("filters_b", LANTERN, (Conv2D(23, 3),)),
        ShapePart("filters_c", (10, 32, 48, 23), (Conv2D(5, (3, 5), padding="same"),)),
    ),
)

CHAIN = PrintedQuestion(
    id="pipeline",
    points=2,
    statement="Send the lantern through four layers, one after the other, and print the shape "
    "after each of them, nothing else.",
    hint="Keep the result of a layer in a variable and give it to the next one: `x = layer(x)`, "
    "then `print(x.shape)`, four times.",
    because=(
        "Each layer takes what the one before it gave, so shapes can be worked out one after "
        "the other."
    ),
    parts=tuple(
        ShapePart(f"after layer {count}", LANTERN, PIPELINE[:count])
        for count in range(1, len(PIPELINE) + 1)
    ),
)

INVERSE = LayerQuestion(
    id="inverse",
    points=2,
    statement="Choose filters, kernel size, stride and padding of a Conv2D so that (1, 10, 10, 3) "
    "becomes (1, 2, 2, 2).",
    hint="The last 2 is the easiest: who decides the channels? Then take one axis: two windows on "
    "ten pixels. Where may the second one start, so that it still fits and no third one does?",
    because=(
        "The filters decide the channels, and window and stride together let exactly two "
        "places fit on each axis."
    ),
    answer="shrink",
    public=((1, 10, 10, 3),),
    hidden=((5, 10, 10, 3),),
    family=Conv2D(2, 1),
)

HALVE = LayerQuestion(
    id="halve",
    points=2,
    statement="Make a Conv2D with one 3 x 3 filter and no activation whose output has half the "
    "rows and half the columns of any grey input, rounded up.",
    hint="Half of 28 is 14, and half of 27, rounded up, is 14, too. You know two formulas: one "
    "rounds down and looks at the kernel, the other doesn't. Which do you need?",
    because=(
        "With padding 'same' the size of the kernel doesn't matter: the stride divides, and "
        "part of a step counts as one."
    ),
    answer="half",
    public=(GREY,),
    hidden=((1, 27, 30, 1), (1, 13, 10, 1)),
    values=True,
    family=Conv2D(1, 1),
)

EXPLAIN = WrittenQuestion(
    id="explain",
    points=3,
    statement="Explain why 27 and 28 pixels give the same output size under stride 2 with padding "
    "'same', and what is lost.",
    hint="Write down the pixels on which the windows start, for 27 and for 28. Then think of the "
    "way back: you hold 14 rows and nothing else.",
    guide="One point each. (1) The size is ceil(i / 2): windows start a stride apart, and an "
    "incomplete one is filled up with zeros. With a kernel of 3 they start at -1, 1, ..., 25 for "
    "27 pixels and at 0, 2, ..., 26 for 28: 14 each (any correct picture of this will do). (2) "
    "From 14 alone nobody can tell whether it was 27 or 28: a layer that goes back must be told "
    "(output_padding) or choose. (3) What is lost of the picture: of four places where the window "
    "could stand only one is computed, so 28 x 28 numbers became 14 x 14 and fine detail can't be "
    "got back, even though every pixel took part in some sum.",
)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Shapes",
        (
            VALID,
            SAME,
            ZERO_PADDING,
            STRIDE,
            PRINT_STRIDES,
            MAX_POOLING,
            AVERAGE_POOLING,
            POOL_VALUES,
            UPSAMPLING,
            TRANSPOSED,
            FILTERS,
            CHAIN,
            INVERSE,
            HALVE,
            EXPLAIN,
        ),
        summary="How large is what comes out of a layer? Padding, stride, pooling, upsampling and "
        "filters, forwards and backwards.",
        needs=("kernels",),
        minutes=(60, 90),
    )
