"""The rubric of `small`: 3 + 3 + 1 + 2 + 1 points, questions of each kind that is about structure."""

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.matrix import MatrixPart, MatrixQuestion
from autograder.questions.network import NetworkQuestion

COLOUR = (1, 28, 28, 3)
GREY = (1, 12, 12, 1)

COUNT = CountQuestion(
    id="count",
    points=3,
    statement="Predict three numbers of weights.",
    hint="One filter is as deep as its input.",
    parts=(
        CountPart("weights", COLOUR, (Conv2D(8, 3),)),
        CountPart("no_bias", COLOUR, (Conv2D(8, 3), Conv2D(4, 5)), use_bias=False),
        CountPart("pooled", COLOUR, (MaxPooling2D(2),)),
    ),
)


NETWORK = NetworkQuestion(
    id="network",
    points=3,
    statement="Build a network of three layers.",
    hint="One after the other.",
    answer="network",
    input_shape=GREY,
    layers=(Conv2D(4, 3, padding="same"), MaxPooling2D(2), Conv2D(6, 3, strides=2)),
)

PLAIN = NetworkQuestion(
    id="plain",
    points=1,
    statement="Build a network of one layer without a bias.",
    hint="There is an argument for it.",
    answer="plain",
    input_shape=GREY,
    layers=(Conv2D(2, 3),),
    use_bias=False,
)

BACK = InputSizesQuestion(
    id="back",
    points=2,
    statement="Which sizes become 7 with a kernel of 5 and a stride of 3, valid and same?",
    hint="Several do.",
    parts=(
        InputSizesPart("back_valid", Conv2D(1, 5, 3), 7),
        InputSizesPart("back_same", Conv2D(1, 5, 3, "same"), 7),
    ),
)

MATRIX = MatrixQuestion(
    id="matrix",
    points=1,
    statement="Write the matrix of the kernel ((1, 2), (3, 4)) on pictures of 2 x 3 pixels.",
    hint="Each row makes one pixel.",
    parts=(MatrixPart("A", Conv2D(1, 2), ((1, 2), (3, 4)), (2, 3)),),
)


def rubric(variant: Variant) -> Rubric:
    """Its rubric; the same for every variant."""
    return Rubric("Small", (COUNT, NETWORK, PLAIN, BACK, MATRIX))
