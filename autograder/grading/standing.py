"""What the gradebook holds of a notebook before a run: who has these marks already needs no writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.grading.exam import Exam
from autograder.grading.gradebook_reader import GradebookReader
from autograder.grading.marks import Marks
from autograder.grading.timestamp import submitted_at


@dataclass(frozen=True)
class StandingMarks:
    """The points of every student who has submitted."""

    points: Mapping[str, Mapping[str, float | None]]
    """Those that the autograder gave, by student and cell."""
    by_hand: Mapping[str, Mapping[str, float]]
    """The points that a person gave, by student and cell."""
    times: Mapping[str, datetime | None]
    """By student: when it was submitted."""

    def holds(self, exam: Exam, marks: Marks, folder: Path) -> bool:
        """Whether these are the marks, of a submission handed in when the one in `folder` was."""
        held = self.points.get(marks.student)
        places, time = exam.release.places, submitted_at(folder)
        return (
            held is not None
            and all(
                places[verdict.question].cell in held
                and held[places[verdict.question].cell] == verdict.points
                for verdict in marks.verdicts
            )
            and time in (None, self.times[marks.student])  # a run sets no other than that
        )


def standing_marks(gradebook: GradebookReader, exam: Exam) -> StandingMarks:
    """What the gradebook holds of one notebook, by one question to the database."""
    points: dict[str, dict[str, float | None]] = {}
    by_hand: dict[str, dict[str, float]] = {}
    times: dict[str, datetime | None] = {}
    for point in gradebook.points(exam.assignment.name, exam.name):
        points.setdefault(point.student, {})[point.cell] = point.automatic
        if point.by_hand is not None:
            by_hand.setdefault(point.student, {})[point.cell] = point.by_hand
        times[point.student] = point.time
    return StandingMarks(points, by_hand, times)
