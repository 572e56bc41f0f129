"""What stands in the place of marks where the grader itself failed on a submission."""

from __future__ import annotations

from autograder.course.course import Assignment
from autograder.errors import AutograderError
from autograder.failure_log import keep_traceback
from autograder.grading.marks import Incident, Marks
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.submission import Submission

NOT_GRADED_YET = "Your submission could not be graded yet; the staff have been told."


def failed(assignment: Assignment, student: str, error: Exception) -> NotebookResult:
    """No marks, since there was an error; of a fault of our own the traceback is in a log."""
    message = f"The grader itself failed on this submission: {type(error).__name__}: {error}"
    log = None if isinstance(error, AutograderError) else keep_traceback(error)
    return ungraded(assignment, student, message + (f" (more in {log})" if log else ""))


def ungraded(assignment: Assignment, student: str, message: str) -> NotebookResult:
    """No marks; `message` tells staff why."""
    incident = Incident("grader-failed", "grader", message, NOT_GRADED_YET)
    marks = Marks(assignment.name, student, "unreadable", (), (incident,))
    submission = Submission(student, assignment.handed_in(student), None, "unreadable", (incident,))
    return NotebookResult(marks, None, submission)
