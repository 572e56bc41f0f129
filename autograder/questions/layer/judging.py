"""How a layer is judged: by calling a copy of it where the student's code runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer, from_plain
from autograder.convolution.sizes import Shape
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip
from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.layer.sentences import FILTERS, SETTINGS, sentence
from autograder.questions.own_words import error_type
from autograder.questions.shape.part import AXES, count_axes
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Call, Port
from autograder.values.export import Export

Size = tuple[int, int, int, int]
"""(batch, height, width, channels)"""


@dataclass(frozen=True, eq=False)
class ExpectedCall:
    """One call of the layer: what goes in, and what a right layer gives."""

    size: Size
    """Of the input."""
    weights: tuple[np.ndarray, ...]
    """The weights that the grader sets; empty where only the shape counts."""
    output: np.ndarray | None
    """The expected values; None where only the shape counts."""
    shape: Shape
    public: bool

    @property
    def input(self) -> np.ndarray:
        """Small whole numbers (batch, height, width, channels), so that sums are exact in float32."""
        return small_numbers(self.size)


ExpectedCalls = tuple[ExpectedCall, ...]


@dataclass(frozen=True, kw_only=True)
class LayerExercise(Exercise[ExpectedCalls]):
    """A layer in the variable `answer`. Any layer that gives the right output shapes is right; where
    values are expected, it must also give those under weights that the grader sets."""

    answer: str
    """The variable that holds the layer."""

    def exports(self) -> tuple[Export, ...]:
        """The layer, and its settings as data."""
        return (Export(self.answer, "layer"), Export(self.answer, "layer-settings"))

    def findings(
        self, answer: Answer, expected: ExpectedCalls, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """One finding: the layer is right where every call is."""
        export, settings = self.exports()
        problem = unusable(export, answer, untouched)
        if problem:
            return [problem]
        configured = answer.value(settings)
        if settings.key in untouched.values and configured.same_as(untouched.value(settings)):
            return [Finding(self.answer, "not attempted")]
        for call in expected:
            finding = self._judge(port, export, call, as_layer(configured.value), expected)
            if finding.outcome != "correct":
                return [finding]
        return [Finding(self.answer, "correct")]

    def _judge(
        self,
        port: Port,
        export: Export,
        call: ExpectedCall,
        layer: Layer | None,
        expected: ExpectedCalls,
    ) -> Finding:
        name = self.answer
        where = f"an input of shape {call.size}" if call.public else "another input"
        output = layer_output(port, export, call.input)
        if isinstance(output, str):
            why = _why(output, call)
            return Finding(name, "wrong", f"`{name}` could not be called on {where}{why}")
        if tuple(output.shape) != tuple(call.shape):
            message = f"On {where}, `{name}` gives the wrong shape"
            shown = f", {tuple(output.shape)}" if call.public else ""
            message += f"{shown}: {_off(output.shape, call.shape)}."
            return Finding(name, "wrong", message, () if layer is None else fooled(layer, expected))
        if call.output is not None:
            output = layer_output(port, export, call.input, *call.weights)
            if isinstance(output, str):
                return Finding(name, "wrong", _refused(name, output, call, layer))
            if output.shape != call.output.shape or not np.allclose(output, call.output, atol=1e-3):
                message = (
                    f"`{name}` gives the right shape, but with weights set by the check it does not compute "
                    "what it should: look at where its windows lie, its bias and its activation."
                )
                return Finding(name, "wrong", message)
        return Finding(name, "correct")


def small_numbers(shape: Sequence[int]) -> np.ndarray:
    """An array of the whole numbers -3 to 3, float32, always the same for the same shape."""
    return np.random.Generator(np.random.PCG64(7)).integers(-3, 4, tuple(shape)).astype(np.float32)


_CLASSES = {
    "Conv2D": ("filters", "kernel_size", "strides", "padding"),
    "MaxPooling2D": ("pool_size", "strides", "padding"),
    "AveragePooling2D": ("pool_size", "strides", "padding"),
}


def as_layer(settings: Any) -> Layer | None:
    """The layer that exported settings describe; None where it is not one that mistakes are known of.

    Settings come from a submission: anything may stand in them.
    """
    name = settings.get("class_name") if isinstance(settings, dict) else None
    if not isinstance(name, str) or name not in _CLASSES:
        return None
    try:
        plain = {key: settings["config"][key] for key in _CLASSES[name]}
        return from_plain({"layer": name, **plain})
    except (KeyError, TypeError, ValueError):
        return None


def layer_output(port: Port, layer: Export, *arrays: np.ndarray) -> np.ndarray | str:
    """What a layer makes of images, with these weights, or the reason why there is nothing."""
    reply = port.call(layer, (Call(arrays),))[-1]
    if reply.value is None:
        return reply.detail or reply.problem or "no reason given"
    return reply.value


def _refused(name: str, error: str, call: ExpectedCall, layer: Layer | None) -> str:
    """What is said where a layer does not take the weights that the check gives it."""
    rows, columns = call.weights[0].shape[:2]
    wanted = f"a Conv2D with a {rows} x {columns} kernel"
    if layer is not None and not isinstance(layer, Conv2D):
        return f"`{name}` is a {type(layer).__name__}; the exercise asks for {wanted}."
    if layer is not None and layer.kernel_size != (rows, columns):
        own = " x ".join(map(str, layer.kernel_size))
        return f"The kernel of `{name}` is {own}; the exercise asks for {wanted}."
    return f"`{name}` does not take the weights it should{_why(error, call)}"


def _why(error: str, call: ExpectedCall) -> str:
    """What is added to a sentence on a call that gave nothing: of a hidden one no words, which may name
    the input."""
    kind = error_type(error)
    if call.public:
        return f": {error}"
    return f": {kind}." if kind else "."


def _off(shape: Sequence[int], right: Shape) -> str:
    if len(shape) != len(right):
        return f"it has {count_axes(len(shape))}, where {len(right)} are needed"
    off = [axis for axis, a, b in zip(AXES, shape, right, strict=True) if a != b]
    return f"the {' and '.join(off)} should be different"


def fooled(layer: Layer, expected: ExpectedCalls) -> tuple[Explained, ...]:
    """The slips to those who make which a wrong layer looks right: a setting that is another than they
    think, else a mistaken formula."""
    if _other_filters(layer, expected):
        return (Explained((SlipStep(FILTERS, Rank.DAILY),), SETTINGS[FILTERS]),)
    steps = [steps for slip in SHAPE_SLIPS for steps in is_fooled_by(slip, layer, expected)]
    settings = [some for some in steps if some[0].slip in SETTINGS]
    return tuple(Explained(some, sentence(some[0].slip, layer)) for some in settings or steps)


def _other_filters(layer: Layer, expected: ExpectedCalls) -> bool:
    """Whether the layer is right but for how many filters it has."""
    if not isinstance(layer, Conv2D | Conv2DTranspose):
        return False
    channels = [call.shape[-1] for call in expected]
    if len(set(channels)) != 1 or not isinstance(channels[0], int) or channels[0] < 1:
        return False
    other = replace(layer, filters=channels[0])
    return all(Walk((other,), call.size).end() == call.shape for call in expected)


def is_fooled_by(
    slip: WalkSlip, layer: Layer, expected: ExpectedCalls
) -> Iterator[tuple[SlipStep, ...]]:
    """The ways in which a wrong layer looks right on all inputs to those who make the slip."""
    ways = zip(*(singles(Walk((layer,), call.size), (slip,)) for call in expected), strict=False)
    for changed in ways:
        shapes = [one.asked.end() for one in changed]
        if all(shape == call.shape for shape, call in zip(shapes, expected, strict=True)):
            yield changed[0].steps
