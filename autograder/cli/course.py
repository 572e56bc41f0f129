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
    tell_remarks,
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
    starter, and `reports/course.html` for staff. A master that ran before and is as it was is not run
    again.
    """
    from autograder.grading.build import build_assignment
    from autograder.grading.settings import load_settings
    from autograder.grading.slip_rows import slips_of
    from autograder.platforms.nbgrader.starter_page import write_starter_pages
    from autograder.reports.course_page import write_course_pages

    course = open_course(root)
    chosen = assignments_of(course, assignments)
    settings = load_settings(course)
    keys = {}
    with settings.trusted_engine() as engine:
        for assignment in chosen:
            with console.status(f"{assignment.name}: running the master, making the release"):
                store = settings.store(assignment)
                keys[assignment.name] = build_assignment(assignment, engine, settings.limits, store)
            tell_remarks(store)
            click.echo(f"built {assignment.released}")
        with console.status("what slips give, for the page of the course"):
            slips = slips_of(course, engine, settings, keys)
    page_or_sentence("A page of a starter", lambda: write_starter_pages(course))
    pages = page_or_sentence("The page of the course", lambda: write_course_pages(course, slips))
    for page in pages or ():
        click.echo(f"built {page}")


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@course_option
@jobs_option
@click.option(
    "--slips", is_flag=True, help="List what slips leave a question right, or can't be told apart."
)
def verify(assignments: Sequence[str], root: Path, jobs: int, slips: bool) -> None:
    """Check that ASSIGNMENT (or all) marks as it should: master, starter and known answers.

    What ran before and is as it was is not run again: after an edit of a hint, a tolerance or a mistake
    this takes seconds.
    """
    from autograder.grading.settings import load_settings
    from autograder.grading.verify import verify as verify_assignment

    course = open_course(root)
    wrong = 0
    chosen = assignments_of(course, assignments)
    settings = load_settings(course)
    with settings.trusted_engine() as engine:
        for assignment in chosen:
            store = settings.store(assignment)
            with progress(f"verify {assignment.name}") as bar:
                task = bar.add_task("", total=None, now="")
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
            _tell(verified, slips)
            tell_remarks(store)
    sys.exit(1 if wrong else 0)


def _tell(verified: Verification, slips: bool) -> None:
    for complaint in verified.complaints:
        click.echo(f"- {complaint}")
    blind = [
        (name, row) for name, rows in verified.slips.items() for row in rows if row.state == "blind"
    ]
    alike = {
        (name, frozenset((row.name, *row.alike)))
        for name, rows in verified.slips.items()
        for row in rows
        if row.alike
    }
    if slips:
        for name, row in blind:
            showing = f"; it would show in {row.showing}" if row.showing else ""
            click.echo(f"  {name}: {row.name} leaves all right{showing}")
        for name, group in sorted(alike, key=lambda item: (item[0], sorted(item[1]))):
            click.echo(f"  {name}: can't be told apart: {', '.join(sorted(group))}")
    questions = counted(verified.questions, "question")
    click.echo(
        f"{verified.assignment}: {questions}, {verified.wrong_answers} wrong and "
        f"{counted(verified.right_answers, 'unusual right answer')}, "
        f"{counted(len(verified.complaints), 'complaint')}; "
        f"{counted(len(blind), 'blind spot')} and {counted(len(alike), 'group')} of slips that can't be "
        f"told apart{'' if slips else ' (--slips lists them)'}"
    )


@click.command()
def doctor() -> None:
    """Say which walls can stand around submissions on this machine, and what that means."""
    from autograder.engine.sandbox.doctor import report
    from autograder.engine.sandbox.survey import survey

    walls = survey()
    click.echo(report(walls))
    sys.exit(0 if walls.inner else 1)
