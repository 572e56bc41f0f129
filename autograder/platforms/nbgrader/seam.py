"""The seam into `nbgrader autograde`: our grading in the place of its steps.

nbgrader's converter keeps its commands, its folders and its buttons. It reads a notebook with
`SubmissionExporter`, which leaves the submitted file alone, and has `GradeInSandbox` give the graded
one: the same operation, the same marks and the same bytes as `autograder grade`.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.course import Assignment, Course
from autograder.engine.session import Engine, Limits
from autograder.errors import AutograderError
from autograder.failure_log import told
from autograder.grading.course_directory import course_of
from autograder.grading.exam import ExamError
from autograder.grading.file_tree import link_on_the_way
from autograder.grading.files_beside import files_beside, lay_out
from autograder.grading.gradebook import open_gradebook
from autograder.grading.incidents import FORGEABLE
from autograder.grading.notebook_name import renamed
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.patience import Patience
from autograder.grading.plain_course import find_assignment
from autograder.grading.timestamp import submitted_at
from autograder.platforms.nbgrader.desk import DESK


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """Hands on an empty notebook in the place of the submitted one, which only `GradeInSandbox` reads:
    it knows what to say of a file that is no notebook, and nbgrader would stop there."""

    def __init__(self, **options: Any) -> None:
        """nbgrader makes one for each run. NbGraderException where no sandbox can stand, or where the
        assignment's own files are not in order: then nothing is run at all."""
        super().__init__(**options)
        _read_times_as_we_do(self.parent.coursedir)
        _take_files_as_we_do(self.parent)
        try:
            course = course_of(self.parent)
            with DESK.engine(course) as (engine, limits):
                # it gets ready while nbgrader opens the gradebook
                _enter_what_was_built(self.parent, course, engine, limits)
        except Exception as error:
            raise _in_a_sentence(self.log, error) from error

    def from_filename(
        self, filename: str, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The notebook that the steps give; what is in the file does not matter to them."""
        empty = NotebookNode(nbformat=4, nbformat_minor=5, metadata=NotebookNode(), cells=[])
        return self.from_notebook_node(empty, resources, **options)


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades a submitted notebook, saves its marks, and gives the graded notebook.

    A whole run shares one engine. What the grader could not do itself is raised: nbgrader says so, and
    goes on with the next submission.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """nbgrader calls this with the names of assignment, notebook and student."""
        where = resources["nbgrader"]
        converter = self.parent.parent
        try:
            graded = self._grade(
                converter, where["assignment"], where["notebook"], where["student"]
            )
        except Exception as error:
            raise _in_a_sentence(self.log, error) from None
        for incident in graded.marks.incidents:
            self.log.log(
                logging.INFO if incident.kind == FORGEABLE else logging.WARNING,
                "%s, %s: %s at %s: %s",
                graded.marks.student,
                where["notebook"],
                incident.kind,
                incident.where,
                incident.message,
            )
        return graded.notebook, resources

    def _grade(self, converter: Any, name: str, notebook: str, student: str) -> NotebookResult:
        course = course_of(converter)
        assignment = find_assignment(course, name)
        with (
            DESK.engine(course) as (engine, limits),
            open_gradebook(course, Patience(tell=self.log.warning)) as gradebook,
        ):
            grader = DESK.grader(assignment, gradebook, engine, limits)
            exam = grader.exam(notebook)
            graded = grader.grade_student(exam, student)
            if graded.notebook is None or graded.marks.student != student:
                raise ExamError(" ".join(item.message for item in graded.marks.incidents))
            gradebook.save(exam, graded.marks, graded.submission.folder, graded.notebook)
            grader.ledger.keep_marks(exam, graded)
            for remark in grader.ledger.remarks():
                self.log.warning("%s", remark)
        return graded


def _in_a_sentence(log: Any, error: Exception) -> NbGraderException:
    """The error as nbgrader knows it, after its log has told it in one sentence; of a fault of our own
    the sentence names the file that holds the traceback."""
    sentence = told(error)
    log.error("%s", sentence)
    return NbGraderException(sentence)


def _read_times_as_we_do(directory: Any) -> None:
    """Has nbgrader's `CourseDirectory` give no time where a `timestamp.txt` holds none that can be
    read. Its own way raises, before any step of ours, and the student would get no marks; with
    this, the marks have an incident that says so."""
    directory.get_existing_timestamp = lambda folder: submitted_at(Path(folder))


def _take_files_as_we_do(converter: Any) -> None:
    """Has nbgrader's converter copy, of what was handed in, the files that we take along. Its own way
    follows links, and looks through folders in folders by a function that calls itself."""
    copy_and_enter = converter.init_assignment
    directory = converter.coursedir

    def init_assignment(name: str, student: str) -> None:
        submitted = directory.submitted_directory
        _must_hold(converter, student)
        top = Path(directory.format_path(submitted, student, name)).parents[1]
        with tempfile.TemporaryDirectory(prefix="handed-in-") as own:
            folder = Path(own, student, name)
            folder.mkdir(parents=True)
            notebooks = [Path(notebook).name for notebook in converter.notebooks]
            if link_on_the_way(top, student, name) is None:
                files = files_beside(top / student / name, notebooks).files
                taken = {renamed(files, notebook) for notebook in notebooks}
                lay_out({i: path for i, path in files.items() if path not in taken}, folder)
            for notebook in notebooks:  # it asks whether they are there
                (folder / notebook).touch()
            directory.submitted_directory = own
            try:
                copy_and_enter(name, student)
            finally:
                directory.submitted_directory = submitted

    converter.init_assignment = init_assignment


def _must_hold(converter: Any, student: str) -> None:
    """NbGraderException, in a sentence, where the gradebook can't hold a student of that id."""
    try:
        with open_gradebook(course_of(converter)) as gradebook:
            gradebook.must_hold(student)
    except AutograderError as error:
        raise _in_a_sentence(converter.log, error) from None


def _enter_what_was_built(converter: Any, course: Course, engine: Engine, limits: Limits) -> None:
    """Enters an assignment of this kit in the gradebook, if it is not there yet: `autograder build`
    makes a release without it, and nbgrader grades nothing that it does not hold."""
    assignment = Assignment(course, converter.coursedir.assignment_id)
    if not assignment.rubric.is_file():
        return
    with open_gradebook(course) as gradebook:
        try:
            gradebook.entered_cells(assignment.name, assignment.name)
        except KeyError:
            DESK.grader(assignment, gradebook, engine, limits)
