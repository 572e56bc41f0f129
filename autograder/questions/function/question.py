"""A question of a rubric for a function that the student writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from autograder.convolution.slips.functions.tables import HABIT_NAMES
from autograder.questions.answer import Answer
from autograder.questions.function.cases import Case, Cases, drawn_cases
from autograder.questions.function.drawing import smallest_case
from autograder.questions.function.judging import FunctionExercise
from autograder.questions.function.part import (
    DrawnPart,
    Example,
    ExpectedPart,
    FunctionPart,
    ShownPart,
)
from autograder.questions.function.public import PublicFunction
from autograder.questions.function.publishing import shown_part
from autograder.questions.function.sentences import SENTENCES, of_any
from autograder.questions.function.suspect import Suspect, recomputed
from autograder.questions.function.wrong_results import wrong_results
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class FunctionQuestion(FunctionExercise[tuple[DrawnPart, ...]], Question[tuple[DrawnPart, ...]]):
    """A function, one part for each property, on public cases and on those that the grader draws."""

    kind: ClassVar[str] = "function"
    public_types: ClassVar[tuple[type, ...]] = (PublicFunction, ShownPart, Example, Case)
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

    def suspects(self, part: ExpectedPart) -> Sequence[Suspect]:
        """All of the task, worked out."""
        return recomputed(self.task, self.tolerance)

    def publish(self, expected: tuple[DrawnPart, ...]) -> PublicFunction:
        """The public examples with what is expected of them; nothing that is drawn."""
        return PublicFunction(
            **self.heading(),
            answer=self.answer,
            task=self.task,
            tolerance=self.tolerance,
            parts=tuple(self._shown(*both) for both in zip(expected, self.parts, strict=True)),
            more=self.hidden_probes,
        )

    def _shown(self, expected: DrawnPart, part: FunctionPart) -> ShownPart:
        suspects = recomputed(self.task, self.tolerance)
        return shown_part(
            expected, part.cases, self._task, part.seed(self.id), suspects, self.example
        )

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of any function, then by task."""
        return {cls.kind: of_any("conv2d"), **SENTENCES}

    def sentences(self) -> Mapping[str, str]:
        """Those of any function, and of the task."""
        return {**of_any(self.answer), **SENTENCES[self.task]}

    def wrong_answers(self, expected: tuple[DrawnPart, ...]) -> WrongAnswers:
        """What functions with one slip give on the public examples. Habits can always be seen."""
        found: dict[str, dict[str, list[Any]]] = {
            name: {self.answer: [name]} for name in HABIT_NAMES
        }
        for suspect in recomputed(self.task, self.tolerance):
            if len(suspect.steps) == 1:
                of_slip = found.setdefault(suspect.steps[0].slip, {})
                for part in expected:
                    wrong = wrong_results(self.answer, self._task, suspect, part.examples)
                    of_slip.setdefault(part.name, []).extend(wrong)
        return {
            name: {part: tuple(wrong) for part, wrong in parts.items()}
            for name, parts in found.items()
        }
