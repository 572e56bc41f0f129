"""How a function is judged: called where the student's code runs, on many inputs."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from autograder.convolution.tasks import TASKS, Task
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.cases import Case
from autograder.questions.function.explaining import explained_parts
from autograder.questions.function.finding import in_short, wrong_finding
from autograder.questions.function.part import Example, ExpectedPart
from autograder.questions.function.suspect import Suspect
from autograder.questions.function.tryout import Fault, Tryout, fault, gives_nothing
from autograder.questions.verdict import Finding
from autograder.values.call import Port
from autograder.values.export import Export

MOST_SHOWN = 2
"""Wrong cases that are written out; whoever mends those sees the next ones."""

Parts = TypeVar("Parts", bound=Sequence[ExpectedPart])
"""What is expected of each part."""


@dataclass(frozen=True, kw_only=True)
class FunctionExercise(Exercise[Parts]):
    """A function in the variable `answer` that computes what `task` names (autograder.convolution.
    tasks). Each part is right where the function is right on all its cases; where it is not, the
    student gets the smallest input on which it goes wrong. Arrays, tensors and nested lists of
    numbers of any type are taken; libraries that do the task themselves are not."""

    by_hand: ClassVar[bool] = True

    answer: str
    """The variable that holds the function."""
    task: str
    """What it must compute: a name in TASKS."""
    tolerance: float = 1e-4
    """Largest difference allowed in any number, in units of the largest number expected (at least 1)."""

    def __post_init__(self) -> None:
        """ValueError for a task that there isn't."""
        if self.task not in TASKS:
            raise ValueError(f"there is no task {self.task!r}. Known are: {', '.join(TASKS)}")

    @property
    def _task(self) -> Task:
        return TASKS[self.task]

    def exports(self) -> tuple[Export, ...]:
        """The function, and what stands for its code."""
        return (Export(self.answer, "function"), Export(self.answer, "function-settings"))

    def findings(
        self, answer: Answer, expected: Parts, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """One finding for each part."""
        export, _ = self.exports()
        problem = unusable(export, answer, untouched)
        if problem:
            return [replace(problem, part=part.name) for part in expected]
        tryout = Tryout(self._task, port, export)
        if self._is_untouched(answer, untouched):
            shown = [example.case for part in expected for example in part.examples]
            if all(map(gives_nothing, tryout.replies(shown))):
                return [Finding(part.name, "not attempted") for part in expected]
        attempts = [self._try(tryout, part.examples, part.more()) for part in expected]
        return self._findings(tryout, expected, attempts)

    def _is_untouched(self, answer: Answer, untouched: Answer) -> bool:
        """Whether the function's own code is the starter's."""
        _, settings = self.exports()
        code = answer.value(settings).value
        return bool(code) and code == untouched.value(settings).value

    def _try(
        self, tryout: Tryout, twice: Sequence[Example], once: Sequence[Example] = ()
    ) -> list[Attempt]:
        """What the function gives on these cases; some of them are tried again at the end."""
        cases = [*twice, *once]
        replies = tryout.replies([example.case for example in (*cases, *twice)])
        later = [*replies[len(cases) :], *[None] * len(once)]
        quotable = [True] * len(twice) + [False] * len(once)
        return [
            Attempt(example, reply, fault(reply, again, example.expected, self.tolerance), own)
            for example, reply, again, own in zip(cases, replies, later, quotable, strict=False)
        ]

    def _findings(
        self, tryout: Tryout, expected: Parts, attempts: Sequence[Sequence[Attempt]]
    ) -> Sequence[Finding]:
        """One for each part. A wrong case is shown for every part, but for those wrong as one before is."""
        findings: list[Finding] = []
        faults: list[Fault] = []
        seen: set[Hashable] = set()
        explained = explained_parts(
            self.task,
            [part.name for part in expected],
            attempts,
            lambda number: self.suspects(expected[number]),
        )
        for number, (part, of_part) in enumerate(zip(expected, attempts, strict=True)):
            wrong = [attempt for attempt in of_part if attempt.fault]
            if not wrong:
                findings.append(Finding(part.name, "correct"))
                continue
            ways = explained[number]
            names = tuple(step.slip for way in ways for step in way.steps)
            shown = min(wrong, key=lambda attempt: attempt.may_shrink)
            if shown.may_shrink and names not in seen and len(seen) < MOST_SHOWN:
                shown = self._smallest(tryout, number, of_part)
            key = names or shown.alike
            show = (
                key not in seen and sum(found.trial is not None for found in findings) < MOST_SHOWN
            )
            finding = wrong_finding(self.answer, self._task, part.name, shown, show)
            finding = replace(finding, ways=(*finding.ways, *ways))
            seen.add(key)
            findings.append(finding)
            faults += [shown.fault] if shown.fault else []
        return in_short(self.answer, findings, faults)

    def _smallest(self, tryout: Tryout, number: int, attempts: Sequence[Attempt]) -> Attempt:
        """The smallest wrong case: of those that were tried, or of those that a search finds."""
        known = {attempt.example.case.key: attempt for attempt in attempts}

        def wrong(case: Case) -> bool:
            if case.key not in known:
                (known[case.key],) = self._try(tryout, (), [self.example(case)])
            return known[case.key].may_shrink

        candidates = (attempt for attempt in attempts if attempt.may_shrink)
        smallest = min(candidates, key=lambda attempt: attempt.example.case.extent)
        found = None if tryout.is_over else self.search(number, len(attempts), wrong)
        if found is not None and found.extent <= smallest.example.case.extent:
            smallest = known[found.key]
        return replace(smallest, quotable=True)

    @abstractmethod
    def suspects(self, part: ExpectedPart) -> Sequence[Suspect]:
        """The functions with slips that a function which is wrong in this part may be."""

    def search(self, number: int, tries: int, wrong: Callable[[Case], bool]) -> Case | None:
        """A small case of the part of that number, of which there were some tries already, on which
        the function is wrong; None where there is none, or nobody looks for one."""
        return None

    def example(self, case: Case) -> Example:
        """The case with what the task's own function gives."""
        return Example(case, self._task.compute(case.arguments))
