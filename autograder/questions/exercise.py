"""An exercise: what is asked of a student, and how an answer is judged."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import ClassVar, Generic, TypeVar

from autograder.questions.answer import Answer
from autograder.questions.explanation import explanation
from autograder.questions.message import message_of, outcome_of
from autograder.questions.verdict import Finding, Verdict
from autograder.values.call import NO_PORT, Port
from autograder.values.export import Export
from autograder.values.problems import UNREADABLE, problem_sentence
from autograder.values.value import Value

MOST_ROWS = 2
"""Rows of windows that are drawn for one question."""

Expected = TypeVar("Expected")
"""What a right answer to a kind of question gives, as its answers are compared with it."""


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC, Generic[Expected]):
    """What a question is for both sides: a `Question` of the rubric, which the grader has, and a
    `PublicQuestion`, which students have, are exercises of one class, so that both judge alike."""

    reads_output: ClassVar[bool] = False
    """Whether the answer is what its own cell prints."""
    to_ask: ClassVar[str] = ""
    """What students should ask themselves where several ideas explain their answer equally well."""
    by_hand: ClassVar[bool] = False
    """Whether what is called must do its work without libraries: the grader has it called where there are
    none."""

    id: str
    """The name of the question: what the cells are marked with, and what `check` is called with."""
    points: float
    statement: str
    """What is asked, in one sentence."""
    hint: str
    """One sentence that helps without giving the answer."""
    because: str = ""
    """One sentence on why a right answer is right; empty where the rubric has none."""

    @property
    def automatic(self) -> bool:
        """Whether the autograder gives this question's points (a written one waits for a person)."""
        return True

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader looks at more than a live check can."""
        return False

    @property
    def pieces(self) -> int:
        """How many equal pieces the points of a part come in: more than 1 where a share of them may be
        given (`Finding.share`)."""
        return 1

    @property
    @abstractmethod
    def untold_names(self) -> tuple[str, ...]:
        """The slips that no student is told of in this question, whatever they explain."""

    @abstractmethod
    def exports(self) -> tuple[Export, ...]:
        """The values to take at the check cell. Called by the grader and by the live check."""

    @abstractmethod
    def findings(
        self, answer: Answer, expected: Expected, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each part; `untouched` is what the starter gives before anybody typed anything, and
        `port` has calls made of what stayed in the notebook."""

    def judge(
        self, answer: Answer, expected: Expected, untouched: Answer, port: Port = NO_PORT
    ) -> Verdict:
        """The verdict on an answer. Each part has an equal share of the points."""
        findings = tuple(self.findings(answer, expected, untouched, port))
        earned = sum(finding.earned for finding in findings)
        findings = tuple(map(self._told, findings))
        found = explanation(findings)
        drawn = (found.rows.get(finding.part, finding.row)() for finding in findings)
        sentences = (
            (*found.sentences, self.to_ask) if found.unsure and self.to_ask else found.sentences
        )
        trials = tuple(finding.trial for finding in findings if finding.trial)
        outcome, broken = outcome_of(findings), ""
        if answer.broken and earned < len(findings):
            # Who got an error has tried, whatever is left in the variable
            outcome = "error" if outcome == "not attempted" else outcome
            broken = f"The cell of this answer ended with an error: {answer.broken}\n"
        return Verdict(
            question=self.id,
            outcome=outcome,
            points=self.points * earned / len(findings),
            max_points=self.points,
            message=broken + message_of(findings, sentences, self.because, bool(broken)),
            nudge=broken + message_of(findings, _questions(sentences), "", bool(broken))
            if sentences and all(sentence.endswith("?") for sentence in sentences)
            else "",
            slips=found.slips,
            pictures=tuple(picture for finding in findings for picture in finding.pictures),
            rows=tuple(islice(filter(None, drawn), MOST_ROWS)),
            trials=trials,
            brief=broken + message_of(findings, sentences, brief=True) if trials else "",
            parts=tuple((finding.part, finding.earned) for finding in findings),
            hidden_decides=self.hidden_probes,
        )

    def _told(self, finding: Finding) -> Finding:
        """The finding without what is not to be told."""
        if not finding.ways or not self.untold_names:
            return finding
        untold = set(self.untold_names)
        ways = (way for way in finding.ways if untold.isdisjoint(step.slip for step in way.steps))
        return replace(finding, ways=tuple(ways))


def _questions(sentences: Sequence[str]) -> list[str]:
    """What each sentence asks at its end, without the idea before it."""
    asked = [re.split(r"(?<=[.!?:]) ", sentence)[-1] for sentence in sentences]
    return [question[0].upper() + question[1:] for question in asked]


def unusable(export: Export, answer: Answer, untouched: Answer) -> Finding | None:
    """The finding where there is no usable value: not attempted, error or wrong type; else None."""
    value = answer.value(export)
    if _untouched(export, value, untouched):
        return Finding(export.name, "not attempted")
    if value.problem is None:
        return None
    message = problem_sentence(export, value)
    if value.problem in UNREADABLE:
        return Finding(export.name, "error", message)
    return Finding(export.name, "wrong", message)


def _untouched(export: Export, value: Value, untouched: Answer) -> bool:
    if export.key not in untouched.values or value.problem in UNREADABLE:
        return False
    before = untouched.value(export)
    if export.form in ("layer", "function") and value.problem is None:
        # Two layers are alike where their settings are: the question itself looks there
        return False
    return value.same_as(before)
