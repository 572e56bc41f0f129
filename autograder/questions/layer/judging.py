"""How a layer is judged: by calling a copy of it where the student's code runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.convolution.layers import Layer, from_plain
from autograder.convolution.mistakes import SHAPE_MISTAKES, ShapeMistake
from autograder.convolution.sizes import Shape, output_shape
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.own_words import error_type
from autograder.questions.shape.part import AXES, count_axes
from autograder.questions.shape.sentences import SENTENCES
from autograder.questions.verdict import Finding
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
            told = [] if layer is None else self._mistakes(layer, expected)
            sentences = {mistake.name: SENTENCES[mistake.name] for mistake in told}
            return Finding(name, "wrong", message, sentences)
        if call.output is not None:
            output = layer_output(port, export, call.input, *call.weights)
            if isinstance(output, str):
                why = _why(output, call)
                return Finding(name, "wrong", f"`{name}` does not take the weights it should{why}")
            if output.shape != call.output.shape or not np.allclose(output, call.output, atol=1e-3):
                message = (
                    f"`{name}` gives the right shape, but with weights set by the check it does not compute "
                    "what it should: look at where its windows lie, its bias and its activation."
                )
                return Finding(name, "wrong", message)
        return Finding(name, "correct")

    def _mistakes(self, layer: Layer, expected: ExpectedCalls) -> list[ShapeMistake]:
        return [
            mistake
            for mistake in SHAPE_MISTAKES
            if mistake.name in self.mistake_names and is_fooled_by(mistake, layer, expected)
        ]


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


def is_fooled_by(mistake: ShapeMistake, layer: Layer, expected: ExpectedCalls) -> bool:
    """Whether a wrong layer looks right, on one of the inputs, to those who make the mistake."""
    return any(
        mistake.wrong((layer,), call.size) == call.shape != _shape(layer, call) for call in expected
    )


def _shape(layer: Layer, call: ExpectedCall) -> Shape | None:
    try:
        return output_shape(layer, call.size)
    except ValueError:  # the kernel does not fit
        return None
