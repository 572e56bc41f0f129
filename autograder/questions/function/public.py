"""What students have of a question for a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.questions.function.cases import Case
from autograder.questions.function.judging import FunctionExercise
from autograder.questions.function.part import Example, ExpectedPart, ShownPart
from autograder.questions.function.suspect import Imprinted, Suspect
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicFunction(
    FunctionExercise[tuple[ShownPart, ...]], PublicQuestion[tuple[ShownPart, ...]]
):
    """The public examples, and what a right function gives. Nothing is worked out: what slips give is
    known by marks, and cases that are looked for are those that were published."""

    parts: tuple[ShownPart, ...]
    more: bool
    """Whether the grader draws more cases."""

    @property
    def hidden_probes(self) -> bool:
        """Known to be there, not what they are."""
        return self.more

    def expected(self) -> tuple[ShownPart, ...]:
        """What was published."""
        return self.parts

    def suspects(self, part: ExpectedPart) -> Sequence[Suspect]:
        """Those whose marks were published."""
        assert isinstance(part, ShownPart), "the grader's parts are the grader's"
        places = {example: number for number, example in enumerate(part.examples)}
        return [Imprinted(line, places) for line in part.imprints]

    def search(self, number: int, tries: int, wrong: Callable[[Case], bool]) -> Case | None:
        """The first of the small cases on which it is wrong."""
        small = (example.case for example in self.parts[number].small)
        return next(filter(wrong, small), None)

    def example(self, case: Case) -> Example:
        """The published one."""
        return self._small[case.key]

    @cached_property
    def _small(self) -> Mapping[tuple[Any, ...], Example]:
        """The small cases of all parts."""
        return {example.case.key: example for part in self.parts for example in part.small}
