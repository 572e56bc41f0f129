"""Input sizes that the student finds for a given output size: the way back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import Layer, arguments, from_plain, to_plain
from autograder.convolution.mistakes import INPUT_SIZE_MISTAKES
from autograder.questions.answer import Given, Value, Wanted, tell_problem
from autograder.questions.count.question import whole_number
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.verdict import Finding

SIZES = "a tuple of whole numbers is needed"
MOST = 256
"""The largest size that a question may ask about: each of them is tried."""


@dataclass(frozen=True)
class InputSizesPart:
    """One output size: which inputs lead to it?"""

    answer: str
    """The variable that holds the sizes."""
    layer: Layer
    """It treats rows and columns alike, since the question is about one axis."""
    output: int
    """The size that comes out, on one axis."""
    largest: int = 64
    """Sizes from 1 to this one are asked for."""

    def __post_init__(self) -> None:
        """ValueError where the layer treats rows and columns differently, or too much is asked."""
        pairs = [value for value in arguments(self.layer).values() if isinstance(value, tuple)]
        if any(rows != columns for rows, columns in pairs):
            raise ValueError(f"`{self.answer}`: {self.layer} treats rows and columns differently")
        if not 1 <= self.largest <= MOST:
            raise ValueError(f"`{self.answer}`: largest must be from 1 to {MOST}")

    def sizes(self) -> frozenset[int]:
        """The right sizes. ValueError where `largest` cuts some off."""
        sizes = frozenset(input_sizes(self.layer, self.output, self.largest))
        more = frozenset(input_sizes(self.layer, self.output, self.largest + 1))
        if more != sizes:
            raise ValueError(
                f"`{self.answer}`: {self.largest + 1} belongs to it, too: raise largest"
            )
        return sizes

    def to_plain(self) -> dict[str, Any]:
        """The part as JSON can hold it: what the statement tells, not the answer."""
        return {
            "answer": self.answer,
            "layer": to_plain(self.layer),
            "output": self.output,
            "largest": self.largest,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> InputSizesPart:
        """The part again."""
        return cls(plain["answer"], from_plain(plain["layer"]), plain["output"], plain["largest"])


@dataclass(frozen=True, kw_only=True)
class InputSizesQuestion(Question):
    """All sizes that a layer turns into a given one, one part for each output size. The order does
    not matter; a single number stands for a tuple of one."""

    kind: ClassVar[str] = "input-sizes"
    live_referee: ClassVar[bool] = True

    parts: tuple[InputSizesPart, ...]

    def wanted(self) -> tuple[Wanted, ...]:
        """One plain value for each output size."""
        return tuple(Wanted(part.answer, "plain", SIZES) for part in self.parts)

    def expected(self, reference: Given, probe: Probe) -> dict[str, frozenset[int]]:
        """The sizes that the master found, by the name of the variable."""
        result = {}
        for part, wanted in zip(self.parts, self.wanted(), strict=True):
            sizes, right = as_sizes(reference.value(wanted).value), part.sizes()
            if sizes != right:
                raise ValueError(f"the master's `{part.answer}` should be {tuple(sorted(right))}")
            result[part.answer] = right
        return result

    def findings(
        self, given: Given, expected: Mapping[str, frozenset[int]], untouched: Given
    ) -> Sequence[Finding]:
        """Judges each answer: wrong type, how many are missing or too many, the named mistake."""
        return [
            unusable(wanted, given, untouched)
            or self._judge(part, wanted, given.value(wanted), expected[part.answer])
            for part, wanted in zip(self.parts, self.wanted(), strict=True)
        ]

    def _judge(
        self, part: InputSizesPart, wanted: Wanted, value: Value, right: frozenset[int]
    ) -> Finding:
        sizes = as_sizes(value.value)
        if sizes is None:
            return Finding(part.answer, "wrong", _no_sizes(wanted, value))
        if sizes == right:
            return Finding(part.answer, "correct")
        mistakes = [
            mistake
            for mistake in INPUT_SIZE_MISTAKES
            if mistake.name in self.mistakes.told
            and sizes in mistake.wrong(part.layer, part.output, part.largest)
        ]
        return Finding(
            part.answer,
            "wrong",
            _describe(part, sizes, right),
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.message for mistake in mistakes),
        )

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The layers and output sizes of the statement; no size that is asked for."""
        return {"parts": [part.to_plain() for part in self.parts]}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The live question; Keras tells what is expected."""
        parts = tuple(InputSizesPart.from_plain(part) for part in plain["parts"])
        return cls(**common, parts=parts), None

    def mistaken(self, expected: Mapping[str, frozenset[int]]) -> Mapping[str, Hashable | None]:
        """The wrong answers that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in INPUT_SIZE_MISTAKES:
            answers = tuple(
                frozenset(mistake.wrong(part.layer, part.output, part.largest))
                - {expected[part.answer], frozenset()}
                for part in self.parts
            )
            result[mistake.name] = answers if any(answers) else None
        return result


def as_sizes(value: Any) -> frozenset[int] | None:
    """A student's value as a set of sizes; None where it is none. Whole floats count as whole."""
    sizes = [whole_number(size) for size in (value if isinstance(value, list | tuple) else [value])]
    found = frozenset(size for size in sizes if size is not None)
    return None if None in sizes else found


def _no_sizes(wanted: Wanted, value: Value) -> str:
    if isinstance(value.value, list | tuple):
        return f"`{wanted.name}` holds something that is not a whole number."
    return tell_problem(wanted, Value(problem="not-plain", type_name=value.type_name))


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
