"""A question of a rubric for a function that the student writes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.mistakes.function_mistake import WrongFunction
from autograder.convolution.mistakes.functions import FUNCTION_MISTAKES, HABIT_NAMES
from autograder.questions.answer import Answer
from autograder.questions.function.cases import Case, Cases, drawn_cases
from autograder.questions.function.drawing import smallest_case
from autograder.questions.function.finding import wrong_output
from autograder.questions.function.judging import FunctionExercise
from autograder.questions.function.part import DrawnPart, Example, ExpectedPart, FunctionPart
from autograder.questions.function.public import PublicFunction
from autograder.questions.question import Probe, Question
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class FunctionQuestion(FunctionExercise[tuple[DrawnPart, ...]], Question[tuple[DrawnPart, ...]]):
    """A function, one part for each property, on public cases and on those that the grader draws."""

    kind: ClassVar[str] = "function"
    public_types: ClassVar[tuple[type, ...]] = (PublicFunction, ExpectedPart, Example, Case)
    own_types: ClassVar[tuple[type, ...]] = (FunctionPart, Cases, DrawnPart, Example, Case)

    parts: tuple[FunctionPart, ...]

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader draws cases of its own."""
        return any(part.drawn for part in self.parts)

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> tuple[DrawnPart, ...]:
        """What the task's own function gives on all cases; the master's must give the same."""
        expected = tuple(self._expected(part) for part in self.parts)
        verdict = self.judge(reference, expected, Answer(), port)
        if verdict.outcome != "correct":
            raise ValueError(f"the master's `{self.answer}` is not right: {verdict.message}")
        return expected

    def _expected(self, part: FunctionPart) -> DrawnPart:
        seed = part.seed(self.id)
        public = drawn_cases(part.cases, self._task, seed, part.examples)
        drawn = drawn_cases(part.cases, self._task, ~seed & 0xFFFFFFFF, part.drawn)
        return DrawnPart(
            part.name, tuple(map(self.example, public)), tuple(map(self.example, drawn))
        )

    def search(self, number: int, tries: int, wrong: Callable[[Case], bool]) -> Case | None:
        """The smallest of the cases that Hypothesis draws and shrinks."""
        part = self.parts[number]
        if tries <= part.examples:  # nothing was drawn
            return None
        return smallest_case(part.cases, self._task, part.seed(self.id), part.drawn, wrong)

    def publish(self, expected: tuple[DrawnPart, ...]) -> PublicFunction:
        """The public examples with what is expected of them; nothing that is drawn."""
        return PublicFunction(
            **self.heading(),
            answer=self.answer,
            task=self.task,
            tolerance=self.tolerance,
            parts=tuple(ExpectedPart(part.name, part.examples) for part in expected),
            more=self.hidden_probes,
        )

    def mistaken(self, expected: tuple[DrawnPart, ...]) -> Mapping[str, Hashable | None]:
        """For every mistake: the wrong results on the public examples. Habits can always be seen."""
        shown = [example for part in expected for example in part.examples]
        result: dict[str, Hashable | None] = {name: name for name in HABIT_NAMES}
        for mistake in FUNCTION_MISTAKES[self.task]:
            ways = frozenset(
                tuple(self._result(wrong, example) for example in shown) for wrong in mistake.wrong
            )
            told = frozenset(way for way in ways if any(result is not None for result in way))
            result[mistake.name] = told or None
        return result

    def _result(self, wrong: WrongFunction, example: Example) -> Hashable:
        output = wrong_output(wrong, example, self.tolerance)
        return None if output is None else (output.shape, (np.round(output, 6) + 0.0).tobytes())
