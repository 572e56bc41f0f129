"""Builds an assignment: its source with what its own notebooks give, and nbgrader's release of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.course.build import copy_images, write_beside
from autograder.course.course import Assignment
from autograder.course.nbgrader_release import release, write_source
from autograder.course.source import read_source
from autograder.engine.session import Engine, Limits
from autograder.files import whole_folder
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.references import keys_of, untouched_answers, with_untouched
from autograder.questions.key import Key


def build_assignment(
    assignment: Assignment,
    engine: Engine,
    limits: Limits = Limits(),
    store: EvidenceStore | None = None,
) -> Mapping[str, Key[Any]]:
    """Builds an assignment: source notebook, public part, pictures, and nbgrader's release of them. Gives
    what answers to each question are judged by.

    Master and starter are not run where the store has what they gave, and what they give is kept there.

    ExamError or InputError, saying what to mend, where master and rubric are not in order: then
    what was built before stays.
    """
    source = read_source(assignment)
    with whole_folder(assignment.source) as folder:
        copy_images(assignment, folder)
        runner = PlanRunner(engine, store)
        keys = keys_of(source, runner, folder, limits)
        untouched = untouched_answers(source, runner, folder, limits)
        keys = with_untouched(keys, untouched)
        write_beside(source, keys, folder)
        write_source(assignment, source.notebook, folder)
    release(assignment)
    return keys
