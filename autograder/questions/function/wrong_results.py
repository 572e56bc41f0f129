"""What a function with a slip gives, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.convolution.tasks import Task
from autograder.questions.function.imprint import AS_RIGHT, UNKNOWN
from autograder.questions.function.part import Example
from autograder.questions.function.suspect import Recomputed
from autograder.questions.function.trial import written_call
from autograder.questions.shown_answer import shown_answer


@dataclass(frozen=True)
class WrongResults:
    """What one way to make a slip gives on some examples."""

    marks: tuple[str, ...]
    """What tells it from others."""
    words: str
    """The first wrong one: the call, and what it gives."""

    def __str__(self) -> str:
        return self.words


def wrong_results(
    answer: str, task: Task, suspect: Recomputed, examples: Sequence[Example]
) -> list[WrongResults]:
    """What a suspect gives on these examples; nothing where all of it is right."""
    marks = suspect.imprint(examples).marks
    for mark, example in zip(marks, examples, strict=True):
        if mark not in (AS_RIGHT, UNKNOWN):
            output = suspect.output(example)
            given = "an error, or nothing" if output is None else shown_answer(output)
            words = f"{written_call(answer, task, example.case)} gives {given}"
            return [WrongResults(marks, words)]
    return []
