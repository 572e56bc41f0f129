"""Networks judged layer by layer, from settings that may hold anything."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings as tries
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Layer,
    MaxPooling2D,
    arguments,
)
from autograder.convolution.network import Network, Stage, Unit, stages
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.network.built_network import as_built
from autograder.questions.network.part_marks import PartMarks
from autograder.questions.network.question import NetworkQuestion
from autograder.questions.verdict import Verdict
from autograder.values.call import Call, Reply
from autograder.values.value import Value
from tests.questions.fake_port import FakePort

GREY = (1, 28, 28, 1)
FIRST, POOL, LAST = Conv2D(8, 3, padding="same"), MaxPooling2D(2), Conv2D(10, 3, 2)
RIGHT = (
    Stage("Conv2D", (1, 28, 28, 8), 80, "relu", (3, 3, 1, 1)),
    Stage("MaxPooling2D", (1, 14, 14, 8), 0, "linear", (2, 2, 2, 2)),
    Stage("Conv2D", (1, 6, 6, 10), 730, "linear", (3, 3, 2, 2)),
)
UNTOUCHED = Answer(
    {
        "network": Value(None, "not-callable", "NoneType"),
        "network:settings": Value(None, "not-plain", "NoneType"),
    }
)


def question(
    use_bias: bool = True, activations: tuple[str, ...] = ("relu", "linear", "linear")
) -> NetworkQuestion:
    return NetworkQuestion(
        id="q",
        points=3,
        statement="?",
        hint="!",
        answer="network",
        input_shape=GREY,
        layers=(FIRST, POOL, LAST),
        use_bias=use_bias,
        activations=activations,
    )


def entry(layer: Layer | str, **more: Any) -> dict[str, Any]:
    """A layer's settings as they come out of a notebook: pairs are lists by then."""
    if isinstance(layer, str):
        return {"class_name": layer, "config": more}
    config = json.loads(json.dumps(arguments(layer)))
    if layer == FIRST:
        config["activation"] = "relu"
    return {"class_name": type(layer).__name__, "config": {"use_bias": True, **config, **more}}


@dataclass(frozen=True)
class FakeNetwork:
    """Stands for the network in the student's notebook: gives zeros of one shape."""

    shape: tuple[int, ...] = (1, 6, 6, 10)

    def __call__(self, call: Call) -> np.ndarray:
        assert [array.shape for array in call.arguments] == [GREY]
        return np.zeros(self.shape)


def answer(settings: Any) -> Answer:
    values = {
        "network": Value(None, None, "Sequential"),
        "network:settings": settings
        if isinstance(settings, Value)
        else Value(settings, None, "Sequential"),
    }
    return Answer(values)


def judge(*layers: Any, call: Any = FakeNetwork(), **asks: Any) -> Verdict:
    settings = [layer if isinstance(layer, dict) else entry(layer) for layer in layers]
    asked = question(**asks)
    expected = stages(asked.network, GREY)
    return asked.judge(answer(settings), expected, UNTOUCHED, FakePort(call))


def test_what_is_expected() -> None:
    master = answer([entry(FIRST), entry(POOL), entry(LAST)])
    port = FakePort(FakeNetwork())
    assert question().expected(master, lambda name: None, port) == RIGHT  # type: ignore[arg-type,return-value]


def test_wrong_masters_are_told() -> None:
    for master, words in (
        (answer([entry(Conv2D(8, 3)), entry(POOL), entry(LAST)]), "height and width are wrong"),
        (answer(Value(problem="undefined")), "no variable `network` yet"),
        (answer([entry(FIRST), entry(POOL), entry(LAST)]), "it gives"),
    ):
        port = FakePort(FakeNetwork((1, 2)))
        with pytest.raises(ValueError, match=words):
            question().expected(master, lambda name: None, port)  # type: ignore[arg-type,return-value]
    too_deep = NetworkQuestion(
        id="q", points=1, statement="?", hint="!", answer="network", input_shape=(1, 3, 3, 1),
        layers=(MaxPooling2D(2), MaxPooling2D(2)),
    )  # fmt: skip
    with pytest.raises(ValueError, match="does not fit on what comes before it"):
        too_deep.expected(Answer(), lambda name: None)  # type: ignore[arg-type,return-value]


PLAIN_FIRST = entry(FIRST, activation="linear")

RIGHT_ANSWERS = {
    "as asked": (FIRST, POOL, LAST),
    "strides written out": (FIRST, MaxPooling2D(2, 2), LAST),
    "an input": (entry("InputLayer"), FIRST, POOL, LAST),
    "a layer as activation": (PLAIN_FIRST, entry("ReLU"), POOL, LAST),
    "a named one": (PLAIN_FIRST, entry("Activation", activation="relu"), POOL, LAST),
    "twice the same": (FIRST, entry("ReLU"), POOL, LAST, entry("Activation", activation="linear")),
    "a layer within": (entry(FIRST, activation="ReLU"), POOL, LAST),
}


@pytest.mark.parametrize("layers", RIGHT_ANSWERS.values(), ids=RIGHT_ANSWERS)
def test_right(layers: tuple[Any, ...]) -> None:
    verdict = judge(*layers)
    assert (verdict.outcome, verdict.points, verdict.message) == ("correct", 3, "Right.")


def test_without_a_bias() -> None:
    no_bias = (entry(FIRST, use_bias=False), POOL, entry(LAST, use_bias=False))
    assert judge(*no_bias, use_bias=False).outcome == "correct"
    verdict = judge(FIRST, POOL, entry(LAST, use_bias=False), use_bias=False)
    assert (verdict.points, verdict.mistake) == (2, "bias-kept")


def test_where_nobody_asks_for_activations_none_is_looked_at() -> None:
    other = entry(LAST, activation="softmax")
    verdict = judge(FIRST, POOL, other, activations=())
    assert verdict.outcome == "correct"
    assert judge(PLAIN_FIRST, POOL, LAST, activations=()).outcome == "correct"
    with pytest.raises(ValueError, match="3 layers, but 1 activations"):
        question(activations=("relu",))


@dataclass(frozen=True)
class Case:
    title: str
    layers: tuple[Any, ...]
    points: float
    mistake: str | None
    message: str


CASES = (
    Case("no activation", (PLAIN_FIRST, POOL, LAST), 2.5, "activation-left-out",
         "Layer 1 of `network` (Conv2D) has no activation."),
    Case("another activation", (entry(FIRST, activation="sigmoid"), POOL, LAST), 2.5, "another-activation",
         "Layer 1 of `network` (Conv2D) has another activation ('sigmoid') than the one that is asked for."),
    Case("a ReLU with a bound", (PLAIN_FIRST, entry("ReLU", max_value=6.0), POOL, LAST), 2.5, "another-activation",
         "another activation ('relu6')"),
    Case("a leaky ReLU", (PLAIN_FIRST, entry("LeakyReLU", negative_slope=0.3), POOL, LAST), 2.5, "another-activation",
         "another activation ('leaky_relu')"),
    Case("two activations", (FIRST, entry("Softmax"), POOL, LAST), 2.5, None,
         "another activation (of another name)"),
    Case("one of their own", (entry(FIRST, activation="<b>"), POOL, LAST), 2.5, None,
         "another activation (of another name)"),
    Case("a function of their own", (entry(FIRST, activation="function"), POOL, LAST), 2.5, None,
         "Layer 1 of `network` (Conv2D) has an activation that does not do what the one asked for does."),
    Case("an activation more", (FIRST, POOL, entry(LAST, activation="softmax")), 2, "activation-added",
         "Layer 3 of `network` (Conv2D) has an activation ('softmax'), and should have none."),
    Case("the same as a layer", (FIRST, POOL, LAST, entry("Softmax")), 2, "activation-added",
         "Layer 3 of `network` (Conv2D) has an activation ('softmax')"),
    Case("an activation after the pool", (PLAIN_FIRST, POOL, entry("ReLU"), LAST), 1.5, "activation-left-out",
         "Layer 2 of `network` (MaxPooling2D) has an activation ('relu')"),
    Case("another pooling", (FIRST, AveragePooling2D(2), LAST), 2.5, "average-for-max",
         "Layer 2 of `network` (AveragePooling2D) is another kind of layer than the one that is asked for."),
    Case("a wider pooling of the same size", (FIRST, MaxPooling2D(3, 2, "same"), LAST), 2.5, None,
         "Layer 2 of `network` (MaxPooling2D) does not go over its input as it should: look at its sizes and strides."),
    Case("a kernel of as many weights", (entry(FIRST, kernel_size=[1, 9]), POOL, LAST), 2.5, None,
         "Layer 1 of `network` (Conv2D) does not go over its input as it should"),
    Case("another pooling, no activation", (PLAIN_FIRST, AveragePooling2D(2), LAST), 2, "activation-left-out",
         "Layer 1 of `network` (Conv2D) has no activation."),
    Case("a dropout more", (FIRST, entry("Dropout"), POOL, LAST), 2, None,
         "`network` has layers beside those that are asked for: Dropout. Nothing else should stand in it."),
    Case("a row at the end", (FIRST, POOL, LAST, entry("Flatten"), entry("Softmax")), 2, "activation-added",
         "has layers beside those that are asked for: Flatten."),
    Case("an activation before all", (entry("ReLU"), FIRST, POOL, LAST), 2, None,
         "has layers beside those that are asked for: ReLU."),
    Case("normalised", (FIRST, entry("BatchNormalization"), POOL, LAST), 2, None,
         "asked for: BatchNormalization."),
    Case("a row in place of the last layer", (FIRST, POOL, entry("Flatten"), entry("Dense", units=10)), 2, None,
         "Layer 3 of `network` (Dense): no such layer is asked for here. `network` has layers beside"),
    Case("no activation and a wrong size", (entry(FIRST, activation="linear", padding="valid"), POOL, LAST), 1, "padding-valid-for-same",
         "Layer 1 of `network` (Conv2D) gives (1, 26, 26, 8): the height and width are wrong."),
    Case("padding forgotten", (Conv2D(8, 3), POOL, LAST), 1, "padding-valid-for-same",  # 13 also gives 6
         "Layer 1 of `network` (Conv2D) gives (1, 26, 26, 8): the height and width are wrong."),
    Case("no bias at all", (entry(FIRST, use_bias=False), POOL, entry(LAST, use_bias=False)), 1, "bias-left-out",
         "Layer 1 of `network` (Conv2D) has 72 parameters, which are too few."),
    Case("no bias in one", (FIRST, POOL, entry(LAST, use_bias=False)), 2, "bias-left-out",
         "Layer 3 of `network` (Conv2D) has 720 parameters, which are too few."),
    Case("filters swapped", (Conv2D(10, 3, padding="same"), POOL, Conv2D(8, 3, 2)), 0, "filters-swapped",
         "Layer 1 of `network` (Conv2D) gives (1, 28, 28, 10): the channels are wrong, and it has 100 parameters"),
    Case("a larger kernel", (Conv2D(8, 5, padding="same"), POOL, LAST), 2, "kernel-size",
         "Layer 1 of `network` (Conv2D) has 208 parameters, which are too many."),
    Case("stride forgotten", (FIRST, POOL, Conv2D(10, 3)), 2, "stride-ignored",
         "Layer 3 of `network` (Conv2D) gives (1, 12, 12, 10): the height and width are wrong."),
    Case("pooled by single steps", (FIRST, MaxPooling2D(2, 1), LAST), 1, "pooling-stride-one",
         "Layer 2 of `network` (MaxPooling2D) gives (1, 27, 27, 8)"),
    Case("pooled by another size", (FIRST, MaxPooling2D(3, 2), LAST), 2, None,  # 13: as if FIRST had no padding
         "Layer 2 of `network` (MaxPooling2D) gives (1, 13, 13, 8)"),
    Case("pooled first", (POOL, FIRST, LAST), 1, "layers-swapped",
         "Layer 1 of `network` (MaxPooling2D) gives (1, 14, 14, 1): the height and width and channels are wrong, and it has 0 parameters"),
    Case("not the same rows", (FIRST, MaxPooling2D((4, 2)), LAST), 1, None,
         "Layer 2 of `network` (MaxPooling2D) gives (1, 7, 14, 8): the height is wrong."),
    Case("one layer", (FIRST,), 1, None, "`network` has 1 layer that counts, but there should be 3."),
    Case("two layers", (FIRST, POOL), 2, None, "`network` has 2 layers that count, but there should be 3."),
    Case("pooling left out", (FIRST, LAST), 1, "layer-left-out", "`network` has 2 layers that count, but there should be 3."),
    Case("four layers", (FIRST, POOL, LAST, POOL), 2, None, "has 4 layers that count"),
    Case("no layer", (), 0, None, "`network` has no layers that count"),
    Case("only an input", (entry("InputLayer"),), 0, None, "`network` has no layers that count"),
    Case("a dense layer", (FIRST, entry("Dense", units=3), LAST), 1, None,
         "Layer 2 of `network` (Dense): no such layer is asked for here."),
    Case("dilated", (entry(FIRST, dilation_rate=[2, 2]), POOL, LAST), 0, None,
         "Layer 1 of `network` (Conv2D): it sets dilation_rate, which is not asked for here."),
    Case("too small for the next", (FIRST, MaxPooling2D(20), LAST), 1, None,
         "Layer 2 of `network` (MaxPooling2D) gives (1, 1, 1, 8)"),
    Case("too small at once", (Conv2D(8, 29), POOL, LAST), 0, None,
         "Layer 1 of `network` (Conv2D): it does not fit on what comes out of the layer before it."),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_wrong(case: Case) -> None:
    verdict = judge(*case.layers)
    assert case.message in verdict.message
    assert (verdict.points, verdict.mistake) == (case.points, case.mistake)


def test_only_the_first_of_what_follows_is_told() -> None:
    message = judge(Conv2D(10, 3, padding="same"), POOL, Conv2D(8, 3, 2)).message
    assert "Layer 1" in message
    assert "Layer 2" not in message


UNCALLABLE = {
    "an error": (Reply(None, "error", "", "ValueError: \x1b[1mboo\x1b[0m\n\nArguments received by x"), "can't be called on an input of shape (1, 28, 28, 1): ValueError: boo"),
    "as the grader tells it": (Reply(None, "error", "", "ValueError: ?[1mboo?[0m Arguments received by x"), ": ValueError: boo"),
    "too slow": (Reply(None, "time-limit"), "time-limit"),
    "no word": (Reply(), "it does not give one output"),
    "two outputs": (Reply(None, "error", "", "the layer gives 2 outputs in place of one"), "2 outputs in place of one"),
    "another shape": (Reply(np.zeros((1, 5, 6, 10))), "called on an input of shape (1, 28, 28, 1) it gives (1, 5, 6, 10)."),
    "a number": (Reply(np.zeros(())), "it gives ()."),
}  # fmt: skip


@pytest.mark.parametrize(("reply", "phrase"), UNCALLABLE.values(), ids=UNCALLABLE)
def test_right_layers_that_do_not_work_together(reply: Reply, phrase: str) -> None:
    verdict = judge(FIRST, POOL, LAST, call=lambda call: reply)
    assert (verdict.outcome, verdict.points) == ("partial", 2)
    assert phrase in verdict.message


def test_a_wrong_network_is_not_called() -> None:
    def call(call: Call) -> Any:
        raise AssertionError

    assert judge(FIRST, POOL, call=call).points == 2
    assert judge(Conv2D(8, 3), POOL, LAST, call=call).points == 1


NO_NETWORK = {
    "untouched": (Value(None, "not-plain", "NoneType"), "not attempted", "Not attempted"),
    "a list": (Value(None, "not-plain", "list"), "wrong", "a list, where a network is needed: a chain of layers, as keras.Sequential makes of a list"),
    "a class": (Value(None, "not-plain", "type"), "wrong", "a class, not something made of it, where a network"),
    "a layer": (Value(None, "not-plain", "Conv2D"), "wrong", "a Conv2D, where a network is needed"),
    "undefined": (Value(problem="undefined"), "wrong", "no variable `network` yet"),
    "unreadable": (Value(None, "error", "Trap", "NotImplementedError"), "error", "NotImplementedError"),
    "too large": (Value(None, "too-large", "Sequential"), "error", "far too large"),
    "not reached": (Value(problem="not-reached"), "error", "stopped"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "outcome", "phrase"), NO_NETWORK.values(), ids=NO_NETWORK)
def test_no_network(value: Value, outcome: str, phrase: str) -> None:
    verdict = question().judge(answer(value), RIGHT, UNTOUCHED)
    assert (verdict.outcome, verdict.points) == (outcome, 0)
    assert phrase in verdict.message


def test_the_starters_own_network_is_not_an_attempt() -> None:
    start = answer([entry(FIRST)])
    assert question().judge(answer([entry(FIRST)]), RIGHT, start).outcome == "not attempted"
    assert question().judge(answer([entry(FIRST), entry(POOL)]), RIGHT, start).points == 2


def test_slips_sorted() -> None:
    sorted_ = Key(question(), RIGHT).slips()
    assert sorted_.absent == {"bias-kept", "max-for-average"}
    asked = question(use_bias=False)
    sorted_ = Key(asked, stages(asked.network, GREY)).slips()
    assert sorted_.absent == {"bias-left-out", "max-for-average"}
    asked = question(activations=())
    sorted_ = Key(asked, stages(asked.network, GREY)).slips()
    absent = {"bias-kept", "max-for-average", "activation-left-out", "another-activation"}
    assert sorted_.absent == absent
    assert sorted_.blind == {"activation-added"}


def test_points_come_in_as_many_pieces_as_shares_need() -> None:
    assert question().pieces == 2
    thirds = replace(question(), left=PartMarks(other_kind=1 / 3, other_activation=0.25))
    assert thirds.pieces == 12
    verdict = thirds.judge(
        answer([entry(FIRST), entry(AveragePooling2D(2)), entry(LAST)]), RIGHT, UNTOUCHED
    )
    assert verdict.parts == (("layer 1", 1), ("layer 2", 1 / 3), ("layer 3", 1))


def test_the_public_part_has_no_shape_and_comes_back(travel: Any) -> None:
    public = question().publish(RIGHT)
    live, text, arrays = travel(public)
    assert arrays == []
    assert not [stage for stage in RIGHT if str(list(stage.shape)) in text]
    assert "730" not in text
    assert live == public
    assert live.expected() == RIGHT


READ = {
    "nothing": (None, (), ""),
    "a text": ("network", (), ""),
    "a list of anything": ([1, None, "x"], ("layer", "layer", "layer"), "no such layer is asked for here"),
    "a class that is a list": ([{"class_name": ["Conv2D"], "config": {}}], ("layer",), "no such layer is asked for here"),
    "a long class": ([entry("X" * 1000)], ("X" * 40,), "no such layer is asked for here"),
    "no settings": ([{"class_name": "Conv2D"}], ("Conv2D",), "no such layer is asked for here"),
    "settings that are a number": ([{"class_name": "ReLU", "config": 5}, {"class_name": "Conv2D", "config": True}], ("Conv2D",), "no such layer is asked for here"),
    "settings missing": ([entry("Conv2D", filters=3)], ("Conv2D",), "its settings make no sense"),
    "texts": ([entry("Conv2D", filters="3", kernel_size="33")], ("Conv2D",), "its settings make no sense"),
    "zero stride": ([entry("MaxPooling2D", pool_size=[2, 2], strides=[0, 1])], ("MaxPooling2D",), "its settings make no sense"),
    "gigantic": ([entry("UpSampling2D", size=[2**63, 1])] * 64, ("UpSampling2D",) * 64, "it does not fit on what comes out of the layer before it"),
}  # fmt: skip


@pytest.mark.parametrize(("settings", "names", "problem"), READ.values(), ids=READ)
def test_hostile_settings_read(settings: Any, names: tuple[str, ...], problem: str) -> None:
    built = as_built(settings, GREY)
    assert (built.names, built.stages, built.problem) == (names, (), problem)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
names = st.sampled_from(["Conv2D", "MaxPooling2D", "UpSampling2D", "ZeroPadding2D", "Flatten", "ReLU", "Activation"])  # fmt: skip
config = st.dictionaries(
    st.sampled_from(["filters", "kernel_size", "strides", "padding", "pool_size", "size", "groups", "activation", "max_value", "use_bias"]),
    anything | st.sampled_from(["same", "valid"]) | st.lists(st.integers(1, 2**64 - 1), max_size=2),
)  # fmt: skip
hostile = anything | st.fixed_dictionaries({"class_name": names | anything, "config": config | anything})  # fmt: skip


@examples(settings=anything | st.lists(hostile, max_size=5))
@tries(max_examples=200, deadline=None, derandomize=True)
def test_hostile_settings_never_raise(settings: Any) -> None:
    verdict = question().judge(answer(settings), RIGHT, UNTOUCHED)
    assert verdict.outcome in ("wrong", "partial")
    assert verdict.points is not None
    assert verdict.points < 3


small = st.integers(1, 4)
layer = st.one_of(
    st.builds(Conv2D, small, small, small, st.sampled_from(["valid", "same"])),
    st.builds(MaxPooling2D, small, st.none() | small, st.sampled_from(["valid", "same"])),
)


@examples(network=st.lists(st.builds(Unit, layer, st.booleans()), min_size=1, max_size=4))
@tries(max_examples=100, deadline=None, derandomize=True)
def test_settings_say_what_the_layers_give(network: Network) -> None:
    settings = [entry(unit.layer, use_bias=unit.use_bias) for unit in network]
    built = as_built(settings, GREY)
    assert built.stages == stages(network, GREY)
    assert bool(built.problem) == (len(built.stages) < len(network))
