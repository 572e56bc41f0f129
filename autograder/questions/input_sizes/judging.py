"""How the input sizes that lead to an output size are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from autograder.convolution.slips.way_back import contradicted_by_sizes, explained_sizes
from autograder.questions.answer import Answer
from autograder.questions.count.judging import whole_number
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.input_sizes.part import InputSizesPart
from autograder.questions.input_sizes.sentences import sentence
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export
from autograder.values.problems import problem_sentence
from autograder.values.value import Value

InputSizes = Mapping[str, frozenset[int]]
"""The right sizes for each part, by the name of its answer."""

SIZES = "a tuple of whole numbers is needed"
SEVERAL = (list, tuple, frozenset)
"""How sizes may come: their order is not asked."""


@dataclass(frozen=True, kw_only=True)
class InputSizesExercise(Exercise[InputSizes]):
    """All sizes that a layer turns into a given one: the way back. The order does not matter; a single
    number stands for a tuple of one."""

    to_ask: ClassVar[str] = (
        "Send your smallest and your largest size through the layer, and one more on either side: what"
        " comes out?"
    )

    parts: tuple[InputSizesPart, ...]

    def exports(self) -> tuple[Export, ...]:
        """One plain value for each output size."""
        return tuple(Export(part.answer, "plain", SIZES) for part in self.parts)

    def findings(
        self, answer: Answer, expected: InputSizes, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each answer: wrong type, how many are missing or too many, the slips."""
        return [
            unusable(export, answer, untouched)
            or self._judge(part, export, answer.value(export), expected[part.answer])
            for part, export in zip(self.parts, self.exports(), strict=True)
        ]

    def _judge(
        self, part: InputSizesPart, export: Export, value: Value, right: frozenset[int]
    ) -> Finding:
        sizes = as_sizes(value.value)
        if sizes is None:
            return Finding(part.answer, "wrong", _no_sizes(export, value))
        if sizes == right:
            return Finding(part.answer, "correct", against=contradicted_by_sizes(part.way))
        return Finding(
            part.answer,
            "wrong",
            _describe(part, sizes, right),
            tuple(
                Explained(steps, sentence(steps), len(sizes))
                for steps in explained_sizes(part.way, sizes)
            ),
        )


def as_sizes(value: Any) -> frozenset[int] | None:
    """A student's value as a set of sizes; None where it is none. Whole floats count as whole."""
    sizes = [whole_number(size) for size in (value if isinstance(value, SEVERAL) else [value])]
    found = frozenset(size for size in sizes if size is not None)
    return None if None in sizes else found


def _no_sizes(export: Export, value: Value) -> str:
    if isinstance(value.value, SEVERAL):
        return f"`{export.name}` holds something that is not a whole number."
    return problem_sentence(export, Value(problem="not-plain", type_name=value.type_name))


def _describe(part: InputSizesPart, sizes: frozenset[int], right: frozenset[int]) -> str:
    """How many sizes are missing and how many don't belong there, not which."""
    missing, wrong = len(right - sizes), len(sizes - right)
    words = []
    if wrong:
        which = f"{wrong} of its {_count(len(sizes))}" if len(sizes) > 1 else "its size"
        verb = "doesn't" if wrong == 1 else "don't"
        words.append(f"{which} {verb} belong there")
    if missing:
        words.append(f"{_count(missing)} {'is' if missing == 1 else 'are'} missing")
    return f"`{part.answer}`: {', and '.join(words)}."


def _count(number: int) -> str:
    return "1 size" if number == 1 else f"{number} sizes"
