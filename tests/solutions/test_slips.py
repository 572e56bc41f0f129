"""Every slip in a function costs points: no question of `from_scratch` is blind to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from autograder.course.rubric import Rubric, load_rubric
from autograder.questions.function import FunctionQuestion
from autograder.questions.function.part import DrawnPart
from autograder.questions.function.tryout import Tryout, fault
from autograder.values.functions import FunctionCall
from tests.questions.fake_port import KeptPort
from tests.solutions.slips import CASES, function

QUESTIONS = (
    "output-shape",
    "conv2d",
    *(
        pytest.param(id, marks=pytest.mark.thorough)
        for id in ("max-pooling", "average-pooling", "conv2d-windows", "upsampling", "transposed")
    ),
)


@pytest.fixture(scope="module")
def rubric(root: Path) -> Rubric:
    """That of `from_scratch`."""
    return load_rubric(root / "solutions/from_scratch/rubric.py")


def wrong_part(
    question: FunctionQuestion, parts: Sequence[DrawnPart], made: Callable[..., Any]
) -> str | None:
    """The name of a part in which the function is wrong; the last parts are asked first, since what
    they draw is least simple."""
    export, _ = question.exports()
    tryout = Tryout(question._task, KeptPort(FunctionCall(made)), export)
    for part in reversed(parts):
        few = part.examples
        replies = tryout.replies([example.case for example in (*few, *few)])
        first, again = replies[: len(few)], replies[len(few) :]
        if any(map(fault, first, again, [e.expected for e in few], repeat(question.tolerance))):
            return part.name
        for example in part.more():
            (reply,) = tryout.replies([example.case])
            if fault(reply, None, example.expected, question.tolerance):
                return part.name
    return None


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning")  # slips divide by nothing
@pytest.mark.parametrize("id", QUESTIONS)
def test_each_slip_costs_points(rubric: Rubric, id: str) -> None:
    question = rubric.question(id)
    assert isinstance(question, FunctionQuestion)
    parts = [question._expected(part) for part in question.parts]
    text, slips = CASES[question.task]
    assert wrong_part(question, parts, function(question.task, text)) is None
    wrong = {
        title: wrong_part(question, parts, function(question.task, text, slip))
        for title, slip in slips.items()
    }
    assert [title for title, part in wrong.items() if part is None] == []
