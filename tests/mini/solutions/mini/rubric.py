"""The rubric of `mini`: 2 + 2 + 2 + 1 points by the autograder, and 3 by a person."""

from autograder.convolution.layers import AveragePooling2D, Conv2D, MaxPooling2D
from autograder.course.rubric import Rubric, Variant
from autograder.questions.kernel import KernelQuestion
from autograder.questions.output import OutputPart, OutputQuestion
from autograder.questions.printed import PrintedQuestion
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.questions.written import WrittenQuestion

IMAGE = (1, 7, 10, 1)
CONV, POOL = Conv2D(2, 3), MaxPooling2D(2)


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        "Mini",
        (
            KernelQuestion(
                id="blur",
                points=2,
                statement="A kernel that gives the mean of nine pixels.",
                hint="An even grey area stays as bright as it was.",
                answers=("blur",),
                public=("dot",),
                hidden=("steps",),
            ),
            ShapeQuestion(
                id="sizes",
                points=2,
                statement="Predict two shapes.",
                hint="Count where the window can start.",
                parts=(
                    ShapePart("size_conv", IMAGE, (CONV,)),
                    ShapePart("size_pool", IMAGE, (POOL,)),
                ),
            ),
            PrintedQuestion(
                id="printed",
                points=2,
                statement="Print two shapes.",
                hint="One print for each layer.",
                parts=(
                    ShapePart("first", IMAGE, (CONV,)),
                    ShapePart("second", IMAGE, (CONV, POOL)),
                ),
            ),
            WrittenQuestion(
                id="why",
                points=3,
                statement="Why nine?",
                hint="Add up the weights.",
                guide="The weights of a mean add up to one.",
            ),
            OutputQuestion(
                id="pooled",
                points=1,
                statement="Average pooling by hand.",
                hint="Each 2 x 2 block gives one number.",
                parts=(OutputPart("pooled", "steps", AveragePooling2D(2)),),
            ),
        ),
    )
