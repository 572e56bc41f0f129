"""One shape that a question asks for, and the finding on it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer
from autograder.convolution.mistakes import SHAPE_MISTAKES, WEIGHTS_MISTAKES, ShapeMistake
from autograder.convolution.sizes import Shape, Shape4, chain_shape, weights_shape
from autograder.questions.shape.sentences import SENTENCES
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

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes of the shape."""
        return WEIGHT_AXES if self.weights else AXES

    def shape(self) -> Shape4:
        """The right shape. ValueError where the layers do not fit on the input."""
        if not self.weights:
            return chain_shape(self.layers, self.input_shape)
        layer = self.layers[-1]
        if not isinstance(layer, Conv2D | Conv2DTranspose):
            raise ValueError(f"`{self.answer}`: {layer} has no weights")
        return weights_shape(layer, chain_shape(self.layers[:-1], self.input_shape))

    def agreed(self, said: Sequence[int | None]) -> None:
        """ValueError where the master says otherwise than the layers; None for the batch is no size, to
        students neither."""
        right = self.shape()
        if tuple(said) != right:
            raise ValueError(
                f"the master says {tuple(said)} for `{self.answer}`, the rubric's layers give {right}"
            )

    @property
    def catalogue(self) -> tuple[ShapeMistake, ...]:
        """The mistakes that can be made in this part."""
        return WEIGHTS_MISTAKES if self.weights else SHAPE_MISTAKES


def mistaken_shapes(
    parts: Sequence[ShapePart], expected: Mapping[str, tuple[int | float | None, ...]]
) -> Mapping[str, Hashable | None]:
    """For every mistake: the wrong shapes it gives to the parts, None for a part where it gives none.

    `expected` has the right shapes by the answers of the parts.
    """
    result: dict[str, Hashable | None] = {}
    names = dict.fromkeys(mistake.name for part in parts for mistake in part.catalogue)
    for name in names:
        shapes = []
        for part in parts:
            wrong, right = _wrong(part, name), tuple(expected[part.answer])
            shapes.append(wrong if wrong is not None and wrong != right else None)
        result[name] = tuple(shapes) if any(shape is not None for shape in shapes) else None
    return result


def _wrong(part: ShapePart, name: str) -> Shape | None:
    for mistake in part.catalogue:
        if mistake.name == name:
            return mistake.wrong(part.layers, part.input_shape)
    return None


def judge_shape(
    part: ShapePart, shape: tuple[Any, ...], right: tuple[Any, ...], names: Sequence[str]
) -> Finding:
    """The finding on one shape: wrong rank, then which axis; and the mistakes that explain it.

    `names` are those of the mistakes that may be told. None in the place of the batch is a mistake of
    its own, beside those that explain the other axes.
    """
    if tuple(shape) == tuple(right):
        against = (
            mistake.name
            for mistake in part.catalogue
            if mistake.name in names
            and mistake.wrong(part.layers, part.input_shape) not in (None, tuple(right))
        )
        return Finding(part.answer, "correct", against=tuple(against))
    if len(shape) != len(right):
        message = f"`{part.answer}` has {count_axes(len(shape))}, but there should be {len(right)}: {', '.join(part.axes)}."
    else:
        off = [axis for axis, a, b in zip(part.axes, shape, right, strict=True) if a != b]
        verb = "is" if len(off) == 1 and off != ["channels"] else "are"
        rest = "the rest is right" if len(off) < len(right) else "no axis is right"
        message = f"`{part.answer}`: the {_listed(off)} {verb} wrong, {rest}."
    return Finding(
        part.answer,
        "wrong",
        message,
        {name: SENTENCES[name] for name in _explaining(part, shape, right, names)},
    )


def _explaining(
    part: ShapePart, shape: tuple[Any, ...], right: tuple[Any, ...], names: Sequence[str]
) -> list[str]:
    """The mistakes that give the shape. Beside None for the batch they explain the other axes; where
    none does, it is None that is told."""
    answers = [tuple(shape)]
    if shape[:1] == (None,) and not part.weights:
        answers += [(right[0], *shape[1:]), (None, *right[1:])]
    found: list[str] = []
    for answer in answers:
        if answer != tuple(right) and not found:
            found = [
                mistake.name
                for mistake in part.catalogue
                if mistake.name in names and mistake.wrong(part.layers, part.input_shape) == answer
            ]
    return found


def count_axes(number: int) -> str:
    """The number with its word."""
    return "1 axis" if number == 1 else f"{number} axes"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
