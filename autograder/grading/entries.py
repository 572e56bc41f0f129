"""What the gradebook holds of an assignment, student by student."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.printable import printable


@dataclass(frozen=True)
class Entry:
    """What nbgrader's gradebook holds of one student and one assignment."""

    student: str
    """nbgrader's id: the login name."""
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    """The student's id in Canvas or another such system; nbgrader's column of that name."""
    raw: float | None
    """With the marks given by hand; None where nothing was submitted."""
    penalty: float
    """For a late submission."""
    most: float
    needs_manual: bool
    """Whether a mark by hand is still to be given."""

    @property
    def score(self) -> float | None:
        """What counts: at least 0. None where nothing was submitted."""
        return None if self.raw is None else max(0.0, self.raw - self.penalty)


def read_entries(gradebook: Any, assignment: str) -> Iterator[Entry]:
    """Of every student in nbgrader's open gradebook, by last name, first name and id.

    nbgrader's MissingEntry where the assignment was never entered.
    """
    most = float(gradebook.find_assignment(assignment).max_score)
    submitted = {s.student_id: s for s in gradebook.assignment_submissions(assignment)}
    for student in sorted(gradebook.students, key=_order):
        one = submitted.get(student.id)
        yield Entry(
            printable(student.id),
            student.first_name or "",
            student.last_name or "",
            student.email or "",
            student.lms_user_id or "",
            None if one is None else float(one.score),
            0.0 if one is None else float(one.late_submission_penalty or 0.0),
            most,
            one is not None and bool(one.needs_manual_grade),
        )


def _order(student: Any) -> tuple[str, str, str]:
    return student.last_name or "", student.first_name or "", student.id
