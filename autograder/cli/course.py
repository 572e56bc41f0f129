"""Commands on what a course is made of: build, verify, doctor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.failures import page_or_sentence
from autograder.cli.options import (
    assignments_of,
    console,
    course_option,
    jobs_option,
    open_course,
    progress,
)
from autograder.printable import counted

if TYPE_CHECKING:
    from autograder.grading.verify import Verification


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@course_option
def build(assignments: Sequence[str], root: Path) -> None:
    """Build the starters of ASSIGNMENT (or all) from their masters into `assignments/`.

    And the pages of the course: `assignments/index.html` for students, with a page to read for each
    starter, and `reports/course.html` for staff.
    """
    from autograder.grading.build import build_assignment
    from autograder.grading.settings import load_settings
    from autograder.platforms.nbgrader.starter_page import write_starter_pages
    from autograder.reports.course_page import write_course_pages

    course = open_course(root)
    chosen = assignments_of(course, assignments)
    settings = load_settings(course)
    with settings.trusted_engine() as engine:
        for assignment in chosen:
            with console.status(f"{assignment.name}: running the master, making the release"):
                build_assignment(assignment, engine, settings.limits)
            click.echo(f"built {assignment.released}")
    page_or_sentence("A page of a starter", lambda: write_starter_pages(course))
    pages = page_or_sentence("The page of the course", lambda: write_course_pages(course))
    for page in pages or ():
        click.echo(f"built {page}")


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@course_option
@jobs_option
def verify(assignments: Sequence[str], root: Path, jobs: int) -> None:
    """Check that ASSIGNMENT (or all) marks as it should: master, starter and known answers.

    What ran before and is as it was is not run again: after an edit of a hint, a tolerance or a mistake
    this takes seconds.
    """
    from autograder.grading.evidence.store import EvidenceStore
    from autograder.grading.settings import load_settings
    from autograder.grading.verify import verify as verify_assignment

    course = open_course(root)
    wrong = 0
    chosen = assignments_of(course, assignments)
    settings = load_settings(course)
    with settings.trusted_engine() as engine:
        for assignment in chosen:
            with progress(f"verify {assignment.name}") as bar:
                task = bar.add_task("", total=None, now="")
                store = EvidenceStore(assignment) if settings.evidence else None
                verified = verify_assignment(
                    assignment,
                    engine,
                    jobs,
                    settings.limits,
                    lambda what: bar.update(task, advance=1, now=what),  # noqa: B023
                    store,
                )
                bar.update(task, total=bar.tasks[0].completed, now="")
            wrong += len(verified.complaints)
            _tell(verified)
            for remark in store.remarks if store else ():
                console.print(remark, soft_wrap=True, markup=False)
    sys.exit(1 if wrong else 0)


def _tell(verified: Verification) -> None:
    for complaint in verified.complaints:
        click.echo(f"- {complaint}")
    questions = counted(verified.questions, "question")
    click.echo(
        f"{verified.assignment}: {questions}, {verified.wrong_answers} wrong and "
        f"{counted(verified.right_answers, 'unusual right answer')}, "
        f"{counted(len(verified.complaints), 'complaint')}"
    )


@click.command()
def doctor() -> None:
    """Say which walls can stand around submissions on this machine, and what that means."""
    from autograder.engine.sandbox.doctor import report
    from autograder.engine.sandbox.survey import survey

    walls = survey()
    click.echo(report(walls))
    sys.exit(0 if walls.inner else 1)
