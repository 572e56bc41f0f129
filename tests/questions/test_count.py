"""Predicted numbers of weights: the named mistake, and never the right number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer, MaxPooling2D
from autograder.convolution.slips.counts import COUNT_SLIPS
from autograder.convolution.slips.search import singles
from autograder.questions.answer import Answer
from autograder.questions.count.question import CountPart, CountQuestion, whole_number
from autograder.questions.count.sentences import SENTENCES
from autograder.questions.key import Key
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

UNTOUCHED = Answer({"n": Value(None, None, "NoneType")})

COLOUR = CountPart("n", (1, 28, 28, 3), (Conv2D(8, 3),))
"""3 * 3 * 3 * 8 weights and 8 biases: 224."""
CHAIN = CountPart("n", (1, 28, 28, 3), (Conv2D(8, 3), MaxPooling2D(2), Conv2D(4, 5)))
"""5 * 5 * 8 * 4 + 4 = 804."""
NO_BIAS = CountPart("n", (1, 28, 28, 3), (Conv2D(8, 3),), use_bias=False)
POOL = CountPart("n", (1, 28, 28, 3), (MaxPooling2D(2),))


def question(*parts: CountPart) -> CountQuestion:
    return CountQuestion(id="q", points=1, statement="?", hint="!", parts=parts)


def answer(value: Any, type_name: str = "int") -> Answer:
    return Answer({"n": value if isinstance(value, Value) else Value(value, None, type_name)})


def judge(value: Any, part: CountPart = COLOUR, type_name: str = "int") -> Verdict:
    asked = question(part)
    return asked.judge(answer(value, type_name), {"n": part.count()}, UNTOUCHED)


def test_what_is_expected() -> None:
    assert [part.count() for part in (COLOUR, CHAIN, NO_BIAS, POOL)] == [224, 804, 216, 0]
    assert question(CHAIN).expected(answer(804), lambda name: None) == {"n": 804}  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("value", [224, 224.0])
def test_right(value: Any) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 1, "Right.")


def test_nothing_to_learn_in_pooling() -> None:
    assert judge(0, POOL).outcome == "correct"
    assert judge(None, POOL, "NoneType").outcome == "not attempted"
    assert judge(0.0, POOL).outcome == "correct"


@dataclass(frozen=True)
class Case:
    title: str
    value: Any
    type_name: str
    phrase: str
    outcome: str = "wrong"


NO_NUMBERS = (
    Case("untouched", None, "NoneType", "Not attempted yet.", "not attempted"),
    Case("undefined", Value(problem="undefined"), "", "no variable `n` yet"),
    Case("not reached", Value(problem="not-reached"), "", "stopped", "error"),
    Case("too large", Value(None, "too-large", "int"), "", "far too large", "error"),
    Case("text", "224", "str", "`n` is text, where a whole number is needed"),
    Case("a tuple", [224], "tuple", "`n` is a tuple, where a whole number is needed"),
    Case("a dict", {"n": 224}, "dict", "`n` is a dict, where a whole number is needed"),
    Case("True, which is 1", True, "bool", "`n` is not how many numbers the layer learns"),
    Case("a set", frozenset({224}), "set", "`n` is a set, where a whole number is needed"),
    Case("a function", Value(None, "not-plain", "function"), "", "a function, where a whole number"),
    Case("a layer", Value(None, "not-plain", "Conv2D"), "", "a Conv2D, where a whole number"),
    Case("a fraction", 224.5, "float", "`n` is not a whole number."),
    Case("NaN", math.nan, "float", "`n` is not a whole number."),
    Case("infinity", -math.inf, "float", "`n` is not a whole number."),
    Case("too many", 10**18, "int", "`n` is not how many numbers the layer learns"),
    Case("too few", -3, "int", "`n` is not how many numbers the layer learns"),
)  # fmt: skip


@pytest.mark.parametrize("case", NO_NUMBERS, ids=lambda case: case.title)
def test_other_values(case: Case) -> None:
    verdict = judge(case.value, type_name=case.type_name)
    assert case.phrase in verdict.message
    assert (verdict.outcome, verdict.points, verdict.mistake) == (case.outcome, 0, None)


WRONG = {
    "bias-forgotten": (COLOUR, 216),
    "bias-counted": (NO_BIAS, 224),
    "parameters-one-bias": (COLOUR, 217),
    "parameters-input-depth-missing": (COLOUR, 80),
    "parameters-filters-missing": (COLOUR, 28),
    "parameters-picture-size": (COLOUR, 224 * 26 * 26),
    "parameters-pooling-has-weights": (POOL, 12),
    "parameters-first-depth": (CHAIN, 304),
    "parameters-all-layers": (CHAIN, 1028),
    "parameters-pixels": (POOL, 28 * 28 * 3),
    "parameters-output-size": (COLOUR, 26 * 26 * 8),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_slip_is_named(name: str) -> None:
    part, count = WRONG[name]
    verdict = judge(count, part)
    assert (verdict.outcome, verdict.mistake) == ("wrong", name)
    sentence = SENTENCES[name]
    assert sentence in verdict.message


def test_parts_share_the_points() -> None:
    parts = tuple(
        CountPart(name, (1, 28, 28, depth), (Conv2D(8, 3),))
        for name, depth in (("a", 1), ("b", 2), ("c", 4))
    )  # 80, 152, 296
    asked = CountQuestion(id="q", points=3, statement="?", hint="!", parts=parts)
    expected = {"a": 80, "b": 152, "c": 296}
    given = Answer({"a": Value(80), "b": Value(144), "c": Value(None, None, "NoneType")})
    untouched = Answer({"c": Value(None, None, "NoneType")})
    verdict = asked.judge(given, expected, untouched)
    assert (verdict.outcome, verdict.points) == ("partial", 1)
    assert verdict.mistake is None, "a has its bias, and speaks against it"
    assert verdict.message.startswith("Right: `a`.\nNot attempted yet: `c`.\n")


WRONG_MASTERS = {
    "text": Value("224", None, "str"),
    "another number": Value(225, None, "int"),
    "undefined": Value(problem="undefined"),
}


@pytest.mark.parametrize("value", WRONG_MASTERS.values(), ids=WRONG_MASTERS)
def test_a_wrong_master_is_told(value: Value) -> None:
    with pytest.raises(
        ValueError, match=r"the master says .* for `n`, the rubric's layers give 224"
    ):
        question(COLOUR).expected(answer(value), lambda name: None)  # type: ignore[arg-type,return-value]


def test_the_public_part_has_no_answer_and_comes_back(travel: Any) -> None:
    asked = question(COLOUR, CHAIN, NO_BIAS)
    public = asked.publish({"n": 224})
    live, text, arrays = travel(public)
    assert not {"224", "804", "216"} & set(re.findall(r"\d+", text))
    assert arrays == []
    assert live == public
    assert (live.parts, live.untold_names) == (asked.parts, asked.untold_names)


def test_slips_sorted() -> None:
    sorted_ = Key(question(COLOUR), {"n": 224}).slips()
    assert sorted_.absent == {
        "bias-counted",  # there is a bias
        "parameters-pooling-has-weights",
        "parameters-pixels",
        "parameters-first-depth",  # there is no layer before it
        "parameters-all-layers",
        "parameters-batch",
    }
    grey = CountPart("n", (1, 28, 28, 1), (Conv2D(1, 3),))
    sorted_ = Key(question(grey), {"n": grey.count()}).slips()
    assert "parameters-input-depth-missing" in sorted_.blind, "one channel goes in"
    assert "parameters-filters-missing" in sorted_.blind, "there is one filter"


def test_whole_numbers() -> None:
    assert [whole_number(value) for value in (3, 3.0, -0.0, 2**64)] == [3, 3, 0, 2**64]
    for value in (None, {3}, "3", [3], 2.5, math.nan, math.inf, {}):
        assert whole_number(value) is None


small = st.integers(1, 6)
layers: st.SearchStrategy[Layer] = st.one_of(
    st.builds(Conv2D, small, small, small, st.sampled_from(["valid", "same"])),
    st.builds(MaxPooling2D, small),
    st.builds(Conv2DTranspose, small, small, small),
)


@examples(layer=layers, depth=small, bias=st.booleans(), value=st.integers() | st.floats())
@settings(derandomize=True, deadline=None)
def test_no_message_holds_the_right_number(
    layer: Layer, depth: int, bias: bool, value: float
) -> None:
    part = CountPart("n", (1, 12, 12, depth), (layer,), bias)
    right = part.count()
    wrong = {changed.asked.number() for changed in singles(part.asked, COUNT_SLIPS)}
    for guess in (value, *wrong):
        verdict = judge(guess, part)
        assert (verdict.points == 1) == (guess == right)
        assert not re.search(r"\d", verdict.message)
