"""What all kinds of questions share: which mistake is told, and what an error in the cell means."""

from __future__ import annotations

from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.questions.answer import Answer
from autograder.questions.shape.question import ShapePart, ShapeQuestion
from autograder.values.value import Value

POOLS = ShapeQuestion(
    id="pools",
    points=2,
    statement="Predict two shapes.",
    hint="Count the windows.",
    parts=(
        ShapePart("a", (1, 28, 28, 1), (Conv2D(1, 3),)),
        ShapePart("b", (1, 13, 13, 1), (MaxPooling2D(2, padding="same"),)),
    ),
)
RIGHT = {"a": (1, 26, 26, 1), "b": (1, 7, 7, 1)}
"""28 - 3 + 1 = 26 windows; 13 / 2, rounded up, is 7."""


def given(broken="", **shapes):
    values = {name: Value(shape, type_name="tuple") for name, shape in shapes.items()}
    return Answer(values, broken=broken)


NOTHING = Answer({name: Value(None, "not-plain", "NoneType") for name in RIGHT})


def judge(asked, answer):
    return asked.judge(answer, RIGHT, NOTHING)


def test_a_mistake_that_the_right_parts_speak_against_is_not_told():
    """floor(13 / 2) = 6 and, forgetting the + 1 behind a pool of 2, floor((13 - 2) / 2) + 0 = 5."""
    verdict = judge(POOLS, given(a=(1, 26, 26, 1), b=(1, 6, 6, 1)))
    assert (verdict.outcome, verdict.points, verdict.mistake) == (
        "partial",
        1,
        "pooling-same-floors",
    )


def test_ideas_that_explain_different_parts_are_told_with_their_parts():
    """25 forgets the + 1 of a, 6 rounds b down."""
    verdict = judge(POOLS, given(a=(1, 25, 25, 1), b=(1, 6, 6, 1)))
    assert verdict.points == 0
    lines = [line for line in verdict.message.splitlines() if line.startswith(("`a`: ", "`b`: "))]
    assert len(lines) == 4  # which axes are wrong, and why, of each
    assert "More than one idea" not in verdict.message


def test_who_got_an_error_has_tried():
    verdict = judge(POOLS, given("NameError: name 'padding' is not defined", a=None, b=None))
    nothing = judge(POOLS, NOTHING)
    assert (nothing.outcome, nothing.points) == ("not attempted", 0)
    assert nothing.message == "Not attempted yet."
    broken = POOLS.judge(
        Answer(NOTHING.values, broken="NameError: name 'padding' is not defined"), RIGHT, NOTHING
    )
    assert (broken.outcome, broken.points) == ("error", 0)
    assert broken.message.startswith(
        "The cell of this answer ended with an error: NameError: name 'padding' is not defined\n"
    )
    assert verdict.outcome == "wrong"


def test_a_right_answer_whose_cell_fails_afterwards_is_right():
    verdict = judge(POOLS, given("ValueError: no picture", **RIGHT))
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 2, "Right.")
