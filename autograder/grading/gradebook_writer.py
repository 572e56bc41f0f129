"""What grading writes to nbgrader's gradebook: an assignment is entered, and the marks of submissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.cells import grade_id, is_answer, is_task, same_text
from autograder.errors import AutograderError
from autograder.grading.exam import Exam
from autograder.grading.gradebook_reader import GradebookError, GradebookReader
from autograder.grading.late import LatePenalty
from autograder.grading.marks import Marks
from autograder.grading.patience import PATIENT, Patience
from autograder.grading.submitted_rows import SubmittedRows
from autograder.grading.timestamp import submitted_at
from autograder.grading.transaction import begin, in_transaction, patiently
from autograder.printable import printable

NO_RESPONSE = "No response."
"""nbgrader's comment on an answer that is as it was released."""


class EntryError(AutograderError, ValueError):
    """What is to be written of one submission is no entry that this gradebook can hold."""


class GradebookWriter(GradebookReader):
    """Writes assignments and marks; each submission is written whole or not at all."""

    def __init__(self, gradebook: Any, penalty: LatePenalty, patience: Patience = PATIENT) -> None:
        """`gradebook` is nbgrader's open one."""
        super().__init__(gradebook, patience)
        self._penalty = penalty

    def must_be_writable(self) -> None:
        """What SQLAlchemy raises, where nothing can be written: on a full disk, in a file that can only
        be read. Tried for real, and taken back."""
        from nbgrader.api import Course

        db = self._gradebook.db

        def touched() -> None:
            db.rollback()
            try:
                begin(db.connection())
                db.execute(Course.__table__.update().values(id=Course.__table__.c.id))
            finally:
                db.rollback()

        patiently(touched, self._patience)

    def enter(self, exam: Exam) -> None:
        """Enters the assignment with its cells, and brings points and cells up to date.

        Submissions that are there already keep their marks and get what is new. What nbgrader
        enters itself is left alone.
        """
        if exam.entered:
            return
        in_transaction(self._gradebook.db, lambda: self._enter(exam), self._patience)

    def _enter(self, exam: Exam) -> None:
        from nbgrader.api import Assignment, GradeCell, Notebook

        db, name = self._gradebook.db, exam.assignment.name
        # nbgrader's own ways would commit every cell
        assignment = db.query(Assignment).filter_by(name=name).one_or_none()
        if assignment is None:
            assignment = Assignment(name=name, course_id=self._gradebook.course_id)
            db.add(assignment)
            db.flush()
        notebook = _put(db, Notebook, name=exam.name, assignment_id=assignment.id)
        places = exam.release.places
        points = {places[q.id].cell: q.points for q in exam.rubric.questions}
        for cell in exam.starter.cells:
            self._enter_cell(cell, exam, notebook, points)
        for grade_cell in db.query(GradeCell).filter_by(notebook_id=notebook.id).all():
            if grade_cell.name not in points:  # a question that was withdrawn, with its marks
                for grade in list(grade_cell.grades):
                    db.delete(grade)
                db.delete(grade_cell)

    def _enter_cell(
        self, cell: NotebookNode, exam: Exam, notebook: Any, points: dict[str, float]
    ) -> None:
        from nbgrader.api import GradeCell, SolutionCell, SourceCell

        mark = cell.metadata.get("nbgrader")
        if mark is None:
            return
        db, kind = self._gradebook.db, cell.cell_type
        place = {"name": mark["grade_id"], "notebook_id": notebook.id}
        if mark["grade"]:
            entered = {"max_score": points.get(mark["grade_id"], 0.0), "cell_type": kind}
            _put(db, GradeCell, entered, **place)
        if mark["solution"]:
            _put(db, SolutionCell, **place)
        source = {
            "cell_type": kind,
            "source": exam.tests.get(mark["grade_id"], cell.source),
            "checksum": mark.get("checksum"),
            "locked": bool(mark["locked"]) and not mark["solution"],
        }
        _put(db, SourceCell, source, **place)

    def save(
        self, exam: Exam, marks: Marks, folder: Path, notebook: NotebookNode | None = None
    ) -> None:
        """Saves the marks of one submitted notebook, with the penalty for a late one.

        A mark that a person gave stays, and is to be looked at. Where the graded `notebook` is
        given, answers that are as they were released get nbgrader's comment.
        """
        self._write(marks.student, lambda: self._save(exam, marks, folder, notebook))

    def must_hold(self, student: str) -> None:
        """EntryError where the gradebook takes no id of that length; SQLite takes any."""
        from nbgrader.api import Student

        most = Student.__table__.c.id.type.length
        if self._gradebook.db.get_bind().dialect.name != "sqlite" and len(student) > most:
            raise _unheld(student, f"an id has at most {most} characters there")

    def _write(self, student: str, work: Callable[[], None]) -> None:
        """Does what is to be written of one submission. EntryError where it can't be held, such as a
        letter that the database's encoding lacks."""
        from sqlalchemy.exc import DataError

        try:
            in_transaction(self._gradebook.db, work, self._patience)
        except DataError as error:
            raise _unheld(student, str(error.orig).strip()) from error

    def _save(self, exam: Exam, marks: Marks, folder: Path, notebook: NotebookNode | None) -> None:
        submission, book, rows = self._submitted(exam, marks.student, folder)
        grades, given = rows.grades(), []
        for verdict in marks.verdicts:
            cell = exam.release.places[verdict.question].cell
            grade = grades.get(cell)
            if grade is None:
                raise GradebookError(
                    f"the gradebook has no cell {cell} of {exam.name} any "
                    "more: meanwhile another state of the assignment was entered. Grade again"
                )
            manual = verdict.needs_manual or grade.by_hand is not None
            given.append((grade, verdict.points, manual))
        rows.put_grades(given)
        if notebook is not None:
            rows.put_comments(NO_RESPONSE, _left_as_released(exam, notebook))
        self._penalty.apply(self._gradebook.db, submission, book)

    def save_missing(self, exam: Exam, student: str, folder: Path) -> None:
        """Saves that one notebook of a submission was not handed in: as nbgrader does, all its cells
        get 0 points, and nobody needs to look."""
        self._write(student, lambda: self._save_missing(exam, student, folder))

    def _save_missing(self, exam: Exam, student: str, folder: Path) -> None:
        _, _, rows = self._submitted(exam, student, folder)
        rows.put_grades((grade, 0, False) for grade in rows.grades().values())

    def _submitted(self, exam: Exam, student: str, folder: Path) -> tuple[Any, Any, SubmittedRows]:
        """The submission, its notebook, and the rows of that, one for every cell."""
        submission = self._submission(exam.assignment.name, student)
        timestamp = submitted_at(folder)
        if timestamp is not None:
            submission.timestamp = timestamp
        db = self._gradebook.db
        rows = {
            book.name: SubmittedRows(db, book.id, book.notebook_id) for book in submission.notebooks
        }
        for each in rows.values():
            each.complete()
        book = next(book for book in submission.notebooks if book.name == exam.name)
        return submission, book, rows[book.name]

    def _submission(self, name: str, student: str) -> Any:
        """The submission, made where it is missing, and the student too. nbgrader's own way would
        commit each at once: a run that ends there would leave a submission without marks."""
        from nbgrader.api import MissingEntry, Student, SubmittedAssignment, SubmittedNotebook

        db = self._gradebook.db
        person = _put(db, Student, id=student)
        try:
            return self._gradebook.find_submission(name, student)
        except MissingEntry:
            assignment = self._gradebook.find_assignment(name)
            submission = SubmittedAssignment(assignment=assignment, student=person)
            db.add(submission)
            for notebook in assignment.notebooks:
                db.add(SubmittedNotebook(notebook=notebook, assignment=submission))
            db.flush()
            return submission


def _put(db: Any, kind: Any, values: Mapping[str, Any] | None = None, **key: Any) -> Any:
    """The entry of that key with those values, made where it is missing."""
    entry = db.query(kind).filter_by(**key).one_or_none()
    if entry is None:
        entry = kind(**key, **(values or {}))
        db.add(entry)
        db.flush()
    for name, value in (values or {}).items():
        setattr(entry, name, value)
    return entry


def _unheld(student: str, reason: str) -> EntryError:
    return EntryError(
        f"the gradebook can't hold this submission ({reason}): the name of its folder is the student's "
        f"id. Give {printable(student)} another name, and grade again"
    )


def _left_as_released(exam: Exam, notebook: NotebookNode) -> frozenset[str]:
    """The answers that are what was released."""
    released = {grade_id(cell): cell.source for cell in exam.starter.cells}
    return frozenset(
        name
        for cell in notebook.cells
        if (name := grade_id(cell)) is not None
        and is_answer(cell)
        and not is_task(cell)
        and name in released
        and same_text(cell.source, released[name])
    )
