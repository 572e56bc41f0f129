"""How shapes that a cell prints are judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from autograder.convolution.slips.shapes.table import BY_SETTINGS
from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise
from autograder.questions.printed.sentences import ORDER, ORDER_SENTENCE
from autograder.questions.shape.finding import Judged, judge_shape
from autograder.questions.shape.part import ShapePart
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export
from autograder.values.problems import PROBLEMS

PrintedShapes = Mapping[str, tuple[int | None, ...]]
"""The right shape of each part, by its label."""

OUT_OF_ORDER = (Explained((SlipStep(ORDER, Rank.DAILY),), ORDER_SENTENCE),)
"""What explains shapes that are all there, but not in their places."""

READ_AT_MOST = 100_000
"""Characters of printed text that are looked at: shapes are short."""

_SIZE = r"(?:None|\d{1,9})"
_GAP = r"\s{0,8}"  # bounded: text from a submission must not make the search slow
_SIZES = rf"({_SIZE}(?:{_GAP},{_GAP}{_SIZE}){{1,15}}){_GAP},?{_GAP}"
_SHAPE = re.compile(
    rf"\({_GAP}{_SIZES}\)"  # (1, 26, 26, 1)
    rf"|\[{_GAP}{_SIZES}\]"  # [1, 26, 26, 1] and TensorShape([...])
)
_NUMPY_INTEGER = re.compile(r"np\.u?int\d+\((\d{1,9})\)")


@dataclass(frozen=True, kw_only=True)
class PrintedExercise(Exercise[PrintedShapes]):
    """The shapes that the answer's cell printed at its last run must be the reference's list: in order,
    none missing, none more. The `answer` of a part is its label. Of a list of another length those
    count that stand in the right order, less one for each shape too many, so that nobody gets points
    for printing all that could be right."""

    reads_output: ClassVar[bool] = True

    to_ask: ClassVar[str] = (
        "Compare what you wrote for this layer with the statement, argument by argument: filters, kernel"
        " size, strides, padding. Which of them differs?"
    )

    parts: tuple[ShapePart, ...]

    def exports(self) -> tuple[Export, ...]:
        """No variable: only the printed text counts."""
        return ()

    def findings(
        self, answer: Answer, expected: PrintedShapes, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges the printed list: how many, then each shape in order."""
        labels = [part.answer for part in self.parts]
        shapes = printed_shapes(answer.printed or "")
        if not answer.reached:
            return [Finding(label, "error", PROBLEMS["not-reached"]) for label in labels]
        if answer.printed is None:
            message = "The cell with your answer has not been run: run it, then check again."
            return [Finding(label, "not attempted", message) for label in labels]
        if shapes == printed_shapes(untouched.printed or ""):
            return [Finding(label, "not attempted") for label in labels]
        if len(shapes) != len(self.parts):
            return self._in_order(shapes, expected)
        judged: list[Judged] = [
            (part, shape, tuple(expected[part.answer]))
            for part, shape in zip(self.parts, shapes, strict=True)
        ]
        found = [
            judge_shape(one, judged[:number], BY_SETTINGS) for number, one in enumerate(judged)
        ]
        if sorted(map(str, shapes)) == sorted(str(right) for _, _, right in judged):
            return [one if one.is_right else replace(one, ways=OUT_OF_ORDER) for one in found]
        return found

    def _in_order(
        self, shapes: Sequence[tuple[int | None, ...]], expected: PrintedShapes
    ) -> Sequence[Finding]:
        """The findings on a list that is too short or too long."""
        labels = [part.answer for part in self.parts]
        more = len(shapes) - len(labels)
        message = (
            f"Your cell printed {_count(len(shapes))}, but there should be {_count(len(labels))}, "
            f"in this order: {', '.join(labels)}."
        )
        if more > 0:
            message += " For each shape too many, one that is right gives no points."
        wrong = [Finding(label, "wrong", message) for label in labels]
        if more >= len(labels):  # whatever is right among them
            return wrong
        right = [[shape == tuple(expected[part.answer]) for shape in shapes] for part in self.parts]
        found = common_places(right)
        counting = found[: len(found) - max(more, 0)]
        if not counting:
            return wrong
        return [
            replace(
                finding,
                outcome="correct" if place in found else "wrong",
                share=float(place in counting),
            )
            for place, finding in enumerate(wrong)
        ]


def common_places(fits: Sequence[Sequence[bool]]) -> list[int]:
    """The rows of the longest way down a table (at least one column) on which every row that is taken
    fits a column further right than the row before: a longest common subsequence."""
    best: list[list[int]] = [[] for _ in range(len(fits[0]) + 1)]
    for row, line in enumerate(fits):
        longer: list[list[int]] = [[]]
        for column, fit in enumerate(line):
            ways = [best[column + 1], longer[column]]
            ways += [[*best[column], row]] if fit else []
            longer.append(max(ways, key=len))
        best = longer
    return best[-1]


def printed_shapes(text: str) -> list[tuple[int | None, ...]]:
    """All shapes of two or more axes in a text, in order of appearance.

    Read as shapes are `(1, 26, 26, 1)`, `[1, 26, 26, 1]` and `TensorShape([1, 26, 26, 1])`, also
    with NumPy's integers inside; anything may stand around them.
    """
    text = _NUMPY_INTEGER.sub(r"\1", text[:READ_AT_MOST])
    found = []
    for match in _SHAPE.finditer(text):
        sizes = (match.group(1) or match.group(2)).split(",")
        found.append(tuple(_size(size) for size in sizes if size.strip()))
    return found


def _size(word: str) -> int | None:
    return None if word.strip() == "None" else int(word)


def _count(number: int) -> str:
    return {0: "no shape", 1: "one shape"}.get(number, f"{number} shapes")
