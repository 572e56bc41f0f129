"""Judges all evidence of a class by the rubric as it is now: who gains, who loses, by what, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.grading.evidence.runner import NoEvidenceError
from autograder.grading.grader import Grader
from autograder.grading.marks import Marks, joined
from autograder.grading.side_by_side import side_by_side
from autograder.questions.verdict import Verdict

NEVER_GRADED = "it has not been graded yet"
CHANGED = (
    "the evidence does not say it: the notebook, or what it is run with, is another one, or something is "
    "called that was not called then"
)


@dataclass(frozen=True)
class VerdictChange:
    """What is said otherwise of one question."""

    question: str
    before: Verdict | None
    """None where it was not asked."""
    after: Verdict | None
    """None where it is not asked any more."""

    @property
    def points(self) -> float:
        """How many points more."""
        return _points(self.after) - _points(self.before)

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "id": self.question,
            "before": _plain(self.before),
            "after": _plain(self.after),
        }


@dataclass(frozen=True)
class Regraded:
    """One submission before and after."""

    before: Marks
    after: Marks

    @property
    def student(self) -> str:
        """Whose it is."""
        return self.before.student

    @property
    def gain(self) -> float:
        """How many points more."""
        return self.after.score - self.before.score

    @property
    def changes(self) -> tuple[VerdictChange, ...]:
        """The questions of which something else is said, in their order."""
        before = {verdict.question: verdict for verdict in self.before.verdicts}
        after = {verdict.question: verdict for verdict in self.after.verdicts}
        return tuple(
            VerdictChange(name, before.get(name), after.get(name))
            for name in dict.fromkeys((*after, *before))
            if before.get(name) != after.get(name)
        )

    @property
    def differs(self) -> bool:
        """Whether anything is said otherwise."""
        return bool(self.changes)

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "student": self.student,
            "before": self.before.score,
            "after": self.after.score,
            "questions": [change.plain() for change in self.changes],
        }


@dataclass(frozen=True)
class Unanswered:
    """A submission of which the evidence does not say what it gets now."""

    student: str
    reason: str


@dataclass(frozen=True)
class Regrading:
    """What judging again gave for a class."""

    assignment: str
    regraded: tuple[Regraded, ...]
    """Every submission that could be judged again."""
    unanswered: tuple[Unanswered, ...] = ()

    @property
    def different(self) -> tuple[Regraded, ...]:
        """Those of which something else is said."""
        return tuple(item for item in self.regraded if item.differs)

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "assignment": self.assignment,
            "submissions": len(self.regraded),
            "changed": [item.plain() for item in self.different],
            "unanswered": [vars(item) for item in self.unanswered],
        }


def regrade(
    grader: Grader,
    students: Sequence[str],
    run: bool = False,
    finished: Callable[[str], None] = lambda student: None,
) -> Regrading:
    """Judges what the notebooks of these students gave; nothing is written. With `run` those are run
    of which the evidence does not say enough."""
    found: dict[str, Regraded | Unanswered | None] = dict.fromkeys(students)
    recorded = replace(grader, recorded_only=True)

    def one(student: str) -> tuple[str, Regraded | Unanswered | None]:
        answer = _regraded(recorded, grader if run else None, student)
        finished(student)
        return student, answer

    for student, answer in side_by_side(one, students, grader.jobs):
        found[student] = answer
    return Regrading(
        grader.assignment.name,
        tuple(item for item in found.values() if isinstance(item, Regraded)),
        tuple(item for item in found.values() if isinstance(item, Unanswered)),
    )


def apply(grader: Grader, regrading: Regrading) -> Iterator[str]:
    """Writes what differs, submission by submission; gives the student of each that is written. Points
    that a person gave stay."""
    grader.enter()
    for item in regrading.different:
        for exam in grader.exams:
            grader.ledger.keep(exam, grader.grade_student(exam, item.student))
        yield item.student


def _regraded(recorded: Grader, live: Grader | None, student: str) -> Regraded | Unanswered | None:
    """By the evidence, or else by a `live` grader, where there is one. None for what could not be
    read, which no rubric changes."""
    before, after = [], []
    for exam in recorded.exams:
        kept = recorded.ledger.kept(exam, student)
        try:
            now = recorded.marks_of(exam, student)
        except NoEvidenceError:
            if live is None:
                return Unanswered(student, CHANGED if kept else NEVER_GRADED)
            now = live.marks_of(exam, student)
        if now.status != "graded":
            return None
        if kept is None:
            return Unanswered(student, NEVER_GRADED)
        before.append(kept.marks)
        after.append(now.without_pictures())
    names = [exam.name for exam in recorded.exams]
    return Regraded(joined(before, names), joined(after, names))


def _points(verdict: Verdict | None) -> float:
    return 0.0 if verdict is None or verdict.points is None else verdict.points


def _plain(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "verdict": verdict.outcome,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "mistake": verdict.mistake,
        "message": verdict.message,
    }
