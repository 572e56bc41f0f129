"""Where marks are kept: the gradebook, the graded notebooks, and the marks beside their evidence."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.course import Assignment
from autograder.grading.autograded import (
    autograded_notebook,
    clear_autograded,
    is_kept_alone,
    write_autograded,
)
from autograder.grading.evidence.kept_marks import KeptMarks, unpack_marks
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.exam import Exam
from autograder.grading.gradebook import GradebookWriter
from autograder.grading.marks import Marks
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.standing import StandingMarks, standing_marks


@dataclass(eq=False)
class Ledger:
    """Keeps the marks of one assignment; without gradebook and store it keeps nothing."""

    gradebook: GradebookWriter | None = None
    store: EvidenceStore | None = None
    standing: Mapping[str, StandingMarks] = field(default_factory=dict)
    """By the name of a notebook: what the gradebook held when it was opened for this run."""
    unchanged: set[str] = field(default_factory=set)
    """The students whose marks were kept already."""

    def enter(self, exams: Sequence[Exam]) -> None:
        """Enters the assignment in the gradebook, or brings it up to date there."""
        if self.gradebook is None:
            return
        for exam in exams:
            self.gradebook.enter(exam)
        if self.store is not None:
            self.look(exams)

    def clear_left(self, assignment: Assignment) -> None:
        """Clears what runs that were killed have left half written."""
        if self.gradebook is not None:
            clear_autograded(assignment)
        if self.store is not None:
            self.store.clear_left()

    def look(self, exams: Sequence[Exam]) -> None:
        """Looks at what the gradebook holds; nothing is written."""
        if self.gradebook is not None:
            self.standing = {exam.name: standing_marks(self.gradebook, exam) for exam in exams}

    def kept(self, exam: Exam, student: str) -> KeptMarks | None:
        """The marks that were kept last, whatever they were made of."""
        if self.store is None:
            return None
        found = unpack_marks(self.store.kept_marks(self.store.submitted(student, exam.name)))
        if found is None or (found.marks.student, found.marks.assignment) != (
            student,
            exam.assignment.name,
        ):
            return None
        return found

    def holds(self, exam: Exam, folder: Path, marks: Marks) -> bool:
        """Whether gradebook and graded notebook are there already, as `keep` would write them for what was
        handed in in that folder."""
        standing = self.standing.get(exam.name)
        if marks.status == "missing" and not self._others(exam, folder):
            return self.gradebook is not None  # nothing is written for it
        return (
            standing is not None
            and autograded_notebook(exam, marks.student).is_file()
            and standing.holds(exam, marks, folder)
        )

    def keep(self, exam: Exam, graded: NotebookResult) -> None:
        """Writes marks to the gradebook, and the graded notebook to `autograded/`, where there is a
        gradebook.

        A submission without any notebook, or without a folder of its student's name, is left out. In
        one that has other notebooks, a missing one counts 0.
        """
        if self.gradebook is None or graded.unchanged:
            return
        marks, folder = graded.marks, graded.submission.folder
        if not os.path.isdir(folder):
            return
        self.gradebook.must_hold(marks.student)
        if not marks.verdicts or (marks.status == "missing" and not self._others(exam, folder)):
            self.keep_marks(exam, graded)
            return
        with is_kept_alone(exam.assignment, marks.student):
            if marks.status == "missing":
                self.gradebook.save_missing(exam, marks.student, folder)
            else:
                write_autograded(exam, graded)
                self.gradebook.save(exam, marks, folder, graded.notebook)
            self.keep_marks(exam, graded)

    @staticmethod
    def _others(exam: Exam, folder: Path) -> bool:
        """Whether there are other notebooks of the assignment in a submission."""
        return any((folder / f"{name}.ipynb").is_file() for name in exam.notebooks)

    def remarks(self) -> tuple[str, ...]:
        """What is to be told of evidence that could not be used or kept, in sentences; each is given
        once."""
        if self.store is None:
            return ()
        told, self.store.remarks = tuple(self.store.remarks), []
        return told

    def keep_marks(self, exam: Exam, graded: NotebookResult) -> None:
        """Keeps the marks beside the evidence that they were made of."""
        if self.store is not None and graded.marks.verdicts:
            place = self.store.submitted(graded.marks.student, exam.name)
            self.store.put_marks(place, KeptMarks(graded.key, graded.marks).pack())
