"""How predicted shapes are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from autograder.convolution.sizes import Shape
from autograder.questions.answer import Answer
from autograder.questions.count.judging import whole_number
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.shape.finding import Judged, judge_shape
from autograder.questions.shape.part import ShapePart
from autograder.questions.verdict import Finding
from autograder.values.call import Port
from autograder.values.export import Export

Shapes = Mapping[str, Shape]
"""The right shape of each part, by the name of its answer."""

SET = "is a set, which has no order, and keeps a size that comes twice only once"


@dataclass(frozen=True, kw_only=True)
class ShapeExercise(Exercise[Shapes]):
    """Shapes predicted by the student, before Keras is asked; one part each."""

    to_ask: ClassVar[str] = (
        "Take one axis and write down where the first window begins, where the second one does, and where"
        " the last one that counts: how many are there?"
    )

    parts: tuple[ShapePart, ...]

    def exports(self) -> tuple[Export, ...]:
        """One plain value for each shape."""
        return tuple(Export(part.answer, "plain") for part in self.parts)

    def findings(
        self, answer: Answer, expected: Shapes, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each shape: wrong type, rank, which axis, the named mistake."""
        result: list[Finding] = []
        judged: list[Judged] = []
        for part, export in zip(self.parts, self.exports(), strict=True):
            finding = unusable(export, answer, untouched)
            if finding is None:
                value = answer.value(export)
                shape = as_shape(value.value)
                if shape is None:
                    why = SET if isinstance(value.value, frozenset) else "is not a shape"
                    message = f"`{part.answer}` {why}: write a tuple of whole numbers, such as (1, 2, 3, 4)."
                    finding = Finding(part.answer, "wrong", message)
                else:
                    judged.append((part, shape, tuple(expected[part.answer])))
                    finding = judge_shape(judged[-1], judged[:-1])
            result.append(finding)
        return result


def as_shape(value: Any) -> tuple[Any, ...] | None:
    """A student's value as a shape; None where it is none. Whole floats count as whole numbers, and True
    as 1."""
    if not isinstance(value, list | tuple) or len(value) > 16:
        return None
    shape: list[Any] = []
    for size in value:
        if size is not None and not isinstance(size, int | float):
            return None
        whole = whole_number(size)
        shape.append(size if whole is None else whole)
    return tuple(shape)
