"""A function that the student writes, called where the student's code runs on inputs that are drawn."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.mistakes.function_mistake import FunctionMistake, Wrong
from autograder.convolution.mistakes.functions import FUNCTION_MISTAKES
from autograder.convolution.tasks import TASKS, Task
from autograder.questions.answer import Given, Wanted
from autograder.questions.function.cases import Case, Cases, public_cases
from autograder.questions.function.drawing import drawn_cases, smallest_case
from autograder.questions.function.finding import (
    Asked,
    Tried,
    explains,
    in_short,
    wrong_finding,
    wrong_output,
)
from autograder.questions.function.part import ExpectedPart, FunctionPart
from autograder.questions.function.tryout import Fault, Tryout, fault, gives_nothing
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.verdict import Finding

__all__ = ["Cases", "FunctionPart", "FunctionQuestion"]

MOST_SHOWN = 2
"""Wrong cases that are written out; whoever mends those sees the next ones."""


@dataclass(frozen=True, kw_only=True)
class FunctionQuestion(Question):
    """A function in the variable `answer` that computes what `task` names (autograder.convolution.
    tasks). Each part is right where the function is right on all its cases; where it is not, the
    student gets the smallest input on which it goes wrong. Arrays, tensors and nested lists of
    numbers of any type are taken; libraries that do the task themselves are not."""

    kind: ClassVar[str] = "function"

    answer: str
    """The variable that holds the function."""
    task: str
    """What it must compute: a name in TASKS."""
    parts: tuple[FunctionPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any number, in units of the largest number expected (at least 1)."""

    def __post_init__(self) -> None:
        """ValueError for a task that there isn't."""
        if self.task not in TASKS:
            raise ValueError(f"there is no task {self.task!r}. Known are: {', '.join(TASKS)}")

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader draws cases of its own."""
        return any(part.drawn for part in self.parts)

    @property
    def _task(self) -> Task:
        return TASKS[self.task]

    def wanted(self) -> tuple[Wanted, ...]:
        """The function, and what stands for its code."""
        return (Wanted(self.answer, "function"), Wanted(self.answer, "function-settings"))

    def expected(self, reference: Given, probe: Probe) -> tuple[ExpectedPart, ...]:
        """What the task's own function gives on all cases; the master's must give the same."""
        expected = tuple(
            ExpectedPart(
                self._asked(
                    public_cases(part.cases, self._task, part.seed(self.id), part.examples)
                ),
                self._asked(drawn_cases(part.cases, self._task, part.seed(self.id), part.drawn)),
            )
            for part in self.parts
        )
        verdict = self.judge(reference, expected, Given())
        if verdict.outcome != "correct":
            raise ValueError(f"the master's `{self.answer}` is not right: {verdict.message}")
        return expected

    def _asked(self, cases: Sequence[Case]) -> tuple[Asked, ...]:
        return tuple(Asked(case, self._task.compute(case.arguments)) for case in cases)

    def findings(
        self, given: Given, expected: Sequence[ExpectedPart], untouched: Given
    ) -> Sequence[Finding]:
        """One finding for each part."""
        wanted, _ = self.wanted()
        problem = unusable(wanted, given, untouched)
        if problem:
            return [replace(problem, part=part.name) for part in self.parts]
        tryout = Tryout(self._task, lambda order: given.call(wanted, order))
        if self._is_untouched(given, untouched):
            shown = [asked.case for part in expected for asked in part.public]
            if all(map(gives_nothing, tryout.replies(shown))):
                return [Finding(part.name, "not attempted") for part in self.parts]
        parts = [self._try(tryout, part.public, part.drawn) for part in expected]
        return self._told(tryout, parts)

    def _is_untouched(self, given: Given, untouched: Given) -> bool:
        """Whether the function's own code is the starter's."""
        _, settings = self.wanted()
        code = given.value(settings).value
        return bool(code) and code == untouched.value(settings).value

    def _try(
        self, tryout: Tryout, twice: Sequence[Asked], once: Sequence[Asked] = ()
    ) -> list[Tried]:
        """What the function gives on these cases; some of them are tried again at the end."""
        cases = [*twice, *once]
        replies = tryout.replies([asked.case for asked in (*cases, *twice)])
        later = [*replies[len(cases) :], *[None] * len(once)]
        return [
            Tried(asked, reply, fault(reply, again, asked.expected, self.tolerance))
            for asked, reply, again in zip(cases, replies, later, strict=False)
        ]

    def _told(self, tryout: Tryout, parts: Sequence[Sequence[Tried]]) -> Sequence[Finding]:
        """The findings. A wrong case is shown for every part, but for those wrong as one before is."""
        findings: list[Finding] = []
        faults: list[Fault] = []
        seen: set[Hashable] = set()
        for part, tried in zip(self.parts, parts, strict=True):
            wrong = [item for item in tried if item.fault]
            if not wrong:
                findings.append(Finding(part.name, "correct"))
                continue
            told = self._explaining(tried)
            names = tuple(mistake.name for mistake in told)
            shown = min(wrong, key=lambda item: item.may_shrink)
            if shown.may_shrink and names not in seen and len(seen) < MOST_SHOWN:
                shown = self._smallest(tryout, part, tried)
            key = names or shown.alike
            show = (
                key not in seen and sum(found.trial is not None for found in findings) < MOST_SHOWN
            )
            finding = wrong_finding(self.answer, self._task, part.name, shown, show)
            if told:
                sentences = tuple(mistake.message for mistake in told)
                finding = replace(finding, mistakes=names, sentences=sentences)
            seen.add(key)
            findings.append(finding)
            faults += [shown.fault] if shown.fault else []
        return in_short(self.answer, findings, faults)

    def _explaining(self, tried: Sequence[Tried]) -> tuple[FunctionMistake, ...]:
        """The mistakes of the rubric that give the same as the function in every case."""
        if any(item.fault and item.fault.kind not in ("values", "shape") for item in tried):
            return ()
        return tuple(
            mistake
            for mistake in FUNCTION_MISTAKES[self.task]
            if mistake.name in self.mistakes.told and explains(mistake, tried, self.tolerance)
        )

    def _smallest(self, tryout: Tryout, part: FunctionPart, tried: Sequence[Tried]) -> Tried:
        """The smallest wrong case: of those that were tried, or of those that a search finds."""
        known = {item.asked.case.key: item for item in tried}

        def wrong(case: Case) -> bool:
            if case.key not in known:
                (known[case.key],) = self._try(tryout, (), self._asked([case]))
            return known[case.key].may_shrink

        of_tried = (item for item in tried if item.may_shrink)
        smallest = min(of_tried, key=lambda item: item.asked.case.extent)
        if len(tried) > part.examples and not tryout.is_over:  # only the grader draws
            found = smallest_case(part.cases, self._task, part.seed(self.id), part.drawn, wrong)
            if found is not None and found.extent <= smallest.asked.case.extent:
                return known[found.key]
        return smallest

    def publish(
        self, expected: Sequence[ExpectedPart]
    ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The public examples with what is expected of them; nothing that is drawn."""
        arrays: dict[str, np.ndarray] = {}
        parts = []
        for number, (part, asked) in enumerate(zip(self.parts, expected, strict=True)):
            examples = []
            for index, example in enumerate(asked.public):
                before = f"{self.id}:{number}:{index}"
                plain, of_case = example.case.publish(before)
                arrays |= of_case | {f"{before}:expected": example.expected}
                examples.append(plain)
            parts.append({"name": part.name, "examples": examples})
        return {
            "answer": self.answer,
            "task": self.task,
            "parts": parts,
            "tolerance": self.tolerance,
            "more": self.hidden_probes,
        }, arrays

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, tuple[ExpectedPart, ...]]:
        """The live question: that more is drawn is known, not what."""
        drawn = 1 if plain["more"] else 0
        question = cls(
            **common,
            answer=plain["answer"],
            task=plain["task"],
            parts=tuple(
                FunctionPart(part["name"], Cases(), len(part["examples"]), drawn)
                for part in plain["parts"]
            ),
            tolerance=plain["tolerance"],
        )
        expected = tuple(
            ExpectedPart(
                tuple(
                    Asked(
                        Case.restore(example, arrays),
                        arrays[f"{question.id}:{number}:{index}:expected"],
                    )
                    for index, example in enumerate(part["examples"])
                )
            )
            for number, part in enumerate(plain["parts"])
        )
        return question, expected

    def mistaken(self, expected: Sequence[ExpectedPart]) -> Mapping[str, Hashable | None]:
        """For every mistake: the wrong results on the public examples. Habits can always be seen."""
        shown = [asked for part in expected for asked in part.public]
        result: dict[str, Hashable | None] = {}
        for mistake in FUNCTION_MISTAKES[self.task]:
            ways = frozenset(
                tuple(self._result(wrong, asked) for asked in shown) for wrong in mistake.wrong
            )
            told = frozenset(way for way in ways if any(result is not None for result in way))
            result[mistake.name] = (told or None) if mistake.wrong else mistake.name
        return result

    def _result(self, wrong: Wrong, asked: Asked) -> Hashable:
        output = wrong_output(wrong, asked, self.tolerance)
        return None if output is None else (output.shape, (np.round(output, 6) + 0.0).tobytes())
