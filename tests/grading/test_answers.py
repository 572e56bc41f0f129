"""What a run gave for an ordinary test of which students see nothing."""

from __future__ import annotations

import pytest

from autograder.engine.session import Limits, Run, Step
from autograder.grading.answers import answer_to
from autograder.grading.plan import Plan, QuestionSteps
from autograder.questions.answer import Answer
from autograder.questions.ordinary_test.question import OrdinaryTest

HIDDEN = "### BEGIN HIDDEN TESTS\nassert f(7) == 49\n### END HIDDEN TESTS"
QUESTION = OrdinaryTest(id="t", points=2, statement="?", hint="!", hidden=True)


def points(count: int | None, error: str | None, test: str = HIDDEN) -> float | None:
    """Of a test that is hidden whole, after a cell that ended the process or did not."""
    steps = (Step("f = lambda n: n * n"), Step(test, unaltered=True))
    plan = Plan(steps, {"t": QuestionSteps(check=1)}, {}, Limits())
    run = Run(((), ()), (1, count), (None, error), ({}, {}))
    return QUESTION.judge(answer_to(QUESTION, plan, run), None, Answer()).points


ENDS = {
    "run to its end": (2, None, 2),
    "the process had ended before": (None, None, 0),
    "the process ended in it": (2, "Crashed", 0),
    "killed at its limit": (2, "TimeLimit", 0),
    "out of memory": (2, "MemoryLimit", 0),
    "an error": (2, "AssertionError", 0),
}


@pytest.mark.parametrize(("count", "error", "expected"), ENDS.values(), ids=ENDS)
def test_a_test_that_is_hidden_whole_fails_closed(count, error, expected):
    assert points(count, error) == expected


def test_also_where_it_holds_nothing_but_comments():
    only_comments = "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"
    assert points(None, None, only_comments) == 0
