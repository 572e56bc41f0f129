"""Numbers of weights that the student predicts, before `model.summary()` is asked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.layers import Layer, from_plain, to_plain
from autograder.convolution.mistakes import PARAMETER_MISTAKES
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import chain_shape
from autograder.questions.answer import Given, Value, Wanted, tell_problem
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.verdict import Finding

WHOLE_NUMBER = "a whole number is needed"


@dataclass(frozen=True)
class CountPart:
    """One number to predict: the weights (parameters) of the last of some layers."""

    answer: str
    """The variable that holds the prediction."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the input goes through, in order. Only the last one's weights are counted."""
    use_bias: bool = True
    """Whether the layers have a bias."""

    def count(self) -> int:
        """The right number. ValueError where the layers do not fit on the input."""
        entering = chain_shape(self.layers[:-1], self.input_shape)
        return parameter_count(self.layers[-1], entering, self.use_bias)

    def to_plain(self) -> dict[str, Any]:
        """The part as JSON can hold it: what the statement tells, not the answer."""
        return {
            "answer": self.answer,
            "input_shape": list(self.input_shape),
            "layers": [to_plain(layer) for layer in self.layers],
            "use_bias": self.use_bias,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> CountPart:
        """The part again."""
        n, h, w, c = plain["input_shape"]
        layers = tuple(from_plain(layer) for layer in plain["layers"])
        return cls(plain["answer"], (n, h, w, c), layers, plain["use_bias"])


@dataclass(frozen=True, kw_only=True)
class CountQuestion(Question):
    """Numbers of weights, one part each."""

    kind: ClassVar[str] = "count"
    live_referee: ClassVar[bool] = True

    parts: tuple[CountPart, ...]

    def wanted(self) -> tuple[Wanted, ...]:
        """One plain value for each number."""
        return tuple(Wanted(part.answer, "plain", WHOLE_NUMBER) for part in self.parts)

    def expected(self, reference: Given, probe: Probe) -> dict[str, int]:
        """The numbers that the master predicts, by the name of the variable."""
        result = {}
        for part, wanted in zip(self.parts, self.wanted(), strict=True):
            count, right = whole_number(reference.value(wanted).value), part.count()
            if count != right:
                raise ValueError(
                    f"the master's `{part.answer}` is {count}, but it should be {right}"
                )
            result[part.answer] = right
        return result

    def findings(
        self, given: Given, expected: Mapping[str, int], untouched: Given
    ) -> Sequence[Finding]:
        """Judges each number: wrong type, too many or too few, the named mistake."""
        return [
            unusable(wanted, given, untouched)
            or self._judge(part, wanted, given.value(wanted), expected[part.answer])
            for part, wanted in zip(self.parts, self.wanted(), strict=True)
        ]

    def _judge(self, part: CountPart, wanted: Wanted, value: Value, right: int) -> Finding:
        count = whole_number(value.value)
        if count is None:
            return Finding(part.answer, "wrong", not_whole(wanted, value))
        wrong = [
            (mistake, mistake.wrong(part.layers, part.input_shape, part.use_bias))
            for mistake in PARAMETER_MISTAKES
            if mistake.name in self.mistakes.told
        ]
        if count == right:
            against = (mistake.name for mistake, counts in wrong if set(counts) - {right})
            return Finding(part.answer, "correct", against=tuple(against))
        mistakes = [mistake for mistake, counts in wrong if count in counts]
        return Finding(
            part.answer,
            "wrong",
            f"`{part.answer}` is {'more' if count > right else 'less'} than the layer has.",
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.message for mistake in mistakes),
        )

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The layers and input shapes of the statement; no number that is asked for."""
        return {"parts": [part.to_plain() for part in self.parts]}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The live question; Keras tells what is expected."""
        return cls(**common, parts=tuple(CountPart.from_plain(p) for p in plain["parts"])), None

    def mistaken(self, expected: Mapping[str, int]) -> Mapping[str, Hashable | None]:
        """The wrong numbers that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in PARAMETER_MISTAKES:
            counts = tuple(
                frozenset(mistake.wrong(part.layers, part.input_shape, part.use_bias))
                - {expected[part.answer]}
                for part in self.parts
            )
            result[mistake.name] = counts if any(counts) else None
        return result


def whole_number(value: Any) -> int | None:
    """A student's value as a whole number; None where it is none. 320.0 counts as whole."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def not_whole(wanted: Wanted, value: Value) -> str:
    """What is said of a value that is no whole number."""
    if isinstance(value.value, float):
        return f"`{wanted.name}` is not a whole number."
    return tell_problem(wanted, Value(problem="not-plain", type_name=value.type_name))
