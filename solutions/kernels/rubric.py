"""The rubric of `kernels`: from the first Conv2D to embossing, and a look beyond Keras."""

from autograder.convolution.layers import Conv2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.kernel import KernelQuestion, mirrored, summed, turned
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

# The public probes are pictures of so few pixels that no kernel can be computed from what should come
# out: whoever has no idea of the kernel can't get it by solving equations.


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
                because=(
                    "A filter has a weight for every cell of its kernel and every channel "
                    "that goes in, and the picture's size is nowhere in that."
                ),
                parts=(
                    ShapePart("weights_grey", (1, 28, 28, 1), (Conv2D(1, 5),), weights=True),
                    ShapePart(
                        "weights_colour", (1, 96, 128, 3), (Conv2D(4, (5, 3)),), weights=True
                    ),
                    ShapePart("weights_deep", (1, 14, 14, 8), (Conv2D(16, 3),), weights=True),
                ),
            ),
            KernelQuestion(
                id="identity",
                points=1,
                statement="A kernel that leaves every picture as it is.",
                hint="Each output pixel must be the input pixel at the same place: which cell "
                "of the kernel lies on that pixel, and what is it multiplied by?",
                because=(
                    "The only weight lies on the pixel itself, so each pixel is fetched from "
                    "its own place and nothing else counts."
                ),
                answers=("identity",),
                public=("pixels-2x2",),
                hidden=("noise", "bag"),
            ),
            KernelQuestion(
                id="shifts",
                points=2,
                statement="Two kernels: one moves every picture to the left by one pixel, the "
                "other moves it up by two.",
                hint="Ask what one output pixel needs: if the picture moves to the left, on "
                "which side of it did its value stand before?",
                because=(
                    "An output pixel fetches its value from where the weight lies: what lies "
                    "to the right comes to the left."
                ),
                answers=("shift_left", "shift_up"),
                # Three rows: in two, nobody sees a picture move by two
                public=("pixels-3x2",),
                hidden=("ankle-boot", "noise"),
            ),
            KernelQuestion(
                id="derivative-x",
                points=1,
                statement="A kernel that gives, at every pixel, its right neighbour minus its left "
                "neighbour.",
                hint="Two weights are enough. In k[i, j] the second index goes from left to right.",
                because=(
                    "Where the picture is even, the two neighbours cancel out; where it "
                    "changes from left to right, their difference is left."
                ),
                answers=("derivative_x",),
                public=("pixels-2x2",),
                hidden=("noise", "shirt"),
            ),
            KernelQuestion(
                id="derivative-y",
                points=1,
                statement="A kernel that gives, at every pixel, the neighbour below minus the "
                "neighbour above.",
                hint="It is the derivative in x, along the other axis: row 0 of a kernel lies "
                "above the pixel.",
                because=(
                    "It is the derivative in x with its axes exchanged: even areas vanish, "
                    "and edges that lie across the columns stay."
                ),
                answers=("derivative_y",),
                public=("pixels-2x2",),
                hidden=("noise", "pullover"),
            ),
            KernelQuestion(
                id="sum-rule",
                points=2,
                statement="One kernel that gives at once what f*k1 + f*k2 + f*k2 gives with three "
                "convolutions.",
                hint="The sum rule turns a sum of pictures into a sum of kernels. It holds for "
                "three kernels, too, and nothing says that they must all be different.",
                because=(
                    "A convolution is a sum of products, so kernels can be added before the "
                    "picture is touched: one pass does the work of three."
                ),
                answers=("all_at_once",),
                given={
                    "k1": ((0, 1, 0), (2, -1, 0), (0, 0, 0)),
                    "k2": ((0, 0, -1), (0, 1, 0), (0, 0, 0)),
                },
                answer=summed("k1", "k2", "k2"),
                public=("pixels-2x2",),
                hidden=("noise", "sandal"),
            ),
            KernelQuestion(
                id="blur",
                points=2,
                statement="A kernel that replaces each pixel by the plain mean of its 3 x 3 "
                "neighbourhood.",
                hint="How many pixels go into the mean, and how much does each of them count? "
                "An even grey area must stay as bright as it was.",
                because=(
                    "The weights are equal and add up to one, so noise is averaged away and "
                    "an even grey area stays as bright as it was."
                ),
                answers=("blur",),
                public=("pixels-2x2",),
                hidden=("noise", "shirt"),
                tolerance=2e-3,  # 0.111 is near enough to 1/9
            ),
            KernelQuestion(
                id="motion-blur",
                points=2,
                statement="A kernel that replaces each pixel by the mean of five pixels of its "
                "row: itself, two to the left and two to the right.",
                hint="A kernel need not be square: its first axis counts rows, its second columns.",
                because=(
                    "All the weights lie in one row, so each point of light is smeared along "
                    "its row and along no column."
                ),
                answers=("motion_blur",),
                public=("pixels-1x3",),
                hidden=("noise", "sandal"),
                tolerance=2e-3,
            ),
            KernelQuestion(
                id="sharpen",
                points=2,
                statement="One kernel that gives twice the picture minus its 3 x 3 mean.",
                hint="Write twice the picture as a convolution, the mean as another, and use "
                "the sum rule. What do the weights of the result add up to?",
                because=(
                    "The weights add up to one, so even areas stay; where a pixel differs "
                    "from its neighbours, the difference is given back twice."
                ),
                answers=("sharpen",),
                public=("pixels-2x2",),
                hidden=("noise", "coat"),
                tolerance=2e-3,
            ),
            KernelQuestion(
                id="edges",
                points=1,
                statement="A kernel that gives four times each pixel minus the pixels left, right, "
                "above and below it.",
                hint="In an even grey area this must give exactly 0: what do the weights add "
                "up to?",
                because=(
                    "The weights add up to zero, so an even area turns black and only what "
                    "differs from its surroundings is left."
                ),
                answers=("edges",),
                public=("pixels-2x2",),
                hidden=("noise", "glove"),
            ),
            KernelQuestion(
                id="emboss",
                points=2,
                statement="An embossing kernel with its light in the upper right corner: the "
                "weights rise from -2 at the upper right to 2 at the lower left.",
                hint="Draw the lecture's nine numbers on paper and move each to where it "
                "belongs when the light goes from the upper left to the upper right.",
                because=(
                    "Opposite signs lie on opposite sides of the pixel, so slopes that face "
                    "the lamp turn bright and the others dark."
                ),
                answers=("emboss",),
                given={"emboss_upper_left": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2))},
                answer=mirrored("emboss_upper_left", axis=1),
                public=("pixels-2x2",),
                hidden=("noise", "bag"),
            ),
            KernelQuestion(
                id="true-convolution",
                points=2,
                statement="The kernel with which Conv2D computes the mathematical convolution of a "
                "picture with g.",
                hint="Compare the two formulas: where one has a plus, the other has a minus. "
                "What happens to a kernel whose rows and columns are both counted "
                "backwards?",
                because=(
                    "A convolution counts the kernel backwards along both axes, which is "
                    "half a turn; Conv2D lays the result on as it is."
                ),
                answers=("true_convolution",),
                given={"g": ((1, 2, 0), (0, 3, 0), (-1, 0, 0))},
                answer=turned("g"),
                public=("pixels-2x2",),
                hidden=("ankle-boot", "noise"),
            ),
            OutputQuestion(
                id="opencv",
                points=2,
                statement="The output of Conv2D with padding='same', computed by cv2.filter2D.",
                hint="The inside is right at once; look at the borders. What does "
                "padding='same' put around the picture, and which borderType of OpenCV "
                "does the same?",
                because=(
                    "Both libraries lay the kernel on as it is; with zeros beyond the border "
                    "they agree to the last pixel."
                ),
                parts=(
                    OutputPart(
                        "opencv",
                        "coat",
                        Conv2D(1, 3, padding="same"),
                        ((0.0, 1.0, 2.0), (-1.0, 0.5, 0.0), (0.0, -1.5, 0.0)),
                    ),
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
