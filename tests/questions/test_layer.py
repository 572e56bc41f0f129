"""Layers that students configure, judged by what comes back from calls of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings as tries
from hypothesis import strategies as st

from autograder.convolution.correlate import conv2d
from autograder.convolution.layers import Conv2D, MaxPooling2D
from autograder.convolution.sizes import output_shape
from autograder.questions.answer import Answer
from autograder.questions.layer.question import ExpectedCall, LayerQuestion, as_layer, small_numbers
from autograder.questions.verdict import Verdict
from autograder.values.call import Call, Reply
from autograder.values.value import Value
from tests.questions.fake_port import FakePort

GREY = (1, 9, 10, 1)


@dataclass
class FakeLayer:
    """Stands for a Conv2D in the student's notebook, computed by NumPy."""

    layer: Conv2D
    after: Callable[[np.ndarray], Any] = lambda output: output
    asked: list[tuple[tuple[int, ...], ...]] = field(default_factory=list)

    def __call__(self, call: Call) -> Any:
        images, *weights = call.arguments
        self.asked.append(tuple(array.shape for array in (images, *weights)))
        shape = output_shape(self.layer, images.shape)  # type: ignore[arg-type]
        output = np.zeros(shape)
        if weights and weights[0].shape[:2] != self.layer.kernel_size:
            return Reply(problem="error", detail="ValueError: weights of another shape")
        if weights:
            output = conv2d(images, weights[0], self.layer.strides, self.layer.padding)
        return self.after(output)


def settings_of(layer: Conv2D) -> dict[str, Any]:
    config = {
        "filters": layer.filters,
        "kernel_size": list(layer.kernel_size),
        "strides": list(layer.strides),
        "padding": layer.padding,
    }
    return {"class_name": "Conv2D", "config": config}


def answer(settings: Any) -> Answer:
    values = {"half": Value(None, None, "Conv2D"), "half:settings": Value(settings, None, "Conv2D")}
    return Answer(values)


UNTOUCHED = Answer(
    {
        "half": Value(None, "not-callable", "NoneType"),
        "half:settings": Value(None, "not-plain", "NoneType"),
    }
)
RIGHT = Conv2D(1, 3, strides=2, padding="same")
"""(1, 9, 10, 1) becomes (1, 5, 5, 1)."""


def question(**more: Any) -> LayerQuestion:
    return LayerQuestion(
        id="halve",
        points=2,
        statement="?",
        hint="!",
        answer="half",
        public=(GREY,),
        hidden=((2, 7, 12, 1),),
        **more,
    )


def expected(asked: LayerQuestion) -> tuple[ExpectedCall, ...]:
    return asked.expected(answer(settings_of(RIGHT)), lambda name: None, FakePort(FakeLayer(RIGHT)))  # type: ignore[arg-type,return-value]


def judge(call: Callable, settings: Any = None, values: bool = True) -> Verdict:
    asked = question(values=values)
    return asked.judge(answer(settings), expected(asked), UNTOUCHED, FakePort(call))


def test_what_is_expected() -> None:
    calls = expected(question(values=True))
    assert [(call.input.shape, call.shape, call.public) for call in calls] == [
        ((1, 9, 10, 1), (1, 5, 5, 1), True),
        ((2, 7, 12, 1), (2, 4, 6, 1), False),
    ]
    assert [w.shape for w in calls[0].weights] == [(3, 3, 1, 1)]
    assert all(call.output is None for call in expected(question()))


def test_right_where_shapes_and_values_are() -> None:
    layer = FakeLayer(RIGHT)
    verdict = judge(layer, settings_of(RIGHT))
    assert (verdict.outcome, verdict.points) == ("correct", 2)
    assert layer.asked == [
        ((1, 9, 10, 1),),
        ((1, 9, 10, 1), (3, 3, 1, 1)),
        ((2, 7, 12, 1),),
        ((2, 7, 12, 1), (3, 3, 1, 1)),
    ]


def test_any_layer_of_the_right_shape_where_values_do_not_count() -> None:
    other = Conv2D(1, 5, strides=2, padding="same")
    assert judge(FakeLayer(other), settings_of(other), values=False).outcome == "correct"
    assert judge(FakeLayer(other), settings_of(other), values=True).outcome == "wrong"


def fails(problem: Any, detail: str = "") -> Callable:
    return lambda call: Reply(None, problem, "", detail)


def gives(output: np.ndarray) -> Callable:
    return lambda call: output


ZEROS = np.zeros((1, 5, 5, 1))
WRONG = {
    "error": (fails("error", "ValueError: boo"), "could not be called on an input of shape (1, 9, 10, 1): ValueError: boo"),
    "no word": (fails(None), "no reason given"),
    "too slow": (fails("time-limit"), "time-limit"),
    "gone": (fails("not-reached", "the process has ended"), "the process has ended"),
    "a number": (gives(np.array(1.0)), "it has 0 axes, where 4 are needed"),
    "one axis": (gives(np.zeros(5)), "it has 1 axis, where 4 are needed"),
    "three axes": (gives(ZEROS[0]), "(5, 5, 1): it has 3 axes, where 4 are needed"),
    "other rows": (gives(np.zeros((1, 4, 5, 1))), "(1, 4, 5, 1): the height should be different"),
    "other everything": (gives(np.zeros((2, 4, 4, 3))), "the batch and height and width and channels should be different"),
    "zeros": (gives(ZEROS), "does not compute what it should"),
    "NaN": (gives(ZEROS * np.nan), "does not compute what it should"),
    "infinity": (gives(ZEROS + np.inf), "does not compute what it should"),
    "booleans": (gives(ZEROS > 0), "does not compute what it should"),
    "a bias": (FakeLayer(RIGHT, lambda output: output + 0.01), "its bias"),
    "an activation": (FakeLayer(RIGHT, lambda output: np.maximum(output, 0)), "its activation"),
    "only the first shape": (FakeLayer(RIGHT, lambda output: ZEROS), "does not compute"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "phrase"), WRONG.values(), ids=WRONG)
def test_wrong(call: Callable, phrase: str) -> None:
    verdict = judge(call, settings_of(RIGHT))
    assert (verdict.outcome, verdict.points) == ("wrong", 0)
    assert phrase in verdict.message


def test_a_layer_that_refuses_the_weights() -> None:
    def call(call: Call) -> Any:
        return ZEROS if len(call.arguments) == 1 else fails("error", "no kernel here")(call)

    assert "does not take the weights it should: no kernel here" in judge(call).message


def test_hidden_inputs_decide_and_are_not_named() -> None:
    def call(call: Call) -> Any:
        images = call.arguments[0]
        return FakeLayer(RIGHT)(call) if images.shape == GREY else np.zeros((2, 3, 6, 1))

    verdict = judge(call, settings_of(RIGHT))
    assert verdict.outcome == "wrong"
    assert verdict.message.startswith("On another input, `half` gives the wrong shape")


def test_close_values_are_right() -> None:
    assert judge(FakeLayer(RIGHT, lambda output: output + 5e-4)).outcome == "correct"
    as_float32 = FakeLayer(RIGHT, lambda output: output.astype(np.float32))
    assert judge(as_float32).outcome == "correct"


MISTAKEN = {
    "the padding left out": (Conv2D(1, 2, strides=2), "padding-same-for-valid"),
    "several filters": (Conv2D(3, 3, strides=2, padding="same"), "other-filters"),
    "nothing known": (Conv2D(1, 7), None),
}


@pytest.mark.parametrize(("layer", "mistake"), MISTAKEN.values(), ids=MISTAKEN)
def test_a_layer_that_would_be_right_with_a_mistake(layer: Conv2D, mistake: str | None) -> None:
    verdict = judge(FakeLayer(layer), settings_of(layer))
    assert (verdict.outcome, verdict.mistake) == ("wrong", mistake)


NO_LAYER = {
    "untouched": (Value(None, "not-callable", "NoneType"), "not attempted", "Not attempted"),
    "a function": (Value(None, "not-callable", "function"), "wrong", "a function, where a Keras layer is needed"),
    "undefined": (Value(problem="undefined"), "wrong", "no variable `half` yet"),
    "no settings": (Value(None, "error", "Trap", "NotImplementedError"), "error", "could not be read: NotImplementedError"),
    "not reached": (Value(problem="not-reached"), "error", "stopped"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "outcome", "phrase"), NO_LAYER.values(), ids=NO_LAYER)
def test_no_layer(value: Value, outcome: str, phrase: str) -> None:
    asked = question()
    same = Value(None, "not-plain", value.type_name)
    verdict = asked.judge(
        Answer({"half": value, "half:settings": same}), expected(asked), UNTOUCHED
    )
    assert (verdict.outcome, verdict.points) == (outcome, 0)
    assert phrase in verdict.message


def test_the_starters_own_layer_is_not_an_attempt() -> None:
    asked = question()
    start, port = answer(settings_of(RIGHT)), FakePort(FakeLayer(RIGHT))
    verdict = asked.judge(answer(settings_of(RIGHT)), expected(asked), start, port)
    assert verdict.outcome == "not attempted"
    other = settings_of(Conv2D(1, 5, strides=2, padding="same"))
    assert asked.judge(answer(other), expected(asked), start, port).outcome == "correct"


def test_a_masters_layer_that_cannot_be_called_is_told() -> None:
    with pytest.raises(ValueError, match="the master's `half` could not be called: boo"):
        question().expected(answer(None), lambda name: None, FakePort(fails("error", "boo")))  # type: ignore[arg-type,return-value]


DESCRIBED = {
    "Conv2D": (settings_of(RIGHT), RIGHT),
    "pooling": ({"class_name": "MaxPooling2D", "config": {"pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}}, MaxPooling2D(2, 2)),
    "more settings": ({"class_name": "Conv2D", "config": {**settings_of(RIGHT)["config"], "name": "x"}}, RIGHT),
    "None": (None, None),
    "a list": ([1], None),
    "no class": ({"config": {}}, None),
    "a class that is a list": ({"class_name": ["Conv2D"], "config": {}}, None),
    "a class that is a dict": ({"class_name": {}, "config": {}}, None),
    "another class": ({"class_name": "Dense", "config": {}}, None),
    "no settings": ({"class_name": "Conv2D"}, None),
    "settings of text": ({"class_name": "Conv2D", "config": "filters"}, None),
    "half of them": ({"class_name": "Conv2D", "config": {"filters": 1}}, None),
    "texts": ({"class_name": "Conv2D", "config": {"filters": "1", "kernel_size": "33", "strides": [1, 1], "padding": "same"}}, None),
    "nested": ({"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": [[3], [3]], "strides": [1, 1], "padding": "same"}}, None),
    "zero stride": ({"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": [3, 3], "strides": [0, 1], "padding": "same"}}, None),
    "another padding": ({"class_name": "Conv2D", "config": {"filters": 1, "kernel_size": [3, 3], "strides": [1, 1], "padding": ["same"]}}, None),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "layer"), DESCRIBED.values(), ids=DESCRIBED)
def test_settings_as_a_layer(settings: Any, layer: Any) -> None:
    assert as_layer(settings) == layer


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
config = st.dictionaries(
    st.sampled_from(["filters", "kernel_size", "strides", "padding", "pool_size"]),
    plain | st.sampled_from(["same", "valid"]) | st.lists(st.integers(1, 2**64 - 1), max_size=2),
)
hostile = plain | st.fixed_dictionaries(
    {
        "class_name": st.sampled_from(["Conv2D", "MaxPooling2D", "AveragePooling2D"]) | plain,
        "config": config | plain,
    }
)


@examples(settings=hostile)
@tries(max_examples=200, deadline=None, derandomize=True)
def test_hostile_settings_change_no_mark(settings: Any) -> None:
    wrong = gives(np.zeros((1, 4, 4, 1)))
    assert judge(wrong, settings).points == 0
    assert judge(FakeLayer(RIGHT), settings).points == 2


def test_small_numbers_are_always_the_same() -> None:
    numbers = small_numbers((2, 3))
    np.testing.assert_array_equal(numbers, small_numbers([2, 3]))
    assert numbers.dtype == np.float32
    assert set(np.unique(small_numbers((20, 20)))) == set(range(-3, 4))
