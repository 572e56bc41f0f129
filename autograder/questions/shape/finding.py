"""The finding on one shape: which axis is wrong, and which slips explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from autograder.convolution.layers import Layer
from autograder.convolution.sizes import Shape4
from autograder.convolution.slips.shapes.table import (
    SHAPE_SLIPS,
    contradicted_by_right,
    explained_shape,
)
from autograder.convolution.slips.shapes.walk import Walk, WalkSlip
from autograder.convolution.slips.slip import Changed, SlipStep
from autograder.questions.shape.drawing import window_row
from autograder.questions.shape.part import ShapePart, count_axes
from autograder.questions.shape.sentences import sentence, where
from autograder.questions.verdict import Explained, Finding

Judged = tuple[ShapePart, tuple[Any, ...], tuple[Any, ...]]
"""A part, the shape that was given, and the right one."""


def judge_shape(
    judged: Judged, earlier: Sequence[Judged] = (), slips: Sequence[WalkSlip] = SHAPE_SLIPS
) -> Finding:
    """The finding on one shape: wrong rank, then which axis; and those of the slips that explain it. In
    a chain of layers a shape may follow from an `earlier` one that is wrong."""
    part, shape, right = judged
    if tuple(shape) == tuple(right):
        return Finding(part.answer, "correct", against=contradicted_by_right(part.walk))
    if len(shape) != len(right):
        message = f"`{part.answer}` has {count_axes(len(shape))}, but there should be {len(right)}: {', '.join(part.axes)}."
        return Finding(part.answer, "wrong", message, _explaining(part, shape, right, slips))
    off = [axis for axis, a, b in zip(part.axes, shape, right, strict=True) if a != b]
    verb = "is" if len(off) == 1 and off != ["channels"] else "are"
    rest = "the rest is right" if len(off) < len(right) else "no axis is right"
    message = f"`{part.answer}`: the {_listed(off)} {verb} wrong, {rest}."
    before = _before(part, earlier)
    ways = _explaining(part, shape, right, slips)
    if before is not None:
        (sooner, given, _), start = before, len(before[0].layers)
        later = Walk(part.layers[start:], _four(given), part.weights)
        if later.end() == tuple(shape):
            message = (
                f"`{part.answer}` is wrong as well, but it follows from your `{sooner.answer}`."
            )
        else:
            found = explained_shape(later, shape, slips)
            ways = _fewest((*ways, *_explained(found, shape, right, part.layers, start)))
    return Finding(part.answer, "wrong", message, ways, row=partial(window_row, part, shape, right))


def _before(part: ShapePart, earlier: Sequence[Judged]) -> Judged | None:
    """The last shape on the way to this one that was given wrongly, where it can be gone on from."""
    found = [
        judged
        for judged in earlier
        if judged[0].input_shape == part.input_shape
        and not judged[0].weights
        and judged[0].layers == part.layers[: len(judged[0].layers)]
        and len(judged[0].layers) < len(part.layers)
    ]
    last = max(found, key=lambda judged: len(judged[0].layers), default=None)
    if last is None or tuple(last[1]) == tuple(last[2]) or len(last[1]) != 4:
        return None
    return last if all(isinstance(size, int) and size > 0 for size in last[1]) else None


def _four(shape: Sequence[int]) -> Shape4:
    n, rows, columns, channels = shape
    return n, rows, columns, channels


def _explaining(
    part: ShapePart, shape: tuple[Any, ...], right: tuple[Any, ...], slips: Sequence[WalkSlip]
) -> tuple[Explained, ...]:
    found = explained_shape(part.walk, shape, slips)
    ways = _explained(found, shape, right, part.layers)
    return tuple(
        replace(way, row=partial(window_row, part, shape, right, changed))
        for way, changed in zip(ways, found, strict=True)
    )


def _explained(
    found: Sequence[Changed[Walk]],
    shape: tuple[Any, ...],
    right: tuple[Any, ...],
    layers: tuple[Layer, ...],
    start: int = 0,
) -> tuple[Explained, ...]:
    """What walks tell that end with a shape, and begin with the layer `start` of the part's `layers`."""
    return tuple(
        Explained(
            placed, sentence(placed, layers), _seen(shape, right), where=where(placed, layers)
        )
        for changed in found
        for placed in [tuple(_later(step, start, len(layers)) for step in changed.steps)]
    )


def _fewest(ways: Sequence[Explained]) -> tuple[Explained, ...]:
    """Those with as few slips as any."""
    least = min((len(way.steps) for way in ways), default=0)
    return tuple(way for way in ways if len(way.steps) == least)


def _later(step: SlipStep, start: int, layers: int) -> SlipStep:
    """A slip on the way through the layers from `start` on, with its place among all of them: of several
    left it may have been made in more than one."""
    number = 0 if layers - start == 1 else step.place.layer
    if not start or number is None:
        return step
    return replace(step, place=replace(step.place, layer=start + number))


def _seen(shape: Sequence[Any], right: Sequence[Any]) -> int:
    """How many different numbers are wrong: a square has one size."""
    if len(shape) != len(right):
        return 2
    return len({(a, b) for a, b in zip(shape, right, strict=True) if a != b})


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
