"""One shape that a question asks for, and the finding on it."""

from __future__ import annotations

from abc import ABC
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from autograder.convolution.layers import Layer, from_plain, to_plain
from autograder.convolution.mistakes import SHAPE_MISTAKES, WEIGHTS_MISTAKES, ShapeMistake
from autograder.convolution.sizes import Shape
from autograder.questions.question import Question
from autograder.questions.verdict import Finding

AXES = ("batch", "height", "width", "channels")
WEIGHT_AXES = ("kernel height", "kernel width", "input depth", "output depth")


@dataclass(frozen=True)
class ShapePart:
    """One shape to predict: that of the output of some layers, or of a Conv2D's weights."""

    answer: str
    """The variable that holds the prediction (or a label, where the shape is printed)."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the input goes through, in order."""
    weights: bool = False
    """Whether the shape of the (single) layer's weights is asked for."""

    def to_plain(self) -> dict[str, Any]:
        """The part as JSON can hold it: what the statement tells, not the answer."""
        return {
            "answer": self.answer,
            "input_shape": list(self.input_shape),
            "layers": [to_plain(layer) for layer in self.layers],
            "weights": self.weights,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ShapePart:
        """The part again."""
        n, h, w, c = plain["input_shape"]
        layers = tuple(from_plain(layer) for layer in plain["layers"])
        return cls(plain["answer"], (n, h, w, c), layers, plain["weights"])

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes of the shape."""
        return WEIGHT_AXES if self.weights else AXES

    @property
    def catalogue(self) -> tuple[ShapeMistake, ...]:
        """The mistakes that can be made in this part."""
        return WEIGHTS_MISTAKES if self.weights else SHAPE_MISTAKES


@dataclass(frozen=True, kw_only=True)
class AsksForShapes(Question, ABC):
    """A question whose parts are shapes, whatever way the student gives them."""

    live_referee: ClassVar[bool] = True

    parts: tuple[ShapePart, ...]

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The layers and input shapes of the statement; no shape that is asked for."""
        return {"parts": [part.to_plain() for part in self.parts]}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Self, None]:
        """The live question; Keras tells what is expected."""
        return cls(**common, parts=tuple(ShapePart.from_plain(p) for p in plain["parts"])), None

    def mistaken(self, expected: Mapping[str, Shape]) -> Mapping[str, Hashable | None]:
        """The wrong shapes that each mistake gives, one for each part."""
        return _mistaken_shapes(self.parts, tuple(expected[part.answer] for part in self.parts))


def _mistaken_shapes(
    parts: Sequence[ShapePart], right: Sequence[Shape]
) -> Mapping[str, Hashable | None]:
    """For every mistake: the wrong shapes it gives to the parts, None for a part where it gives none."""
    result: dict[str, Hashable | None] = {}
    names = dict.fromkeys(mistake.name for part in parts for mistake in part.catalogue)
    for name in names:
        shapes = []
        for part, true_shape in zip(parts, right, strict=True):
            wrong = _wrong(part, name)
            shapes.append(wrong if wrong is not None and wrong != tuple(true_shape) else None)
        result[name] = tuple(shapes) if any(shape is not None for shape in shapes) else None
    return result


def _wrong(part: ShapePart, name: str) -> Shape | None:
    for mistake in part.catalogue:
        if mistake.name == name:
            return mistake.wrong(part.layers, part.input_shape)
    return None


def judge_shape(
    part: ShapePart, shape: tuple[Any, ...], right: tuple[Any, ...], told: Sequence[str]
) -> Finding:
    """The finding on one shape: wrong rank, then which axis; and the mistakes that explain it.

    A batch axis of None is right, since that is how Keras writes a batch of any size.
    """
    seen = (right[0], *shape[1:]) if shape and shape[0] is None and not part.weights else shape
    if tuple(seen) == tuple(right):
        against = (
            mistake.name
            for mistake in part.catalogue
            if mistake.name in told
            and mistake.wrong(part.layers, part.input_shape) not in (None, tuple(right))
        )
        return Finding(part.answer, "correct", against=tuple(against))
    mistakes = [
        mistake
        for mistake in part.catalogue
        if mistake.name in told and mistake.wrong(part.layers, part.input_shape) == tuple(seen)
    ]
    if len(seen) != len(right):
        message = f"`{part.answer}` has {count_axes(len(seen))}, but there should be {len(right)}: {', '.join(part.axes)}."
    else:
        off = [axis for axis, a, b in zip(part.axes, seen, right, strict=True) if a != b]
        verb = "is" if len(off) == 1 and off != ["channels"] else "are"
        rest = "the rest is right" if len(off) < len(right) else "no axis is right"
        message = f"`{part.answer}`: the {_listed(off)} {verb} wrong, {rest}."
    return Finding(
        part.answer,
        "wrong",
        message,
        tuple(mistake.name for mistake in mistakes),
        tuple(mistake.message for mistake in mistakes),
    )


def count_axes(number: int) -> str:
    """The number with its word."""
    return "1 axis" if number == 1 else f"{number} axes"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
