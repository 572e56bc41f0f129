"""Input sizes found for an output size: how many are missing or wrong, and never which."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from autograder.convolution.layers import (
    Conv2D,
    Conv2DTranspose,
    Layer,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.way_back import WAY_SLIPS
from autograder.questions.answer import Answer
from autograder.questions.input_sizes.question import InputSizesPart, InputSizesQuestion, as_sizes
from autograder.questions.key import Key
from autograder.questions.verdict import Verdict
from autograder.values.value import Value

UNTOUCHED = Answer({"sizes": Value(None, None, "NoneType")})

VALID = InputSizesPart("sizes", Conv2D(1, 5, 3), 7)
"""(i - 5) / 3 + 1 = 7, or a little more: 23, 24, 25."""
SAME = InputSizesPart("sizes", Conv2D(1, 5, 3, "same"), 7)
"""i / 3 = 7, or a little less: 19, 20, 21."""
POOL = InputSizesPart("sizes", MaxPooling2D(4), 2)
"""8, 9, 10, 11."""
UP = InputSizesPart("sizes", UpSampling2D(3), 12)
"""4."""


def question(*parts: InputSizesPart) -> InputSizesQuestion:
    return InputSizesQuestion(id="q", points=1, statement="?", hint="!", parts=parts)


def answer(value: Any, type_name: str = "tuple") -> Answer:
    return Answer({"sizes": value if isinstance(value, Value) else Value(value, None, type_name)})


def judge(value: Any, part: InputSizesPart = VALID, type_name: str = "tuple") -> Verdict:
    return question(part).judge(answer(value, type_name), {"sizes": part.sizes()}, UNTOUCHED)


def test_what_is_expected() -> None:
    found = [sorted(part.sizes()) for part in (VALID, SAME, POOL, UP)]
    assert found == [[23, 24, 25], [19, 20, 21], [8, 9, 10, 11], [4]]
    expected = question(VALID).expected(answer([25, 23, 24]), lambda name: None)  # type: ignore[arg-type,return-value]
    assert expected == {"sizes": {23, 24, 25}}


RIGHT = {
    "in order": [23, 24, 25],
    "in another order": [25, 23, 24],
    "whole floats": [23.0, 24.0, 25.0],
    "twice": [23, 24, 25, 25],
    "a set": frozenset({25.0, 23, 24}),
}


@pytest.mark.parametrize("value", RIGHT.values(), ids=RIGHT)
def test_right(value: Any) -> None:
    verdict = judge(value)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 1, "Right.")


def test_a_number_stands_for_a_tuple_of_one() -> None:
    assert judge(4, UP, "int").outcome == "correct"
    assert judge([4], UP).outcome == "correct"
    nothing = InputSizesPart("sizes", UpSampling2D(3), 13)
    assert judge([], nothing).outcome == "correct"
    assert judge(4, nothing, "int").message == "`sizes`: its size doesn't belong there."


MESSAGES = {
    "one missing": ([23, 24], "`sizes`: 1 size is missing."),
    "two missing": ([23], "`sizes`: 2 sizes are missing."),
    "one too many": ([23, 24, 25, 26], "`sizes`: 1 of its 4 sizes doesn't belong there."),
    "both": ([22, 23, 26], "`sizes`: 2 of its 3 sizes don't belong there, and 2 sizes are missing."),
    "none": ([], "`sizes`: 3 sizes are missing."),
    "all up to the largest": (list(range(1, 65)), "61 of its 64 sizes don't belong there."),
    "huge": ([10**18, -4], "2 of its 2 sizes don't belong there, and 3 sizes are missing."),
}  # fmt: skip


@pytest.mark.parametrize(("value", "message"), MESSAGES.values(), ids=MESSAGES)
def test_how_many_are_wrong(value: list[int], message: str) -> None:
    verdict = judge(value)
    assert message in verdict.message
    assert (verdict.outcome, verdict.points) == ("wrong", 0)


NO_SIZES = {
    "untouched": (None, "NoneType", "not attempted", "Not attempted"),
    "undefined": (Value(problem="undefined"), "", "wrong", "no variable `sizes`"),
    "a set of texts": (Value(None, "not-plain", "set"), "", "wrong", "a set, where a tuple of whole numbers is needed"),
    "fractions in a set": (frozenset({23.5}), "set", "wrong", "not a whole number"),
    "too large": (Value(None, "too-large", "range"), "", "error", "far too large"),
    "text": ("23, 24, 25", "str", "wrong", "text, where a tuple of whole numbers is needed"),
    "a dict": ({"a": 23}, "dict", "wrong", "a dict, where a tuple of whole numbers is needed"),
    "True, which is 1": (True, "bool", "wrong", "its size doesn't belong there, and 3 sizes are missing."),
    "a fraction": (23.5, "float", "wrong", "a single number, where a tuple"),
    "texts in it": (["23", "24", "25"], "tuple", "wrong", "`sizes` holds something that is not a whole number."),
    "fractions in it": ([23, 24, 25.5], "tuple", "wrong", "not a whole number"),
    "NaN in it": ([23, math.nan], "tuple", "wrong", "not a whole number"),
    "True in it": ([23, True], "tuple", "wrong", "1 of its 2 sizes doesn't belong there"),
    "None in it": ([23, None], "tuple", "wrong", "not a whole number"),
    "nested": ([[23, 24, 25]], "tuple", "wrong", "not a whole number"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "kind", "outcome", "phrase"), NO_SIZES.values(), ids=NO_SIZES)
def test_values_that_are_no_sizes(value: Any, kind: str, outcome: str, phrase: str) -> None:
    verdict = judge(value, type_name=kind)
    assert (verdict.outcome, verdict.points) == (outcome, 0)
    assert phrase in verdict.message


WRONG = {
    "the even one": (VALID, [23], "input-sizes-one-only"),
    "another one alone": (VALID, [25], "input-sizes-one-only"),
    "multiplied": (SAME, [22], None),
    "multiplied, valid": (VALID, [21], "input-sizes-multiplied"),
    "an incomplete window counted": (VALID, [21, 22, 23], "ceil-for-floor"),
    "steps for places": (VALID, [26, 27, 28], "forgot-plus-one"),
    "the way back for valid": (SAME, [23, 24, 25], "input-sizes-padding-ignored"),
    "the way back for same": (VALID, [19, 20, 21], "padding-same-for-valid"),
    "rounded down": (SAME, [21, 22, 23], "same-floors"),
    "the size kept": (SAME, [7], "same-keeps-size"),
    "a pool by single steps": (POOL, [5], "pooling-stride-one"),
    "one too high": (VALID, [24, 25, 26], "input-sizes-off-by-one"),
    "one too low": (SAME, [18, 19, 20], "input-sizes-off-by-one"),
    "a fence post": (VALID, [23, 24, 25, 26], "input-sizes-one-too-many"),
    "one below": (POOL, [7, 8, 9, 10, 11], "input-sizes-one-too-many"),
    "the last one forgotten": (POOL, [8, 9, 10], "input-sizes-end-missing"),
    "a hole": (POOL, [8, 9, 11], "input-sizes-gap"),
    "the ends alone": (POOL, [8, 11], "input-sizes-gap"),
    "no window": (VALID, [18, 19, 20], "input-sizes-kernel-forgotten"),
    "read forwards": (VALID, [1], "input-sizes-forwards"),
    "the factor the wrong way": (UP, [36], "input-sizes-multiplied"),
    "nothing of it": (VALID, [30, 40], None),
}


@pytest.mark.parametrize(("part", "value", "mistake"), WRONG.values(), ids=WRONG)
def test_slips(part: InputSizesPart, value: list[int], mistake: str | None) -> None:
    verdict = judge(value, part)
    assert (verdict.outcome, verdict.mistake) == ("wrong", mistake)


def test_strides_that_are_given_are_spoken_of() -> None:
    given_ = InputSizesPart("sizes", MaxPooling2D(4, 3), 2)
    assert judge([5], given_).mistake == "pooling-strides-as-one"


def test_a_right_part_speaks_against_a_slip() -> None:
    both = question(
        InputSizesPart("a", Conv2D(1, 5, 3), 7), InputSizesPart("b", Conv2D(1, 3, 2), 9)
    )
    expected = {part.answer: part.sizes() for part in both.parts}
    wrong = {"a": Value([26, 27, 28], None, "tuple"), "b": Value([21, 22], None, "tuple")}
    assert both.judge(Answer(wrong), expected, Answer()).mistake == "forgot-plus-one"
    right_a = {**wrong, "a": Value([23, 24, 25], None, "tuple")}
    assert both.judge(Answer(right_a), expected, Answer()).mistake is None


def test_slips_sorted() -> None:
    valid = Key(question(VALID), {"sizes": VALID.sizes()}).slips()
    assert valid.apart >= {
        "input-sizes-one-only",
        "input-sizes-multiplied",
        "input-sizes-one-too-many",
        "forgot-plus-one",
        "input-sizes-off-by-one",
    }
    assert "same-floors" in valid.absent
    # windows side by side: dividing is right, and multiplying gives one of the right sizes
    pool = Key(question(POOL), {"sizes": POOL.sizes()}).slips()
    assert {"input-sizes-multiplied"} <= pool.absent
    assert "pooling-stride-one" in pool.seen


WRONG_MASTERS = {
    "one missing": Value([23, 24], None, "tuple"),
    "text": Value("23, 24, 25", None, "str"),
    "undefined": Value(problem="undefined"),
}


@pytest.mark.parametrize("value", WRONG_MASTERS.values(), ids=WRONG_MASTERS)
def test_a_wrong_master_is_told(value: Value) -> None:
    with pytest.raises(
        ValueError, match=r"the master says .* for `sizes`, the rubric's layer gives \(23, 24, 25\)"
    ):
        question(VALID).expected(answer(value), lambda name: None)  # type: ignore[arg-type,return-value]


def test_a_part_that_cannot_be_asked() -> None:
    with pytest.raises(ValueError, match="treats rows and columns differently"):
        InputSizesPart("sizes", Conv2D(1, (3, 5)), 7)
    with pytest.raises(ValueError, match="rows and columns differently"):
        InputSizesPart("sizes", ZeroPadding2D((1, 2)), 7)
    with pytest.raises(ValueError, match="largest must be from 1 to 256"):
        InputSizesPart("sizes", Conv2D(1, 3), 7, largest=1000)
    with pytest.raises(ValueError, match="25 belongs to it, too: raise largest"):
        InputSizesPart("sizes", Conv2D(1, 5, 3), 7, largest=24).sizes()


def test_the_public_part_has_no_answer_and_comes_back(travel: Any) -> None:
    asked = question(VALID)
    public = asked.publish({"sizes": VALID.sizes()})
    live, text, arrays = travel(public)
    assert not {"23", "24", "25"} & set(re.findall(r"\d+", text))
    assert arrays == []
    assert live == public
    assert live.parts == asked.parts


def test_sizes_read() -> None:
    assert as_sizes([3, 4.0, 3]) == {3, 4}
    assert (as_sizes(5), as_sizes([])) == ({5}, set())
    for value in (None, "3", {3: 4}, [None], [[3]], [math.inf]):
        assert as_sizes(value) is None


small = st.integers(1, 6)
layers: st.SearchStrategy[Layer] = st.one_of(
    st.builds(Conv2D, st.just(1), small, small, st.sampled_from(["valid", "same"])),
    st.builds(MaxPooling2D, small, st.none() | small, st.sampled_from(["valid", "same"])),
    st.builds(UpSampling2D, small),
    st.builds(Conv2DTranspose, st.just(1), small, small),
)


@examples(
    layer=layers,
    output=st.integers(1, 9),
    value=st.lists(st.integers(-5, 90) | st.floats() | st.text(max_size=2), max_size=6),
)
@settings(derandomize=True, deadline=None, max_examples=20)
def test_right_where_the_sizes_are(layer: Layer, output: int, value: list[Any]) -> None:
    part = InputSizesPart("sizes", layer, output)
    right = part.sizes()
    assert judge(sorted(right, reverse=True), part).points == 1
    wrong = {tuple(changed.asked.sizes() or ()) for changed in singles(part.way, WAY_SLIPS)}
    for guess in (value, *wrong):
        verdict = judge(guess, part)
        assert (verdict.points == 1) == (as_sizes(guess) == right)
