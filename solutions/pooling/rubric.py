"""The rubric of `pooling`: what stays of many numbers, what is lost, and the way back up."""

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.course.rubric import Rubric, Variant
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.kernel import KernelQuestion
from autograder.questions.matrix import MatrixPart, MatrixQuestion
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

BY_HAND = OutputQuestion(
    id="by-hand",
    points=2,
    statement="Write down what MaxPooling2D(2) and AveragePooling2D(2) make of 4 x 6 numbers.",
    hint="The first window holds 1, 5, 7 and 3. Which of them is the largest, and what is a "
    "quarter of their sum? The next window begins two columns further on.",
    because="A window keeps one number of what it covers: the largest, or the mean.",
    parts=(
        OutputPart("small_max", "integers-small", MaxPooling2D(2)),
        OutputPart("small_mean", "integers-small", AveragePooling2D(2)),
    ),
)

OVERLAP = OutputQuestion(
    id="overlap",
    points=2,
    statement="Compute max and average pooling of the 10 x 10 numbers, with windows of 3 x 3 that "
    "go on by 2.",
    hint="The window in row i and column j of the output begins at row 2i and column 2j of the "
    "numbers and is three wide. How many such windows fit into ten?",
    because=(
        "With a stride below the window's size neighbours share pixels, and each window is "
        "still looked at by itself."
    ),
    parts=(
        OutputPart("overlap_max", "integers", MaxPooling2D(3, strides=2)),
        OutputPart("overlap_mean", "integers", AveragePooling2D(3, strides=2)),
    ),
)

BORDER = OutputQuestion(
    id="border",
    points=2,
    statement="Pool a 5 x 7 table of temperatures with windows of 2 x 2 and padding 'same'.",
    hint="At the border a window holds two numbers, in the corner one. What is the mean of two "
    "numbers? And of one?",
    because=(
        "At the border only the pixels that are really there count: padding adds places for "
        "windows, and no values."
    ),
    parts=(
        OutputPart("warmest", "temperatures", MaxPooling2D(2, padding="same")),
        OutputPart("average", "temperatures", AveragePooling2D(2, padding="same")),
    ),
)

TALL_WINDOWS = OutputQuestion(
    id="tall-windows",
    points=1,
    statement="Average pooling of the coat with windows of 4 rows and 2 columns, by reshape.",
    hint="How many windows lie below each other in the coat, and how many side by side? The table "
    "above says what each of the four axes counts: which of them lie inside a window?",
    because=(
        "Inside each window all its pixels count the same, and no pixel belongs to two windows."
    ),
    parts=(OutputPart("tall_mean", "coat", AveragePooling2D((4, 2))),),
)

HALVED = (1, 33, 50, 8)

THREE_WAYS = ShapeQuestion(
    id="three-ways",
    points=3,
    statement="Predict the shapes that three ways to halve a picture give: max pooling, average "
    "pooling with windows that overlap, and a convolution with stride 2.",
    hint="For 'valid' count the windows that fit wholly, for 'same' those that begin inside. A "
    "pooling layer works on each channel alone; a convolution makes one picture a filter.",
    because=(
        "Pooling and a convolution with a stride both halve; how they round depends on "
        "window and padding."
    ),
    parts=(
        ShapePart("halved_a", HALVED, (MaxPooling2D(2),)),
        ShapePart("halved_b", HALVED, (AveragePooling2D(3, strides=2),)),
        ShapePart("halved_c", HALVED, (Conv2D(16, 3, strides=2, padding="same"),)),
    ),
)

MEAN_KERNEL = KernelQuestion(
    id="mean-kernel",
    points=1,
    statement="The kernel with which Conv2D, stride 2, does what AveragePooling2D(2) does.",
    hint="Each of the four pixels counts the same in a mean, and an even area keeps its "
    "brightness.",
    because="A mean is a convolution with equal weights; pooling only takes fewer places.",
    answers=("mean_kernel",),
    public=("pixels-2x4",),
    hidden=("noise", "bag"),
    strides=2,
    padding="valid",
    tolerance=1e-3,
)

PICK = KernelQuestion(
    id="pick",
    points=1,
    statement="The kernel with which Conv2D, stride 2, keeps every second pixel of every second "
    "row.",
    hint="The window in row i, column j begins at row 2i, column 2j. Which cell of the kernel lies "
    "on that pixel, and what should become of the other three?",
    because=(
        "One weight of one fetches one pixel of each block, and the stride jumps over the others."
    ),
    answers=("pick",),
    public=("pixels-2x4",),
    hidden=("noise", "rings"),
    strides=2,
    padding="valid",
)

STRIPES = OutputQuestion(
    id="stripes",
    points=3,
    statement="Predict what is left of fine stripes where every second or every third pixel is "
    "kept.",
    hint="Write the numbers of the pixels above the stripes, 0, 1, 2 and so on, and put a ring "
    "around those that are kept.",
    because=(
        "Every second pixel alone keeps one phase of a pattern, so fine stripes vanish or "
        "turn into coarser ones."
    ),
    parts=(
        OutputPart("stripes_a", "stripes-of-two", Conv2D(1, 1, strides=2), ((1.0,),)),
        OutputPart("stripes_b", "stripes-of-two", Conv2D(1, 1, strides=3), ((1.0,),)),
        OutputPart("stripes_c", "stripes-of-three", Conv2D(1, 1, strides=2), ((1.0,),)),
    ),
)

SOFT_PICK = KernelQuestion(
    id="soft-pick",
    points=2,
    statement="A 3 x 3 blur of the weights 1, 2, 1 in both directions, for a Conv2D with stride 2.",
    hint="`np.outer` makes all products of two rows of numbers at once. What do the nine products "
    "add up to before they are divided?",
    because=(
        "Blurring first lets every pixel of a block have its say before the stride leaves "
        "most of them out."
    ),
    answers=("soft_pick",),
    public=("pixels-4x4",),
    hidden=("noise", "coat"),
    strides=2,
    padding="same",
    tolerance=1e-3,
)

UPSAMPLING = OutputQuestion(
    id="upsampling",
    points=2,
    statement="Compute what UpSampling2D(2) makes of 2 x 2 numbers, nearest and bilinear.",
    hint="For bilinear take the upper row alone and make four numbers of its two, then the lower "
    "row. Now you have 2 x 4 numbers: do the same downwards.",
    because=(
        "Nearest repeats a pixel; bilinear mixes the two nearest by how near their centres are."
    ),
    parts=(
        OutputPart("repeated", "corners", UpSampling2D(2)),
        OutputPart("smooth", "corners", UpSampling2D(2, interpolation="bilinear")),
    ),
)

MATRIX = MatrixQuestion(
    id="matrix",
    points=2,
    statement="Write two convolutions as matrices: one row of pixels with a stride, and 3 x 3 "
    "pixels.",
    hint="Take one output pixel at a time and ask which input pixels it fetches, and with which "
    "weights: that is its row. In the square one write the number of each pixel on it first.",
    because=(
        "Each row of the matrix holds the kernel at one place, so the transposed matrix goes "
        "the other way."
    ),
    parts=(
        MatrixPart("row_matrix", Conv2D(1, (1, 3), strides=2), ((3.0, -1.0, 2.0),), (1, 5)),
        MatrixPart("square_matrix", Conv2D(1, 2), ((1.0, 2.0), (3.0, 4.0)), (3, 3)),
    ),
)

STAMPS = OutputQuestion(
    id="stamps",
    points=2,
    statement="Compute two transposed convolutions with stride 2 by hand, one whose stamps "
    "overlap.",
    hint="Put down one stamp at a time: the kernel times the pixel, two places further for the "
    "next pixel. Where something stands already, add.",
    because=(
        "Each pixel puts down the kernel times its own value, and where stamps overlap they "
        "are added up."
    ),
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
)

SIZES_BACK = InputSizesQuestion(
    id="sizes-back",
    points=3,
    statement="Find all input sizes that three layers turn into a given output size.",
    hint="Find one size that fits, then add a pixel and ask whether a further window has room. Go "
    "on until it has, and then try in the other direction.",
    because=(
        "All sizes that leave the same number of whole windows lead to the same output: the "
        "rest is dropped."
    ),
    parts=(
        InputSizesPart("sizes_a", MaxPooling2D(3), 4),
        InputSizesPart("sizes_b", Conv2D(1, 3, strides=2, padding="same"), 10),
        InputSizesPart("sizes_c", Conv2D(1, 5, strides=3), 6),
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
