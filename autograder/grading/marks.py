"""The marks of one submission: all verdicts and incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from autograder.printable import printable_lines
from autograder.questions.verdict import ToldSlip, Verdict

Status = Literal["graded", "unreadable", "missing"]


@dataclass(frozen=True)
class Incident:
    """What staff should know of a submission or of its run. Whoever wrote its texts, they can be shown."""

    kind: str
    """time-limit, crashed, check-cell-missing, unreadable and so on."""
    where: str
    """The cell or file, in words."""
    message: str
    """One sentence for staff."""
    student: str = ""
    """One sentence for the student; empty where there is nothing to tell."""
    in_calls: bool = False
    """Whether it happened while answers were called, on inputs that students may not have. What they
    do there can speak of these inputs, so a student is told of it with the marks, never before."""

    def __post_init__(self) -> None:
        for name in ("where", "message", "student"):
            object.__setattr__(self, name, printable_lines(getattr(self, name)))


@dataclass(frozen=True)
class Marks:
    """Everything that grading a submission gave."""

    assignment: str
    student: str
    status: Status
    verdicts: tuple[Verdict, ...]
    incidents: tuple[Incident, ...]
    seconds: float = 0.0
    """Wall time that it took."""

    @property
    def score(self) -> float:
        """The points that the autograder gave."""
        return sum(verdict.points for verdict in self.verdicts if verdict.points is not None)

    @property
    def max_score(self) -> float:
        """The points that the autograder could give: written questions are left out."""
        return sum(verdict.max_points for verdict in self.verdicts if verdict.points is not None)

    def verdict(self, question: str) -> Verdict:
        """The verdict on a question; KeyError where there is none of that id."""
        for verdict in self.verdicts:
            if verdict.question == question:
                return verdict
        raise KeyError(question)

    def with_incidents(self, later: Iterable[Incident]) -> Marks:
        """The same marks, with incidents that came after all others."""
        return replace(self, incidents=(*self.incidents, *later))

    def without_pictures(self) -> Marks:
        """The same marks in words, for whoever keeps those of a whole class."""
        return replace(self, verdicts=tuple(v.without_pictures() for v in self.verdicts))

    def plain(self) -> dict[str, Any]:
        """The marks as JSON holds them."""
        return {
            "student": self.student,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "seconds": round(self.seconds, 2),
            "questions": [_plain_verdict(verdict) for verdict in self.verdicts],
            "incidents": [
                {"kind": incident.kind, "where": incident.where, "message": incident.message}
                for incident in self.incidents
            ],
        }


def joined(marks: Sequence[Marks], notebooks: Sequence[str]) -> Marks:
    """The marks of one submission of several notebooks; ids and places begin with the notebook's
    name. Those of a single notebook stay as they are."""
    if len(marks) == 1:
        return marks[0]
    verdicts = [
        replace(verdict, question=f"{name}/{verdict.question}")
        for item, name in zip(marks, notebooks, strict=True)
        for verdict in item.verdicts
    ]
    incidents = [
        replace(incident, where=f"{name}: {incident.where}")
        for item, name in zip(marks, notebooks, strict=True)
        for incident in item.incidents
    ]
    statuses = [item.status for item in marks]
    return Marks(
        marks[0].assignment,
        marks[0].student,
        min(statuses, key=("graded", "unreadable", "missing").index),
        tuple(verdicts),
        tuple(incidents),
        sum(item.seconds for item in marks),
    )


def _plain_slip(told: ToldSlip) -> dict[str, Any]:
    """`name`, `part`, and `layer` and `axis` where it was made at one of several, counted from 0."""
    return {"name": told.slip, "part": told.part, "layer": told.layer, "axis": told.axis}


def _plain_verdict(verdict: Verdict) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": verdict.question,
        "verdict": verdict.outcome,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "mistake": verdict.mistake,
        "slips": [_plain_slip(told) for told in verdict.slips],
        "message": verdict.message,
    }
    if verdict.needs_manual:
        plain["needs_manual"] = True
    return plain
