"""Puts a grader together, with the course's own settings, gradebook and evidence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from autograder.course.course import Assignment
from autograder.engine.late_engine import LateEngine
from autograder.engine.session import Engine, Limits
from autograder.errors import InputError
from autograder.grading.cluster.address import LOCAL, checked_address
from autograder.grading.cluster.course_message import course_message
from autograder.grading.evidence.late_machines import LateMachines
from autograder.grading.evidence.machines import Machines
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.exam import Exam, ExamError
from autograder.grading.gradebook import GradebookWriter, open_gradebook
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import prepare_exam
from autograder.grading.ledger import Ledger
from autograder.grading.patience import PATIENT, Patience
from autograder.grading.plain_course import plain_exams
from autograder.grading.settings import Settings, load_settings


def prepare_grader(
    assignment: Assignment,
    engine: Engine,
    limits: Limits,
    jobs: int = 1,
    gradebook: GradebookWriter | None = None,
    store: EvidenceStore | None = None,
    again: bool = False,
) -> Grader:
    """The grader of an assignment: by its rubric where it has one, else by nbgrader's gradebook.

    ExamError, saying what to do, where the course's files are not in order.
    """
    exams: tuple[Exam, ...]
    if assignment.rubric.is_file():
        exams = (prepare_exam(assignment, engine, limits, PlanRunner(engine, store, again)),)
    elif gradebook is not None:
        exams = plain_exams(assignment, gradebook)
    else:
        raise ExamError(f"{assignment.name}: only its gradebook says what its cells ask")
    return Grader(assignment, engine, limits, exams, jobs, Ledger(gradebook, store), again)


def must_take_files(folder: Path) -> None:
    """InputError where nothing can be written to a folder, whether it is there already or not."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        raise InputError(
            f"{there}: nothing can be written there, and graded notebooks are to be. Give yourself the "
            "right to (or have its disk mounted for writing), and do the same again"
        )


@contextmanager
def open_grader(
    assignment: Assignment,
    jobs: int,
    sandbox: bool = True,
    engine: Engine | None = None,
    again: bool = False,
    early: bool = True,
    patience: Patience = PATIENT,
    scheduler: str | None = None,
) -> Iterator[Grader]:
    """The grader of an assignment with the course's own settings and gradebook, until the end.

    The gradebook comes before the master is run: one that can't be used or written to is told at once, and
    opening it takes its time while the engine imports what notebooks need, if there is nothing to go on
    from. An `engine` that is given stays open; with `early` False nothing is sure to be written, and the
    engine starts when it is needed. `patience` is for a gradebook that others keep locked, and says whom to
    tell what there is to say meanwhile. With the address
    of a `scheduler` submissions are run by its workers, with `local` by `jobs` of them that are started
    here: see `cluster`.
    """
    settings = load_settings(assignment.course)
    store = settings.store(assignment)
    with ExitStack() as opened:
        if engine is None:
            engine = opened.enter_context(settings.engine(sandbox=sandbox))
        nothing_kept = again or store is None or not store.folder.is_dir()
        if early and nothing_kept and isinstance(engine, LateEngine):
            engine.begin()
        gradebook = opened.enter_context(open_gradebook(assignment.course, patience))
        if early:
            gradebook.must_be_writable()
            must_take_files(assignment.course.autograded)
        grader = prepare_grader(assignment, engine, settings.limits, jobs, gradebook, store, again)
        if scheduler is not None:
            machines = opened.enter_context(
                _machines(scheduler, jobs, grader, settings, patience.tell)
            )
            grader = replace(grader, machines=machines, jobs=machines.places)
        yield grader


def _machines(
    scheduler: str, jobs: int, grader: Grader, settings: Settings, tell: Callable[[str], None]
) -> AbstractContextManager[Machines]:
    """The machines of a scheduler; those that are started here, when something is to be run.

    InputError where it can't be used.
    """
    address = checked_address(scheduler)
    if not grader.engine.walled:
        raise InputError("--scheduler runs notebooks in sandboxes only")
    try:
        from autograder.grading.cluster.cluster import open_machines, places_of
    except ModuleNotFoundError as error:
        raise InputError(
            f"--scheduler needs {error.name}, which is not installed here: "
            'pip install "convolution-course-kit[grader,cluster]"'
        ) from error
    course = course_message(
        grader.assignment, grader.exams, settings.preload, grader.runner.surroundings
    )
    if address == LOCAL:
        late = LateMachines(lambda: open_machines(LOCAL, jobs, course, tell), places_of(jobs))
        return closing(late)
    return open_machines(address, jobs, course, tell)
