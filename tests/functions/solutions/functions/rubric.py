"""The rubric of `functions`: 4 + 2 + 2 points."""

from autograder.course.rubric import Rubric, Variant
from autograder.questions.function import Cases, FunctionPart, FunctionQuestion

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
            ),
        ),
    )
