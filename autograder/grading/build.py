"""Builds an assignment: its source with what its own notebooks give, and nbgrader's release of it."""

from __future__ import annotations

from autograder.course.build import copy_images, write_beside
from autograder.course.course import Assignment
from autograder.course.nbgrader_release import release, write_source
from autograder.course.source import read_source
from autograder.engine.session import Engine, Limits
from autograder.files import whole_folder
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.references import keys_of, untouched_answers, with_untouched


def build_assignment(assignment: Assignment, engine: Engine, limits: Limits = Limits()) -> None:
    """Builds an assignment: source notebook, public part, pictures, and nbgrader's release of them.

    ExamError or InputError, saying what to mend, where master and rubric are not in order: then
    what was built before stays.
    """
    source = read_source(assignment)
    with whole_folder(assignment.source) as folder:
        copy_images(assignment, folder)
        keys = keys_of(source, PlanRunner(engine), folder, limits)
        untouched = untouched_answers(source, engine, folder, limits)
        write_beside(source, with_untouched(keys, untouched), folder)
        write_source(assignment, source.notebook, folder)
    release(assignment)
