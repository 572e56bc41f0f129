"""The rubric of `pooling`: what stays of many numbers, what is lost, and the way back up."""

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.convolution.mistakes import topic
from autograder.course.rubric import Rubric, Variant
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.kernel import KernelQuestion
from autograder.questions.matrix import MatrixPart, MatrixQuestion
from autograder.questions.mistakes import Mistakes
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

# What can't go wrong in an output where its layer is missing: reason -> mistakes
NO_KERNEL = {"there is no kernel": ("kernel-rotated", "kernel-transposed", "sign-flipped")}
NOTHING_ADDED = {"no convolution has padding='same' here": ("border-reflected",)}
NO_POOLING = {
    "nothing is pooled here": (
        "average-for-max",
        "max-for-average",
        "pooling-stride-one",
        "same-counts-padding",
    )
}
NO_UPSAMPLING = {
    "nothing is upsampled here": (
        "nearest-for-bilinear",
        "bilinear-for-nearest",
        "upsampling-tiled",
        "upsampling-zeros-between",
        "bilinear-corners-aligned",
    )
}
NO_STAMPS = {"no transposed convolution here": ("overlaps-overwritten",)}
ONLY_POOLING = NO_KERNEL | NOTHING_ADDED | NO_UPSAMPLING | NO_STAMPS

ONE_CHANNEL = {
    "one channel goes in": ("channels-exchanged", "channels-mixed", "channels-summed")
}
FULL = "the weights fill the kernel: moved by a cell, one of them would fall out"
SYMMETRIC = "the kernel is its own mirror image, so turning it changes nothing"

BY_HAND = OutputQuestion(
    id="by-hand",
    points=2,
    statement="Write down what MaxPooling2D(2) and AveragePooling2D(2) make of 4 x 6 numbers.",
    hint="The first window holds 1, 5, 7 and 3. Which of them is the largest, and what is a "
    "quarter of their sum? The next window begins two columns further on.",
    parts=(
        OutputPart("small_max", "integers-small", MaxPooling2D(2)),
        OutputPart("small_mean", "integers-small", AveragePooling2D(2)),
    ),
    mistakes=Mistakes(
        apply=("average-for-max", "max-for-average", "pooling-stride-one"),
        cannot=ONLY_POOLING | {"the windows fit, so nothing is added": ("same-counts-padding",)},
    ),
)

OVERLAP = OutputQuestion(
    id="overlap",
    points=2,
    statement="Compute max and average pooling of the 10 x 10 numbers, with windows of 3 x 3 that "
    "go on by 2.",
    hint="The window in row i and column j of the output begins at row 2i and column 2j of the "
    "numbers and is three wide. How many such windows fit into ten?",
    parts=(
        OutputPart("overlap_max", "integers", MaxPooling2D(3, strides=2)),
        OutputPart("overlap_mean", "integers", AveragePooling2D(3, strides=2)),
    ),
    mistakes=Mistakes(
        apply=("average-for-max", "max-for-average"),
        cannot=ONLY_POOLING
        | {
            "the stride is given": ("pooling-stride-one",),
            "with padding='valid' nothing is added": ("same-counts-padding",),
        },
    ),
)

BORDER = OutputQuestion(
    id="border",
    points=2,
    statement="Pool a 5 x 7 table of temperatures with windows of 2 x 2 and padding 'same'.",
    hint="At the border a window holds two numbers, in the corner one. What is the mean of two "
    "numbers? And of one?",
    parts=(
        OutputPart("warmest", "temperatures", MaxPooling2D(2, padding="same")),
        OutputPart("average", "temperatures", AveragePooling2D(2, padding="same")),
    ),
    mistakes=Mistakes(
        apply=("average-for-max", "max-for-average", "pooling-stride-one", "same-counts-padding"),
        cannot=ONLY_POOLING,
    ),
)

TALL_WINDOWS = OutputQuestion(
    id="tall-windows",
    points=1,
    statement="Average pooling of the coat with windows of 4 rows and 2 columns, by reshape.",
    hint="28 rows are 7 windows of 4 rows each; 28 columns are 14 windows of 2. Write the four "
    "sizes in the order of the table above, and take the mean over the axes that lie inside a "
    "window.",
    parts=(OutputPart("tall_mean", "coat", AveragePooling2D((4, 2))),),
    mistakes=Mistakes(
        apply=("max-for-average", "pooling-stride-one"),
        cannot=ONLY_POOLING
        | {
            "no largest number is asked for": ("average-for-max",),
            "the windows fit, so nothing is added": ("same-counts-padding",),
        },
    ),
)

HALVED = (1, 33, 50, 8)

THREE_WAYS = ShapeQuestion(
    id="three-ways",
    points=3,
    statement="Predict the shapes that three ways to halve a picture give: max pooling, average "
    "pooling with windows that overlap, and a convolution with stride 2.",
    hint="For 'valid' count the windows that fit wholly, for 'same' those that begin inside. A "
    "pooling layer works on each channel alone; a convolution makes one picture a filter.",
    parts=(
        ShapePart("halved_a", HALVED, (MaxPooling2D(2),)),
        ShapePart("halved_b", HALVED, (AveragePooling2D(3, strides=2),)),
        ShapePart("halved_c", HALVED, (Conv2D(16, 3, strides=2, padding="same"),)),
    ),
    mistakes=Mistakes(
        apply=(
            "pooling-stride-one",
            "pooling-one-channel",
            "same-keeps-size",
            "same-pads-twice",
            *topic("channels"),
            "valid-only-divides",
            "forgot-plus-one",
            "fraction",
            *topic("axes"),
        ),
        # What is left of the steps is half a step each time: both count it as a whole one
        together=(("ceil-for-floor", "rounded"),),
        cannot={
            "for a kernel of 3 this is just what 'same' does": ("same-pads-one", "same-pads-half"),
            "no pooling here has padding='same'": ("pooling-same-floors",),
            "no ZeroPadding2D here": topic("zero-padding"),
            "no transposed convolution here": topic("transposed"),
            "nothing is upsampled here": topic("upsampling"),
        },
    ),
)

MEAN_KERNEL = KernelQuestion(
    id="mean-kernel",
    points=1,
    statement="The kernel with which Conv2D, stride 2, does what AveragePooling2D(2) does.",
    hint="Each of the four pixels counts the same in a mean, and an even area keeps its "
    "brightness.",
    answers=("mean_kernel",),
    public=("pixels-2x4",),
    hidden=("noise", "bag"),
    strides=2,
    padding="valid",
    tolerance=1e-3,
    mistakes=Mistakes(
        apply=("sign-flipped", "divided-by-side", "not-normalised"),
        cannot={
            SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored"),
            FULL: ("off-centre",),
        }
        | ONE_CHANNEL,
    ),
)

PICK = KernelQuestion(
    id="pick",
    points=1,
    statement="The kernel with which Conv2D, stride 2, keeps every second pixel of every second "
    "row.",
    hint="The window in row i, column j begins at row 2i, column 2j. Which cell of the kernel lies "
    "on that pixel, and what should become of the other three?",
    answers=("pick",),
    public=("pixels-2x4",),
    hidden=("noise", "rings"),
    strides=2,
    padding="valid",
    mistakes=Mistakes(
        apply=(
            "off-centre",
            "kernel-rotated",
            "mirrored",
            "sign-flipped",
            "divided-by-side",
            "not-normalised",
        ),
        cannot={"a corner on the diagonal stays where it is": ("kernel-transposed",)} | ONE_CHANNEL,
    ),
)

STRIPES = OutputQuestion(
    id="stripes",
    points=3,
    statement="Predict what is left of fine stripes where every second or every third pixel is "
    "kept.",
    hint="Write the numbers of the pixels above the stripes, 0, 1, 2 and so on, and put a ring "
    "around those that are kept.",
    parts=(
        OutputPart("stripes_a", "stripes-of-two", Conv2D(1, 1, strides=2), ((1.0,),)),
        OutputPart("stripes_b", "stripes-of-two", Conv2D(1, 1, strides=3), ((1.0,),)),
        OutputPart("stripes_c", "stripes-of-three", Conv2D(1, 1, strides=2), ((1.0,),)),
    ),
    mistakes=Mistakes(
        apply=("sign-flipped",),
        cannot={"a kernel of one number can't be turned": ("kernel-rotated", "kernel-transposed")}
        | NOTHING_ADDED
        | NO_POOLING
        | NO_UPSAMPLING
        | NO_STAMPS,
    ),
)

SOFT_PICK = KernelQuestion(
    id="soft-pick",
    points=2,
    statement="A 3 x 3 blur of the weights 1, 2, 1 in both directions, for a Conv2D with stride 2.",
    hint="`np.outer` makes all products of two rows of numbers at once. What do the nine products "
    "add up to before they are divided?",
    answers=("soft_pick",),
    public=("pixels-4x4",),
    hidden=("noise", "coat"),
    strides=2,
    padding="same",
    tolerance=1e-3,
    mistakes=Mistakes(
        apply=("sign-flipped", "divided-by-side", "not-normalised"),
        cannot={
            SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored"),
            FULL: ("off-centre",),
        }
        | ONE_CHANNEL,
    ),
)

UPSAMPLING = OutputQuestion(
    id="upsampling",
    points=2,
    statement="Compute what UpSampling2D(2) makes of 2 x 2 numbers, nearest and bilinear.",
    hint="For bilinear take the upper row alone and make four numbers of its two, then the lower "
    "row. Now you have 2 x 4 numbers: do the same downwards.",
    parts=(
        OutputPart("repeated", "corners", UpSampling2D(2)),
        OutputPart("smooth", "corners", UpSampling2D(2, interpolation="bilinear")),
    ),
    mistakes=Mistakes(
        apply=(
            "nearest-for-bilinear",
            "bilinear-for-nearest",
            "upsampling-tiled",
            "upsampling-zeros-between",
            "bilinear-corners-aligned",
        ),
        cannot=NO_KERNEL | NOTHING_ADDED | NO_POOLING | NO_STAMPS,
    ),
)

MATRIX = MatrixQuestion(
    id="matrix",
    points=2,
    statement="Write two convolutions as matrices: one row of pixels with a stride, and 3 x 3 "
    "pixels.",
    hint="Take one output pixel at a time and ask which input pixels it fetches, and with which "
    "weights: that is its row. In the square one write the number of each pixel on it first.",
    parts=(
        MatrixPart("row_matrix", Conv2D(1, (1, 3), strides=2), ((3.0, -1.0, 2.0),), (1, 5)),
        MatrixPart("square_matrix", Conv2D(1, 2), ((1.0, 2.0), (3.0, 4.0)), (3, 3)),
    ),
    mistakes=Mistakes(
        apply=(
            "matrix-transposed",
            "kernel-rotated",
            "kernel-transposed",
            "pixels-by-columns",
            "matrix-no-line-end",
            "stride-ignored",
        ),
    ),
)

STAMPS = OutputQuestion(
    id="stamps",
    points=2,
    statement="Compute two transposed convolutions with stride 2 by hand, one whose stamps "
    "overlap.",
    hint="Put down one stamp at a time: the kernel times the pixel, two places further for the "
    "next pixel. Where something stands already, add.",
    parts=(
        OutputPart(
            "side_by_side", "stamps", Conv2DTranspose(1, 2, strides=2), ((1.0, 2.0), (0.0, 3.0))
        ),
        OutputPart(
            "overlapping",
            "stamps",
            Conv2DTranspose(1, 3, strides=2),
            ((1.0, 2.0, 1.0), (0.0, 1.0, 0.0), (3.0, 0.0, 2.0)),
        ),
    ),
    mistakes=Mistakes(
        apply=("kernel-rotated", "kernel-transposed", "sign-flipped", "overlaps-overwritten"),
        cannot=NOTHING_ADDED | NO_POOLING | NO_UPSAMPLING,
    ),
)

SIZES_BACK = InputSizesQuestion(
    id="sizes-back",
    points=3,
    statement="Find all input sizes that three layers turn into a given output size.",
    hint="Find one size that fits, then add a pixel and ask whether a further window has room. Go "
    "on until it has, and then try in the other direction.",
    parts=(
        InputSizesPart("sizes_a", MaxPooling2D(3), 4),
        InputSizesPart("sizes_b", Conv2D(1, 3, strides=2, padding="same"), 10),
        InputSizesPart("sizes_c", Conv2D(1, 5, strides=3), 6),
    ),
    mistakes=Mistakes(
        apply=(
            "input-sizes-multiplied",
            "input-sizes-one-only",
            "input-sizes-off-by-one",
            "valid-only-divides",
            "forgot-plus-one",
            "input-sizes-padding-ignored",
            "same-keeps-size",
            "pooling-stride-one",
        ),
    ),
)

WEAVING_MILL = WrittenQuestion(
    id="weaving-mill",
    points=3,
    statement="Choose a layer that halves photographs of cloth, and say what it keeps and loses.",
    hint="Think of the stripes: what becomes of threads that repeat after two pixels, and of one "
    "bright thread, in each way of halving? Then ask whether the way back is an inverse.",
    guide="One point each. (1) What at least three ways do to the fine threads: every second pixel "
    "gives false, coarser stripes or one flat tone by chance (aliasing); average pooling gives "
    "grey; max pooling gives all white; a strided convolution does what its kernel says, with a "
    "blur (1, 2, 1) grey. (2) What they do to the single bright thread, and a decision that "
    "follows from both: picking may miss it, the mean halves it, the maximum keeps it (but not a "
    "dark one), several learnt filters can do both. Any choice will do if the reasons are right. "
    "(3) Nothing brings back what is lost: many pictures give the same small one; upsampling and "
    "a transposed convolution only spread the numbers that are left, and transposed is not "
    "inverse. A text that takes max pooling for a convolution, or Conv2DTranspose for an inverse, "
    "loses the point of the part where it says so.",
)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Pooling",
        (
            BY_HAND,
            OVERLAP,
            BORDER,
            TALL_WINDOWS,
            THREE_WAYS,
            MEAN_KERNEL,
            PICK,
            STRIPES,
            SOFT_PICK,
            UPSAMPLING,
            MATRIX,
            STAMPS,
            SIZES_BACK,
            WEAVING_MILL,
        ),
        summary="Fewer pixels and more again: pooling, aliasing, upsampling, and the transposed "
        "convolution as the adjoint of a convolution.",
        needs=("kernels", "shapes"),
        minutes=(75, 100),
    )
