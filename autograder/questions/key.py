"""The key of a question: what answers to it are judged by. Staff only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic

from autograder.questions.answer import Answer
from autograder.questions.exercise import Expected
from autograder.questions.public_question import PublicQuestion
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.questions.sorted_slips import SortedSlips, sort_slips
from autograder.questions.verdict import Verdict
from autograder.values.call import Port


@dataclass(frozen=True, eq=False)
class Key(Generic[Expected]):
    """A question with what is expected of it. Whoever has keys of several kinds, whose expected values
    are of different types, asks them, and never takes one apart."""

    question: Question[Expected]
    expected: Expected
    """What a right answer gives, hidden probes included."""
    untouched: Answer = Answer()
    """What the starter gives; its functions can't be called any more."""

    @classmethod
    def of(
        cls, question: Question[Expected], reference: Answer, probe: Probe, port: Port
    ) -> Key[Expected]:
        """The key of a question, from what the executed master gave.

        ValueError where the master's own answer is no answer, with the reason.
        """
        return cls(question, question.expected(reference, probe, port))

    def verdict(self, answer: Answer, port: Port) -> Verdict:
        """The verdict on an answer."""
        return self.question.judge(answer, self.expected, self.untouched, port)

    def public(self) -> PublicQuestion[Any]:
        """What students have of it."""
        return self.question.publish(self.expected)

    def doubts(self) -> tuple[str, ...]:
        """What in the master's answer does not fit the words of the statement."""
        return self.question.doubts(self.expected)

    def slips(self) -> SortedSlips:
        """Every slip of the kind, sorted by what it does to this question."""
        return self._slips

    @cached_property
    def _slips(self) -> SortedSlips:
        return sort_slips(
            self.question.sentences(),
            self.wrong_answers(),
            lambda part, answer: self.question.fingerprint(self.expected, part, answer),
        )

    def wrong_answers(self) -> WrongAnswers:
        """By slip and part: the wrong answers that it gives."""
        return self._wrong_answers

    @cached_property
    def _wrong_answers(self) -> WrongAnswers:
        return self.question.wrong_answers(self.expected)

    def showing(self, slip: str, probe: Probe) -> str:
        """In which other input or setting a slip would show that leaves this question right."""
        return self.question.showing(self.expected, slip, probe)
