"""nbgrader's own rule for a test cell, with its holes closed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.questions.answer import Answer, CellEnd
from autograder.questions.manual_cell.question import ManualCell
from autograder.questions.ordinary_test import OrdinaryTest
from autograder.questions.ordinary_test.judging import number_in

TEST = OrdinaryTest(id="squares", points=2, statement="", hint="")

ENDS = {
    "no result": (CellEnd(True), 2, False),
    "text": (CellEnd(True, result="'all passed'"), 2, False),
    "a list": (CellEnd(True, result="[1, 2]"), 2, False),
    "half": (CellEnd(True, result="1.0"), 1, False),
    "nothing": (CellEnd(True, result="0"), 0, False),
    "all of it": (CellEnd(True, result="2"), 2, False),
    "a number of NumPy": (CellEnd(True, result="np.float64(0.5)"), 0.5, False),
    "rounded": (CellEnd(True, result=repr(math.nextafter(2, 3))), 2, False),
    "not a number": (CellEnd(True, result="nan"), 0, True),
    "NumPy's not a number": (CellEnd(True, result="np.float64(nan)"), 0, True),
    "endless": (CellEnd(True, result="inf"), 0, True),
    "below 0": (CellEnd(True, result="-1"), 0, True),
    "above the points": (CellEnd(True, result="2.1"), 0, True),
    "an error": (CellEnd(False, "AssertionError"), 0, False),
    "an error after a result": (CellEnd(False, "AssertionError", "2"), 0, False),
    "not reached": (CellEnd(False), 0, False),
    "never run": (None, 0, False),
}


@pytest.mark.parametrize(("ended", "points", "refused"), ENDS.values(), ids=ENDS)
def test_how_a_cell_ended_gives_its_points(ended, points, refused):
    verdict = TEST.judge(Answer(ended=ended), None, Answer())
    assert (verdict.points, verdict.max_points) == (points, 2)
    assert (verdict.outcome == "correct") == (points == 2)
    assert TEST.score(ended or CellEnd(False)) == (points, refused)


@given(st.one_of(st.floats(), st.integers()))
def test_points_are_never_outside_their_range(number):
    points, refused = TEST.score(CellEnd(True, result=repr(number)))
    assert 0 <= points <= 2
    assert refused == (not (math.isfinite(number) and 0 <= number <= 2 * (1 + 1e-9)))


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    assert number_in(text) is None or isinstance(number_in(text), float)


def test_a_failing_test_of_an_answer_nobody_touched_is_not_attempted():
    error = CellEnd(False, "NotImplementedError")
    assert (
        TEST.judge(Answer(ended=error, unchanged=True), None, Answer()).outcome == "not attempted"
    )
    assert TEST.judge(Answer(ended=error), None, Answer()).outcome == "wrong"
    right = TEST.judge(Answer(ended=CellEnd(True), unchanged=True), None, Answer())
    assert (right.outcome, right.points) == ("correct", 2)  # as nbgrader has it


def test_a_test_that_hides_something_says_so():
    hiding = OrdinaryTest(id="squares", points=2, statement="", hint="", hidden=True)
    error = Answer(ended=CellEnd(False, "AssertionError"))
    assert hiding.judge(error, None, Answer()).message == (
        "The test ended with `AssertionError`. It tests more than is shown here."
    )
    assert TEST.judge(error, None, Answer()).message == "The test ended with `AssertionError`."


def test_the_master_must_pass():
    assert TEST.expected(Answer(ended=CellEnd(True)), None) is None
    with pytest.raises(ValueError, match="the master itself gets 1 of 2 points"):
        TEST.expected(Answer(ended=CellEnd(True, result="1")), None)
    with pytest.raises(ValueError, match="0 of 2 points: its test ends with NameError"):
        TEST.expected(Answer(ended=CellEnd(False, "NameError")), None)


def test_a_cell_for_a_person_needs_one_only_where_something_was_written():
    cell = ManualCell(id="why", points=3, statement="", hint="")
    left = cell.judge(Answer(unchanged=True), None, Answer())
    assert (left.outcome, left.points, left.needs_manual) == ("not attempted", 0, False)
    written = cell.judge(Answer(), None, Answer())
    assert (written.points, written.max_points, written.needs_manual) == (None, 3, True)
