"""The rubric of `small`: 3 + 3 + 1 + 2 + 1 points, questions of each kind that is about structure."""

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.count import CountPart, CountQuestion
from autograder.questions.input_sizes import InputSizesPart, InputSizesQuestion
from autograder.questions.matrix import MatrixPart, MatrixQuestion
from autograder.questions.mistakes import Mistakes
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
    mistakes=Mistakes(
        apply=(
            "bias-forgotten",
            "bias-counted",
            "parameters-one-bias",
            "parameters-input-depth-missing",
            "parameters-filters-missing",
            "parameters-picture-size",
            "parameters-pooling-has-weights",
            "parameters-first-depth",
            "parameters-all-layers",
        ),
    ),
)

NO_ACTIVATIONS = {
    "nobody looks at activations": (
        "activation-left-out",
        "activation-added",
        "another-activation",
    )
}

NETWORK = NetworkQuestion(
    id="network",
    points=3,
    statement="Build a network of three layers.",
    hint="One after the other.",
    answer="network",
    input_shape=GREY,
    layers=(Conv2D(4, 3, padding="same"), MaxPooling2D(2), Conv2D(6, 3, strides=2)),
    mistakes=Mistakes(
        apply=(
            "padding-valid-for-same",
            "padding-same-for-valid",
            "stride-ignored",
            "pooling-stride-one",
            "bias-left-out",
            "filters-swapped",
            "kernel-size",
            "layers-swapped",
            "average-for-max",
        ),
        cannot={
            "all layers have a bias": ("bias-kept",),
            "no layer takes a mean": ("max-for-average",),
        }
        | NO_ACTIVATIONS,
    ),
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
    mistakes=Mistakes(
        apply=("padding-same-for-valid", "bias-kept", "kernel-size"),
        cannot={
            "there is one layer": ("filters-swapped", "layers-swapped", "pooling-stride-one"),
            "it has padding='valid' and a stride of one": (
                "padding-valid-for-same",
                "stride-ignored",
            ),
            "there is no bias": ("bias-left-out",),
            "nothing is pooled": ("average-for-max", "max-for-average"),
        }
        | NO_ACTIVATIONS,
    ),
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
    mistakes=Mistakes(
        apply=(
            "input-sizes-one-only",
            "input-sizes-multiplied",
            "valid-only-divides",
            "forgot-plus-one",
            "input-sizes-padding-ignored",
            "same-keeps-size",
            "input-sizes-off-by-one",
        ),
        cannot={"nothing is pooled": ("pooling-stride-one",)},
    ),
)

MATRIX = MatrixQuestion(
    id="matrix",
    points=1,
    statement="Write the matrix of the kernel ((1, 2), (3, 4)) on pictures of 2 x 3 pixels.",
    hint="Each row makes one pixel.",
    parts=(MatrixPart("A", Conv2D(1, 2), ((1, 2), (3, 4)), (2, 3)),),
    mistakes=Mistakes(
        apply=("matrix-transposed", "kernel-rotated", "kernel-transposed", "pixels-by-columns"),
        cannot={
            "the output is a single line": ("matrix-no-line-end",),
            "the stride is one": ("stride-ignored",),
        },
    ),
)


def rubric(variant: Variant) -> Rubric:
    """Its rubric; the same for every variant."""
    return Rubric("Small", (COUNT, NETWORK, PLAIN, BACK, MATRIX))
