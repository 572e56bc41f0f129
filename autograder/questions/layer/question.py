"""A layer that the student configures, judged by calling a copy of it where the student's code runs."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.layers import Conv2D, Layer, from_plain, to_plain
from autograder.convolution.mistakes import SHAPE_MISTAKES, ShapeMistake
from autograder.convolution.sizes import Shape, output_shape
from autograder.questions.answer import Called, Given, Wanted
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.shape.shape_part import AXES, count_axes
from autograder.questions.verdict import Finding

Size = tuple[int, int, int, int]


@dataclass(frozen=True)
class ExpectedCall:
    """One call of the layer: what goes in, and what a right layer gives."""

    input: np.ndarray
    """(batch, height, width, channels), small whole numbers, so that sums are exact in float32."""
    weights: tuple[np.ndarray, ...]
    """The weights that the grader sets; empty where only the shape counts."""
    output: np.ndarray | None
    """The expected values; None where only the shape counts."""
    shape: Shape
    public: bool


@dataclass(frozen=True, kw_only=True)
class LayerQuestion(Question):
    """A layer in the variable `answer`. Any layer that gives the right output shapes is right; where
    `values` is set, it must also give the right values under weights that the grader sets."""

    kind: ClassVar[str] = "layer"

    answer: str
    """The variable that holds the layer."""
    public: tuple[Size, ...]
    """Input shapes that live checks use, too."""
    hidden: tuple[Size, ...] = ()
    """Input shapes that only the grader has."""
    values: bool = False
    """Whether values are compared, under weights that the grader sets."""
    family: Conv2D = Conv2D(1, 1)
    """Tells the number of filters of the layers in which mistakes are looked for."""

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader has input shapes that are not public."""
        return bool(self.hidden)

    def wanted(self) -> tuple[Wanted, ...]:
        """The layer, and its settings as data."""
        return (Wanted(self.answer, "layer"), Wanted(self.answer, "layer-settings"))

    def expected(self, reference: Given, probe: Probe) -> tuple[ExpectedCall, ...]:
        """The calls, with what the master's layer gives."""
        layer, settings = self.wanted()
        described = as_layer(reference.value(settings).value)
        calls = []
        for size in self.public + self.hidden:
            images = small_numbers(size)
            weights: tuple[np.ndarray, ...] = ()
            if self.values and isinstance(described, Conv2D):
                weights = (small_numbers((*described.kernel_size, size[3], described.filters)),)
            output = _single(reference.call(layer, (images, *weights)))
            if isinstance(output, str):
                raise ValueError(f"the master's `{self.answer}` could not be called: {output}")
            values = output if self.values else None
            calls.append(
                ExpectedCall(images, weights, values, tuple(output.shape), size in self.public)
            )
        return tuple(calls)

    def findings(
        self, given: Given, expected: Sequence[ExpectedCall], untouched: Given
    ) -> Sequence[Finding]:
        """One finding: the layer is right where every call is."""
        wanted, settings = self.wanted()
        problem = unusable(wanted, given, untouched)
        if problem:
            return [problem]
        configured = given.value(settings)
        if settings.key in untouched.values and configured.same_as(untouched.value(settings)):
            return [Finding(self.answer, "not attempted")]
        for call in expected:
            finding = self._judge(given, wanted, call, as_layer(configured.value), expected)
            if finding.outcome != "correct":
                return [finding]
        return [Finding(self.answer, "correct")]

    def _judge(
        self,
        given: Given,
        wanted: Wanted,
        call: ExpectedCall,
        layer: Layer | None,
        expected: Sequence[ExpectedCall],
    ) -> Finding:
        name = self.answer
        where = f"an input of shape {call.input.shape}" if call.public else "another input"
        output = _single(given.call(wanted, (call.input,)))
        if isinstance(output, str):
            why = f": {output}" if call.public else "."  # an error may name a hidden input
            return Finding(name, "wrong", f"`{name}` could not be called on {where}{why}")
        if tuple(output.shape) != tuple(call.shape):
            message = f"On {where}, `{name}` gives the wrong shape"
            shown = f", {tuple(output.shape)}" if call.public else ""
            message += f"{shown}: {_off(output.shape, call.shape)}."
            told = [] if layer is None else self._mistakes(layer, expected)
            return Finding(
                name, "wrong", message, tuple(m.name for m in told), tuple(m.message for m in told)
            )
        if call.output is not None:
            output = _single(given.call(wanted, (call.input, *call.weights)))
            if isinstance(output, str):
                return Finding(
                    name, "wrong", f"`{name}` does not take the weights it should: {output}"
                )
            if output.shape != call.output.shape or not np.allclose(output, call.output, atol=1e-3):
                message = (
                    f"`{name}` gives the right shape, but with weights set by the check it does not compute "
                    "what it should: look at where its windows lie, its bias and its activation."
                )
                return Finding(name, "wrong", message)
        return Finding(name, "correct")

    def _mistakes(self, layer: Layer, expected: Sequence[ExpectedCall]) -> list[ShapeMistake]:
        return [
            mistake
            for mistake in SHAPE_MISTAKES
            if mistake.name in self.mistakes.told and _fools(mistake, layer, expected)
        ]

    def publish(
        self, expected: Sequence[ExpectedCall]
    ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The public calls; the shape asked for is part of the statement."""
        public = [call for call in expected if call.public]
        plain = {
            "answer": self.answer,
            "public": [list(call.input.shape) for call in public],
            "shapes": [list(call.shape) for call in public],
            "weights": [len(call.weights) for call in public],
            "values": self.values,
            "more": bool(self.hidden),
            "family": to_plain(self.family),
        }
        arrays: dict[str, np.ndarray] = {}
        for index, call in enumerate(public):
            for number, weights in enumerate(call.weights):
                arrays[f"{self.id}:{index}:weights:{number}"] = weights
            if call.output is not None:
                arrays[f"{self.id}:{index}:output"] = call.output
        return plain, arrays

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, tuple[ExpectedCall, ...]]:
        """The live question: its hidden inputs are known to exist, not what they are."""
        public = tuple((n, h, w, c) for n, h, w, c in plain["public"])
        family = from_plain(plain["family"])
        assert isinstance(family, Conv2D)
        question = cls(
            **common,
            answer=plain["answer"],
            public=public,
            hidden=((0, 0, 0, 0),) if plain["more"] else (),
            values=plain["values"],
            family=family,
        )
        calls = tuple(
            ExpectedCall(
                small_numbers(size),
                tuple(arrays[f"{question.id}:{index}:weights:{n}"] for n in range(count)),
                arrays.get(f"{question.id}:{index}:output"),
                tuple(shape),
                True,
            )
            for index, (size, shape, count) in enumerate(
                zip(public, plain["shapes"], plain["weights"], strict=True)
            )
        )
        return question, calls

    def mistaken(self, expected: Sequence[ExpectedCall]) -> Mapping[str, Hashable | None]:
        """For each mistake: the wrong layers of the family that look right to those who make it."""
        result: dict[str, Hashable | None] = {}
        for mistake in SHAPE_MISTAKES:
            fooled = frozenset(
                layer for layer in _family(self.family.filters) if _fools(mistake, layer, expected)
            )
            result[mistake.name] = fooled or None
        return result


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


def _single(called: Called) -> np.ndarray | str:
    """The one array that a call gave, or the reason why there is none."""
    if called.arrays is None:
        return called.detail or called.problem or "no reason given"
    if len(called.arrays) != 1:
        return f"it gives {len(called.arrays)} outputs in place of one"
    return called.arrays[0]


def _off(shape: Sequence[int], right: Shape) -> str:
    if len(shape) != len(right):
        return f"it has {count_axes(len(shape))}, where {len(right)} are needed"
    off = [axis for axis, a, b in zip(AXES, shape, right, strict=True) if a != b]
    return f"the {' and '.join(off)} should be different"


def _fools(mistake: ShapeMistake, layer: Layer, expected: Sequence[ExpectedCall]) -> bool:
    """Whether a wrong layer looks right, on one of the inputs, to those who make the mistake."""
    return any(
        mistake.wrong((layer,), call.input.shape) == call.shape != _shape(layer, call)
        for call in expected
    )


def _shape(layer: Layer, call: ExpectedCall) -> Shape | None:
    try:
        n, h, w, c = call.input.shape
        return output_shape(layer, (n, h, w, c))
    except ValueError:  # the kernel does not fit
        return None


def _family(filters: int) -> Iterator[Conv2D]:
    sizes, strides = range(1, 8), range(1, 6)
    for kernel, stride, padding in product(sizes, strides, ("valid", "same")):
        yield Conv2D(filters, kernel, strides=stride, padding=padding)
