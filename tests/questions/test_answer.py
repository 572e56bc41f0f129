"""Values as they come out of a notebook, and what is said of those that are no answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from autograder.questions.answer import Answer
from autograder.questions.exercise import unusable
from autograder.questions.written.question import WrittenQuestion
from autograder.values.export import Export
from autograder.values.problems import PROBLEMS, problem_sentence
from autograder.values.value import Value

X = Export("x", "array")


ALIKE = {
    "arrays": (np.ones(3), np.ones(3), True),
    "other values": (np.ones(3), np.zeros(3), False),
    "other shapes": (np.ones(3), np.ones((3, 1)), False),
    "NaN": (np.array([np.nan]), np.array([np.nan]), True),
    "NaN and whole numbers": (np.array([np.nan]), np.array([1]), False),
    "whole numbers and floats": (np.array([1]), np.array([1.0]), True),
    "booleans and floats": (np.array([1.0]), np.array([True]), True),
    "an array and a list": (np.ones(2), [1, 1], False),
    "a list and an array": ([1, 1], np.ones(2), False),
    "lists": ([1, [2, None]], [1, [2, None]], True),
    "nothing": (None, None, True),
    "nothing and zero": (None, 0, False),
    "dicts": ({"a": [1]}, {"a": [1]}, True),
}


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE.values(), ids=ALIKE)
def test_the_same_data(one: Any, other: Any, alike: bool) -> None:
    assert Value(one).same_as(Value(other)) is alike
    assert not Value(one, type_name="a").same_as(Value(other, type_name="b"))


UNUSABLE: dict[str, tuple[Value | None, Value | None, tuple[str, str] | None]] = {
    # the value, what the starter has, what comes out
    "usable": (Value(np.ones(1)), Value(np.zeros(1)), None),
    "as the starter has it": (Value(np.ones(1)), Value(np.ones(1)), ("not attempted", "")),
    "a starter without it": (Value(np.ones(1)), None, None),
    "undefined": (Value(problem="undefined"), Value(np.zeros(1)), ("wrong", "no variable `x` yet")),
    "undefined in the starter too": (Value(problem="undefined"), Value(problem="undefined"), ("not attempted", "")),
    "None as in the starter": (Value(None, "not-an-array", "NoneType"), Value(None, "not-an-array", "NoneType"), ("not attempted", "")),
    "text where the starter has None": (Value(None, "not-an-array", "str"), Value(None, "not-an-array", "NoneType"), ("wrong", "array of numbers")),
    "an error, whatever the starter had": (Value(None, "error", "A", "boo"), Value(None, "error", "A", "boo"), ("error", "could not be read: boo")),
    "a crash": (Value(problem="not-reached"), Value(problem="not-reached"), ("error", "stopped before")),
    "nothing came out": (None, Value(np.zeros(1)), ("error", "stopped before")),
}  # fmt: skip


@pytest.mark.parametrize(("value", "start", "found"), UNUSABLE.values(), ids=UNUSABLE)
def test_values_that_are_no_answer(
    value: Value | None, start: Value | None, found: tuple[str, str] | None
) -> None:
    given = Answer({"x": value} if value else {})
    finding = unusable(X, given, Answer({"x": start} if start else {}))
    if found is None:
        assert finding is None
    else:
        assert finding is not None
        assert (finding.outcome, finding.part) == (found[0], "x")
        assert found[1] in finding.message


def test_a_layer_and_its_settings_are_two_values() -> None:
    layer, settings = Export("x", "layer"), Export("x", "layer-settings")
    assert (layer.key, settings.key) == ("x", "x:settings")
    values = Answer({"x": Value(type_name="Conv2D"), "x:settings": Value({"a": 1})})
    assert values.value(settings).value == {"a": 1}
    same = Answer({"x": Value(type_name="Conv2D")})
    assert unusable(layer, same, same) is None, "two layers of one type may be made differently"


@examples(
    problem=st.sampled_from(sorted(PROBLEMS)), kind=st.text(max_size=9), detail=st.text(max_size=9)
)
@settings(deadline=None, derandomize=True)
def test_hostile_words_are_only_words(problem: str, kind: str, detail: str) -> None:
    text = problem_sentence(X, Value(None, problem, "{name.__class__}" + kind, "{0}" + detail))
    assert "x" in text or problem == "not-reached"


def test_a_written_text_waits_for_a_person() -> None:
    question = WrittenQuestion(id="w", points=3, statement="?", hint="!", guide="...")
    for given in (Answer(), Answer({"x": Value(1)}, "text")):
        verdict = question.judge(given, None, Answer())
        assert (verdict.outcome, verdict.points, verdict.max_points) == ("needs manual", None, 3)
        assert verdict.needs_manual
    assert not question.automatic
    assert question.exports() == ()
    assert question.wrong_answers(None) == {}
