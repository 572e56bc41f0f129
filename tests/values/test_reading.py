"""What is read of a student's objects, form by form, and what is said of those that are no answer."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import numpy as np
import pytest

from autograder.values.call import NOTHING_TO_CALL, Call, ClosedPort, ReplyProblem
from autograder.values.export import Export, Form
from autograder.values.forms import FORMS, Bounds
from autograder.values.problems import PROBLEMS, UNREADABLE, problem_sentence
from autograder.values.reader import Reader
from autograder.values.value import Problem, Value


class Hostile:
    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise self.error


class Shape:
    def as_list(self) -> list[int | None]:
        return [1, None, 2]


def read(value: Any, form: Form, **bounds: int) -> Value:
    return Reader({"x": value}, Bounds(**bounds)).read(Export("x", form))


ARRAYS: dict[str, tuple[Any, Any, str]] = {
    "array": (np.arange(3, dtype=np.int32), [0, 1, 2], "int32"),
    "nested list": ([[1, 2], [3, 4]], [[1, 2], [3, 4]], "int64"),
    "number": (1.5, 1.5, "float64"),
    "half": (np.ones(1, np.float16), [1], "float32"),
    "other byte order": (np.ones(1, ">i4"), [1], "int32"),
    "infinite": ([np.inf], [math.inf], "float64"),
    "subclass": (np.matrix([[1, 2]]), [[1, 2]], "int64"),
    "empty": ([], [], "float64"),
    "fractions": ([Fraction(1, 4), Fraction(1, 9)], [0.25, 1 / 9], "float64"),
    "whole fractions": ([[Fraction(6, 3)], [Fraction(-1)]], [[2], [-1]], "int64"),
    "decimals": ([Decimal("0.1"), Decimal(3)], [0.1, 3.0], "float64"),
    "objects of all kinds": (
        np.array([True, 2, np.float32(0.5), np.int8(-1), np.True_], object),
        [1, 2, 0.5, -1, 1],
        "float64",
    ),
    "booleans as objects": (np.array([True, False], object), [True, False], "bool"),
    "large whole numbers": ([2**70, 1], [2.0**70, 1.0], "float64"),
}


@pytest.mark.parametrize(("value", "numbers", "dtype"), ARRAYS.values(), ids=ARRAYS)
def test_arrays(value: Any, numbers: Any, dtype: str) -> None:
    found = read(value, "array")
    assert (found.problem, found.value.tolist(), found.value.dtype) == (None, numbers, dtype)


def test_an_array_is_a_copy() -> None:
    image = np.zeros(2)
    found = read(image, "array")
    image += 1
    assert found.value.tolist() == [0, 0]


PLAIN: dict[str, tuple[Any, Any]] = {
    "none": (None, None),
    "shape": ((1, 26, 26, 1), [1, 26, 26, 1]),
    "shape with holes": (Shape(), [1, None, 2]),
    "numpy": ([np.int64(3), np.float32(0.5), np.ones(2, int)], [3, 0.5, [1, 1]]),
    "range": (range(3), [0, 1, 2]),
    "fractions": ((Fraction(26), Fraction(1, 4)), [26, 0.25]),
    "decimal": (Decimal("2.5"), 2.5),
    "set": ({27, 28}, frozenset({27, 28})),
    "sets within": ([frozenset(), {Fraction(1)}], [frozenset(), frozenset({1})]),
    "keys": ({"b": 1, "a": 2}.keys(), ["b", "a"]),
    "infinite": ([math.inf], [math.inf]),
    "dict": ({"a": {"b": (1,)}}, {"a": {"b": [1]}}),
}


@pytest.mark.parametrize(("value", "data"), PLAIN.values(), ids=PLAIN)
def test_plain(value: Any, data: Any) -> None:
    assert read(value, "plain").value == data


WRONG: dict[str, tuple[Form, Any, Problem]] = {
    "text as an array": ("array", "text", "not-an-array"),
    "a ragged list": ("array", [[1], [1, 2]], "not-an-array"),
    "a gigantic view": ("array", np.broadcast_to(1.0, (10**6, 10**6)), "too-large"),
    "gigantic when empty": ("array", np.zeros((0, 10**12)), "too-large"),
    "raises": ("array", Hostile(KeyError("x")), "error"),
    "exits": ("array", Hostile(SystemExit("x")), "error"),
    "a set as an array": ("array", {1, 2}, "not-an-array"),
    "an array of objects": ("array", np.array([1, None]), "not-an-array"),
    "an array of texts": ("array", np.array(["1"]), "not-an-array"),
    "a complex number": ("plain", 1j, "not-plain"),
    "a set of texts": ("plain", {"a"}, "not-plain"),
    "a set of pairs": ("plain", {(1, 2)}, "not-plain"),
    "a large set": ("plain", set(range(2000)), "too-large"),
    "a fraction too large": ("plain", Fraction(2**70), "too-large"),
    "an iterator": ("plain", iter([1]), "not-plain"),
    "number keys": ("plain", {1: 2}, "not-plain"),
    "a very large number": ("plain", 2**64, "too-large"),
    "a long text": ("plain", "x" * 100_000, "too-large"),
    "many numbers": ("plain", [0] * 2000, "too-large"),
    "a number as a layer": ("layer", 1, "not-callable"),
    "a function as a layer": ("layer", print, "not-callable"),
    "settings of a number": ("layer-settings", 1, "not-plain"),
    "a network that is none": ("network-settings", [1], "not-plain"),
    "a number as a function": ("function", 1, "not-callable"),
    "a class as a function": ("function", int, "not-callable"),
    "code of a number": ("function-settings", 1, "not-plain"),
}


@pytest.mark.parametrize(("form", "value", "problem"), WRONG.values(), ids=WRONG)
def test_values_that_are_no_answer(form: Form, value: Any, problem: Problem) -> None:
    found = read(value, form)
    assert (found.value, found.problem) == (None, problem)
    assert found.type_name == type(value).__name__


def test_a_value_within_itself() -> None:
    value: list[Any] = []
    value.append(value)
    assert read(value, "plain").problem == "too-large"
    assert read(value, "array").problem in ("not-an-array", "too-large")


def test_bounds_are_the_callers() -> None:
    assert read(np.ones(100), "array", array_bytes=799).problem == "too-large"
    assert read("x" * 99, "plain", plain_bytes=100).problem == "too-large"
    assert read("x" * 98, "plain", plain_bytes=100).problem is None


def test_an_interrupt_goes_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        read(Hostile(KeyboardInterrupt()), "array")


def test_names_and_words_of_students_become_one_line() -> None:
    found = read(type("A\n\x1b" * 99, (), {})(), "plain")
    assert found.type_name.isprintable()
    assert len(found.type_name) <= 80
    assert read(Hostile(KeyError("a\nb\x1b")), "array").detail == "KeyError: 'a\\nb\\x1b'"
    assert read(Hostile(RuntimeError("a\nb\x1b")), "array").detail == "RuntimeError: a b?"


def test_what_is_kept_is_called_by_its_key() -> None:
    reader = Reader({"f": lambda x: x + 1})
    export = Export("f", "function")
    assert reader.read(export).value is None
    replies = list(reader.replies(export.key, [Call((np.ones(1),)), Call((np.zeros(1),))]))
    assert [reply.value.tolist() for reply in replies if reply.value is not None] == [[2], [1]]
    assert list(reader.replies("g", [Call()])) == [NOTHING_TO_CALL]


def test_a_layer_and_its_settings_are_two_values() -> None:
    layer, settings = Export("x", "layer"), Export("x", "layer-settings")
    assert (layer.key, settings.key) == ("x", "x:settings")
    assert ClosedPort().call(layer, [Call()]) == (NOTHING_TO_CALL,)


# --- the tables


def test_every_form_and_every_problem_has_its_line() -> None:
    assert set(FORMS) == set(get_args(Form))
    assert set(PROBLEMS) == set(get_args(Problem))
    assert set(PROBLEMS) >= UNREADABLE
    assert {form.wrong_type for form in FORMS.values()} <= set(PROBLEMS) - UNREADABLE


def test_a_form_says_what_is_needed_and_a_question_may_say_more() -> None:
    text = Value(None, "not-plain", "str")
    shape = "`n` is text, where a shape is needed: a tuple of whole numbers."
    assert problem_sentence(Export("n", "plain"), text) == shape
    number = Export("n", "plain", "a whole number is needed")
    assert problem_sentence(number, text) == "`n` is text, where a whole number is needed."
    for name in ("uint8", "int64", "float32"):
        told = problem_sentence(number, Value(None, "not-plain", name))
        assert told == "`n` is a single number, where a whole number is needed."


def test_words_of_a_student_are_only_words() -> None:
    value = Value(None, "error", "{name.__class__}", "{0} {name}")
    assert problem_sentence(Export("x", "array"), value) == "`x` could not be read: {0} {name}"


def test_replies_tell_whether_calls_were_stopped() -> None:
    assert set(get_args(ReplyProblem)) >= {"none", "error", "interrupted", "ended"}
    assert NOTHING_TO_CALL.stopped
