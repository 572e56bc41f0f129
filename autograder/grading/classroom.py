"""Grades a class: many submissions at a time, always with the same marks in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from autograder.engine.session import Engine, Limits
from autograder.errors import AutograderError
from autograder.failure_log import keep_traceback
from autograder.grading.autograded import write_autograded
from autograder.grading.exam import Exam
from autograder.grading.grade import Graded, grade_student
from autograder.grading.gradebook import GradebookWriter
from autograder.grading.marks import Incident, Marks
from autograder.grading.submission import Submission


def grade_class(
    exam: Exam,
    students: Sequence[str],
    engine: Engine,
    jobs: int,
    limits: Limits = Limits(),
    finished: Callable[[str], None] = lambda student: None,
) -> Iterator[Graded]:
    """Grades `jobs` submissions at a time; gives them in the order of `students`.

    `finished` is called with the name of each student as soon as that submission is done.
    """
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        futures: list[Future[Graded]] = []
        for student in students:
            future = pool.submit(_grade, exam, student, engine, limits)
            future.add_done_callback(lambda _, student=student: finished(student))  # type: ignore[misc]
            futures.append(future)
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _grade(exam: Exam, student: str, engine: Engine, limits: Limits) -> Graded:
    try:
        return grade_student(exam, student, engine, limits)
    except Exception as error:  # one bad submission never stops the others, whatever it found in us
        message = f"The grader itself failed on this submission: {type(error).__name__}: {error}"
        log = None if isinstance(error, AutograderError) else keep_traceback(error)
        message += f" (more in {log})" if log else ""
        told = "Your submission could not be graded yet; the staff have been told."
        incident = Incident("grader-failed", "grader", message, told)
        marks = Marks(exam.assignment.name, student, "unreadable", (), (incident,))
        folder = exam.assignment.course.submitted / student / exam.assignment.name
        return Graded(marks, None, Submission(student, folder, None, "unreadable", (incident,)))


def grade_and_record(
    exam: Exam,
    students: Sequence[str],
    gradebook: GradebookWriter,
    engine: Engine,
    jobs: int,
    limits: Limits = Limits(),
    finished: Callable[[str], None] = lambda student: None,
) -> tuple[Marks, ...]:
    """Grades a class, and writes each submission's marks to the gradebook and its notebook to
    `autograded/` as soon as its turn comes, so that a run that is stopped keeps what it has."""
    marks = []
    gradebook.enter(exam)
    for graded in grade_class(exam, students, engine, jobs, limits, finished):
        marks.append(graded.marks)
        record(exam, graded, gradebook)
    return tuple(marks)


def record(exam: Exam, graded: Graded, gradebook: GradebookWriter) -> None:
    """Writes the marks of one notebook to the gradebook, and the graded notebook to `autograded/`.

    A submission without any notebook is left out. In one that has others, a missing one counts 0.
    """
    marks, folder = graded.marks, graded.submission.folder
    if marks.status == "missing":
        if any((folder / f"{name}.ipynb").is_file() for name in exam.notebooks):
            gradebook.save_missing(exam, marks.student, folder)
    elif marks.verdicts:
        write_autograded(exam, graded)
        gradebook.save(exam, marks, folder, graded.notebook)
