"""The rubric of `kernels`: from the first Conv2D to embossing, and a look beyond Keras."""

from autograder.convolution.layers import Conv2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.kernel import KernelQuestion
from autograder.questions.mistakes import Mistakes
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

SYMMETRIC = "the kernel is its own mirror image, so turning it changes nothing"
FULL = "the weights fill the kernel: moved by a cell, one of them would fall out"
SUMS_TO_ZERO = "the weights add up to 0, so no division can be forgotten"
NO_AVERAGE = "some weights are negative: nothing is averaged"
OTHER_SUM = "the weights are given, and do not add up to 1"
NO_POOLING = "there is no pooling in this question"
NOTHING_GROWS = "no layer here makes a picture larger"

# The public probes are pictures of so few pixels that no kernel can be computed from what should come
# out: whoever has no idea of the kernel can't get it by solving equations.

# Every kernel of this assignment is for grey pictures
ONE_CHANNEL = {
    "one channel goes in": ("channels-exchanged", "channels-mixed", "channels-summed")
}

# A derivative turned by half a turn, mirrored along its axis, or with every sign flipped is one
# and the same kernel. The sign is the idea that goes wrong, so its name comes first.
DERIVATIVE = Mistakes(
    apply=("kernel-transposed", "off-centre"),
    together=(("sign-flipped", "kernel-rotated", "mirrored"),),
    cannot={SUMS_TO_ZERO: ("divided-by-side", "not-normalised")} | ONE_CHANNEL,
)

# A kernel without any symmetry, with a row or column of zeros, whose sum is not 1
LOPSIDED = Mistakes(
    apply=("kernel-rotated", "kernel-transposed", "sign-flipped", "mirrored", "off-centre"),
    cannot={OTHER_SUM: ("divided-by-side", "not-normalised")} | ONE_CHANNEL,
)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Kernels",
        (
            ShapeQuestion(
                id="weights",
                points=3,
                statement="Predict the shapes of the weights of three Conv2D layers.",
                hint="The kernel's height and width come first, then how many channels go in, "
                "then how many come out.",
                parts=(
                    ShapePart("weights_grey", (1, 28, 28, 1), (Conv2D(1, 5),), weights=True),
                    ShapePart(
                        "weights_colour", (1, 96, 128, 3), (Conv2D(4, (5, 3)),), weights=True
                    ),
                    ShapePart("weights_deep", (1, 14, 14, 8), (Conv2D(16, 3),), weights=True),
                ),
                mistakes=Mistakes(
                    apply=(
                        "weights-depths-swapped",
                        "weights-depths-missing",
                        "weights-filters-first",
                        "weights-input-depth-missing",
                        "weights-input-shape",
                    ),
                ),
            ),
            KernelQuestion(
                id="identity",
                points=1,
                statement="A kernel that leaves every picture as it is.",
                hint="Each output pixel must be the input pixel at the same place: which cell "
                "of the kernel lies on that pixel, and what is it multiplied by?",
                answers=("identity",),
                public=("pixels-2x2",),
                hidden=("noise", "bag"),
                mistakes=Mistakes(
                    apply=("sign-flipped", "off-centre", "divided-by-side", "not-normalised"),
                    cannot={SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored")}
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="shifts",
                points=2,
                statement="Two kernels: one moves every picture to the left by one pixel, the "
                "other moves it up by two.",
                hint="Ask what one output pixel needs: if the picture moves to the left, on "
                "which side of it did its value stand before?",
                answers=("shift_left", "shift_up"),
                # Three rows: in two, nobody sees a picture move by two
                public=("pixels-3x2",),
                hidden=("ankle-boot", "noise"),
                mistakes=Mistakes(
                    apply=(
                        "kernel-transposed",
                        "sign-flipped",
                        "off-centre",
                        "divided-by-side",
                        "not-normalised",
                    ),
                    # On a single weight in the middle row or column these two are the same
                    together=(("mirrored", "kernel-rotated"),),
                    cannot=ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="derivative-x",
                points=1,
                statement="A kernel that gives, at every pixel, its right neighbour minus its left "
                "neighbour.",
                hint="Two weights are enough. In k[i, j] the second index goes from left to right.",
                answers=("derivative_x",),
                public=("pixels-2x2",),
                hidden=("noise", "shirt"),
                mistakes=DERIVATIVE,
            ),
            KernelQuestion(
                id="derivative-y",
                points=1,
                statement="A kernel that gives, at every pixel, the neighbour below minus the "
                "neighbour above.",
                hint="It is the derivative in x, along the other axis: row 0 of a kernel lies "
                "above the pixel.",
                answers=("derivative_y",),
                public=("pixels-2x2",),
                hidden=("noise", "pullover"),
                mistakes=DERIVATIVE,
            ),
            KernelQuestion(
                id="sum-rule",
                points=2,
                statement="One kernel that gives at once what f*k1 + f*k2 + f*k2 gives with three "
                "convolutions.",
                hint="The sum rule turns a sum of pictures into a sum of kernels. It holds for "
                "three kernels, too, and nothing says that they must all be different.",
                answers=("all_at_once",),
                public=("pixels-2x2",),
                hidden=("noise", "sandal"),
                mistakes=LOPSIDED,
            ),
            KernelQuestion(
                id="blur",
                points=2,
                statement="A kernel that replaces each pixel by the plain mean of its 3 x 3 "
                "neighbourhood.",
                hint="How many pixels go into the mean, and how much does each of them count? "
                "An even grey area must stay as bright as it was.",
                answers=("blur",),
                public=("pixels-2x2",),
                hidden=("noise", "shirt"),
                tolerance=2e-3,  # 0.111 is near enough to 1/9
                mistakes=Mistakes(
                    apply=("sign-flipped", "divided-by-side", "not-normalised"),
                    cannot={
                        SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored"),
                        FULL: ("off-centre",),
                    }
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="motion-blur",
                points=2,
                statement="A kernel that replaces each pixel by the mean of five pixels of its "
                "row: itself, two to the left and two to the right.",
                hint="A kernel need not be square: its first axis counts rows, its second columns.",
                answers=("motion_blur",),
                public=("pixels-1x3",),
                hidden=("noise", "sandal"),
                tolerance=2e-3,
                mistakes=Mistakes(
                    apply=(
                        "kernel-transposed",
                        "sign-flipped",
                        "divided-by-side",
                        "not-normalised",
                    ),
                    cannot={
                        SYMMETRIC: ("kernel-rotated", "mirrored"),
                        FULL: ("off-centre",),
                    }
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="sharpen",
                points=2,
                statement="One kernel that gives twice the picture minus its 3 x 3 mean.",
                hint="Write twice the picture as a convolution, the mean as another, and use "
                "the sum rule. What do the weights of the result add up to?",
                answers=("sharpen",),
                public=("pixels-2x2",),
                hidden=("noise", "coat"),
                tolerance=2e-3,
                mistakes=Mistakes(
                    apply=("sign-flipped", "not-normalised"),
                    cannot={
                        SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored"),
                        FULL: ("off-centre",),
                        NO_AVERAGE: ("divided-by-side",),
                    }
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="edges",
                points=1,
                statement="A kernel that gives four times each pixel minus the pixels left, right, "
                "above and below it.",
                hint="In an even grey area this must give exactly 0: what do the weights add "
                "up to?",
                answers=("edges",),
                public=("pixels-2x2",),
                hidden=("noise", "glove"),
                mistakes=Mistakes(
                    apply=("sign-flipped",),
                    cannot={
                        SYMMETRIC: ("kernel-rotated", "kernel-transposed", "mirrored"),
                        "moved by a cell, one of the five weights would fall out": ("off-centre",),
                        SUMS_TO_ZERO: ("divided-by-side", "not-normalised"),
                    }
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="emboss",
                points=2,
                statement="An embossing kernel with its light in the upper right corner: the "
                "weights rise from -2 at the upper right to 2 at the lower left.",
                hint="Draw the lecture's nine numbers on paper and move each to where it "
                "belongs when the light goes from the upper left to the upper right.",
                answers=("emboss",),
                public=("pixels-2x2",),
                hidden=("noise", "bag"),
                mistakes=Mistakes(
                    apply=("mirrored", "sign-flipped", "not-normalised"),
                    # Turned about its light's diagonal the kernel stays as it is
                    together=(("kernel-rotated", "kernel-transposed"),),
                    cannot={
                        "moved by a cell, some of the weights would fall out": ("off-centre",),
                        NO_AVERAGE: ("divided-by-side",),
                    }
                    | ONE_CHANNEL,
                ),
            ),
            KernelQuestion(
                id="true-convolution",
                points=2,
                statement="The kernel with which Conv2D computes the mathematical convolution of a "
                "picture with g.",
                hint="Compare the two formulas: where one has a plus, the other has a minus. "
                "What happens to a kernel whose rows and columns are both counted "
                "backwards?",
                answers=("true_convolution",),
                public=("pixels-2x2",),
                hidden=("ankle-boot", "noise"),
                mistakes=LOPSIDED,
            ),
            OutputQuestion(
                id="opencv",
                points=2,
                statement="The output of Conv2D with padding='same', computed by cv2.filter2D.",
                hint="The inside is right at once; look at the borders. What does "
                "padding='same' put around the picture, and which borderType of OpenCV "
                "does the same?",
                parts=(
                    OutputPart(
                        "opencv",
                        "coat",
                        Conv2D(1, 3, padding="same"),
                        ((0.0, 1.0, 2.0), (-1.0, 0.5, 0.0), (0.0, -1.5, 0.0)),
                    ),
                ),
                mistakes=Mistakes(
                    apply=(
                        "border-reflected",
                        "kernel-rotated",
                        "kernel-transposed",
                        "sign-flipped",
                    ),
                    cannot={
                        NO_POOLING: (
                            "average-for-max",
                            "max-for-average",
                            "pooling-stride-one",
                            "same-counts-padding",
                        ),
                        NOTHING_GROWS: (
                            "nearest-for-bilinear",
                            "bilinear-for-nearest",
                            "upsampling-tiled",
                            "upsampling-zeros-between",
                            "bilinear-corners-aligned",
                            "overlaps-overwritten",
                        ),
                    },
                ),
            ),
            WrittenQuestion(
                id="own-picture",
                points=2,
                statement="A kernel of your own on a picture of your own, described in three to "
                "five sentences.",
                hint="Say what the kernel adds and subtracts at one pixel, then where in your "
                "picture that can be seen.",
                guide="One point: the text says what the kernel computes at a pixel (which "
                "neighbours, which signs, the sum of the weights). One point: it connects "
                "this to places in the picture, for instance why an area stays, brightens "
                "or turns to zero. The kernel may be any; a beautiful picture gives no "
                "points, a clear explanation of an ugly one gives both.",
            ),
        ),
        summary="What nine numbers do to a picture: shifts, derivatives, blurring, sharpening, edges; "
        "how new kernels are built from old ones.",
        minutes=(60, 90),
    )
