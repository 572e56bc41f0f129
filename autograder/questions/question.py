"""A question: the abstract base of all kinds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from autograder.questions.answer import UNREADABLE, Given, Value, Wanted, tell_problem
from autograder.questions.mistakes import Mistakes
from autograder.questions.verdict import Finding, Outcome, Verdict
from autograder.questions.written_out import written_out

Probe = Callable[[str], np.ndarray]
"""Gives the probe of a name as images (batch, height, width, channels)."""


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question of a rubric. A kind of question is a subclass in a file of its own.

    The same object judges in two places: in the grader, where `expected` is worked out from the
    executed master, and live in the student's notebook, where it is rebuilt from the public part.
    """

    kind: ClassVar[str]
    """The word that stands for this kind in the public part."""
    live_referee: ClassVar[bool] = False
    """Whether live checks take what is expected from Keras itself, since it may not be published."""

    id: str
    """The name of the question: what the cells are marked with, and what `check` is called with."""
    points: float
    statement: str
    """What is asked, in one sentence."""
    hint: str
    """One sentence that helps without giving the answer."""
    mistakes: Mistakes = field(default_factory=Mistakes)

    @property
    def automatic(self) -> bool:
        """Whether the autograder gives this question's points (a written one waits for a person)."""
        return True

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader looks at more than a live check can."""
        return False

    @abstractmethod
    def wanted(self) -> tuple[Wanted, ...]:
        """The values to take at the check cell. Called by the grader and by the live check."""

    @abstractmethod
    def expected(self, reference: Given, probe: Probe) -> Any:
        """What a right answer gives, from what the master gave. Called once a run by the grader.

        Raises ValueError where the master's own answer is no answer, with the reason.
        """

    @abstractmethod
    def findings(self, given: Given, expected: Any, untouched: Given) -> Sequence[Finding]:
        """Judges each part; `untouched` is what the starter gives before anybody typed anything."""

    @abstractmethod
    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The public part: plain data and arrays from which `restore` makes a live question."""

    @classmethod
    @abstractmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, Any]:
        """The live question and its public `expected` (None where the referee is live)."""

    @abstractmethod
    def mistaken(self, expected: Any) -> Mapping[str, Hashable | None]:
        """For every mistake of the kind's catalogue: the wrong answer that it gives here, or None."""

    def judge(self, given: Given, expected: Any, untouched: Given) -> Verdict:
        """The verdict on an answer. Points are shared equally by the parts."""
        findings = tuple(self.findings(given, expected, untouched))
        right = sum(finding.outcome == "correct" for finding in findings)
        name, sentences = self._explain(findings)
        trials = tuple(finding.trial for finding in findings if finding.trial)
        outcome, broken = _outcome(findings), ""
        if given.broken and right < len(findings):
            # Who got an error has tried, whatever is left in the variable
            outcome = "error" if outcome == "not attempted" else outcome
            broken = f"The cell of this answer ended with an error: {given.broken}\n"
        return Verdict(
            question=self.id,
            outcome=outcome,
            points=self.points * right / len(findings),
            max_points=self.points,
            message=broken + _message(findings, sentences),
            mistake=name,
            pictures=tuple(picture for finding in findings for picture in finding.pictures),
            trials=trials,
            brief=broken + _message(findings, sentences, brief=True) if trials else "",
            parts=tuple((finding.part, finding.outcome == "correct") for finding in findings),
            hidden_decides=self.hidden_probes,
        )

    def _explain(self, findings: Sequence[Finding]) -> tuple[str | None, tuple[str, ...]]:
        """The mistakes that explain most wrong parts: the name to record and the lines to tell.

        Of those that explain as many, the ones that fewest right parts speak against.
        """
        parts: dict[str, tuple[str, ...]] = {}
        for name in self.mistakes.told:
            explained = tuple(found.part for found in findings if name in found.mistakes)
            if explained:
                parts[name] = explained
        if not parts:
            return None, ()
        against = {name: sum(name in found.against for found in findings) for name in parts}
        most = max(len(explained) for explained in parts.values())
        best = [name for name in parts if len(parts[name]) == most]
        fewest = min(against[name] for name in best)
        best = [name for name in best if against[name] == fewest]
        by_name = {
            name: sentence
            for finding in reversed(findings)
            for name, sentence in zip(finding.mistakes, finding.sentences, strict=True)
        }
        ideas: dict[tuple[str, ...], list[str]] = {}
        for name in best:
            ideas.setdefault(parts[name], []).append(by_name[name])
        return best[0], tuple(
            (f"{_listed(explained)}: " if len(ideas) > 1 else "") + _alternatives(sentences)
            for explained, sentences in ideas.items()
        )


def _alternatives(sentences: Sequence[str]) -> str:
    """Ideas of which each explains the same."""
    different = list(dict.fromkeys(sentences))
    if len(different) == 1:
        return different[0]
    return "More than one idea gives this answer. " + " Or: ".join(different)


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(f"`{part}`" for part in parts)


def unusable(wanted: Wanted, given: Given, untouched: Given) -> Finding | None:
    """The finding where there is no usable value: not attempted, error or wrong type; else None."""
    value = given.value(wanted)
    if _untouched(wanted, value, untouched):
        return Finding(wanted.name, "not attempted")
    if value.problem is None:
        return None
    message = tell_problem(wanted, value)
    if value.problem in UNREADABLE:
        return Finding(wanted.name, "error", message)
    return Finding(wanted.name, "wrong", message)


def _untouched(wanted: Wanted, value: Value, untouched: Given) -> bool:
    if wanted.key not in untouched.values or value.problem in UNREADABLE:
        return False
    before = untouched.value(wanted)
    if wanted.form in ("layer", "function") and value.problem is None:
        # Two layers are alike where their settings are: the question itself looks there
        return False
    return value.same_as(before)


def _outcome(findings: Sequence[Finding]) -> Outcome:
    outcomes = {finding.outcome for finding in findings}
    if outcomes == {"correct"}:
        return "correct"
    if "correct" in outcomes:
        return "partial"
    if outcomes == {"not attempted"}:
        return "not attempted"
    return "wrong" if "wrong" in outcomes else "error"


def _message(findings: Sequence[Finding], sentences: tuple[str, ...], brief: bool = False) -> str:
    if all(finding.outcome == "correct" for finding in findings):
        return "Right."
    if all(finding.outcome == "not attempted" for finding in findings):
        reasons = dict.fromkeys(finding.message for finding in findings if finding.message)
        return " ".join(["Not attempted yet.", *reasons])
    lines = []
    right = [f"`{finding.part}`" for finding in findings if finding.outcome == "correct"]
    if right:
        lines.append(f"Right: {', '.join(right)}.")
    open_parts = [f"`{finding.part}`" for finding in findings if finding.outcome == "not attempted"]
    if open_parts:
        lines.append(f"Not attempted yet: {', '.join(open_parts)}.")
    for finding in findings:
        if finding.message and finding.message not in lines:
            lines.append(finding.message)
        if finding.trial and not brief:
            lines.append(written_out(finding.trial))
    lines += sentences
    return "\n".join(lines)
