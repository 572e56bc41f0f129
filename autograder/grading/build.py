"""Builds an assignment: `course/` puts it together, from what its own notebooks give here."""

from __future__ import annotations

from autograder.course.build import build, lay_out_pictures
from autograder.course.course import Assignment
from autograder.course.source import read_source
from autograder.engine.session import Engine, Limits
from autograder.grading.references import references, untouched_answers


def build_assignment(assignment: Assignment, engine: Engine, limits: Limits = Limits()) -> None:
    """Builds an assignment: source notebook, public part, pictures, and nbgrader's release of them.

    ExamError or ValueError, saying what to mend, where master and rubric are not in order.
    """
    source = read_source(assignment)
    lay_out_pictures(assignment)
    expected = references(source, engine, assignment.source, limits)
    untouched = untouched_answers(source, engine, assignment.source, limits)
    build(source, expected, untouched)
