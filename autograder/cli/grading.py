"""Commands of a course: build, verify, grade, demo, doctor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from autograder.cli.failures import page_or_sentence
from autograder.cli.options import (
    assignments_of,
    check_writable,
    configured,
    console,
    course_option,
    gradable,
    jobs_option,
    open_course,
    progress,
)
from autograder.course.course import Assignment
from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.printable import counted

if TYPE_CHECKING:
    from autograder.engine.session import Engine
    from autograder.grading.grader import Grader
    from autograder.grading.marks import Marks
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
    """Check that ASSIGNMENT (or all) marks as it should: master, starter and known answers."""
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
                verified = verify_assignment(
                    assignment,
                    engine,
                    jobs,
                    settings.limits,
                    lambda what: bar.update(task, advance=1, now=what),  # noqa: B023
                )
                bar.update(task, total=bar.tasks[0].completed, now="")
            wrong += len(verified.complaints)
            _tell(verified)
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
@click.argument("assignment")
@click.argument("students", nargs=-1, metavar="[STUDENT...]")
@course_option
@jobs_option
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the marks here.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write a table here.")
@click.option(
    "--no-sandbox",
    is_flag=True,
    help="Run submissions with your own rights. Only if you trust each of them.",
)
def grade(
    assignment: str,
    students: Sequence[str],
    root: Path,
    jobs: int,
    json_file: Path | None,
    csv_file: Path | None,
    no_sandbox: bool,
) -> None:
    """Grade ASSIGNMENT of all students, or of each STUDENT.

    Submissions are read from `submitted/STUDENT/ASSIGNMENT/`. Marks go to nbgrader's gradebook, the
    graded notebooks to `autograded/`, a page of the class to `reports/`.
    """
    from autograder.grading.submission import submitters
    from autograder.reports.table import as_csv, as_json

    named = gradable(open_course(root), assignment)
    names = submitters(named, students)
    for file in (json_file, csv_file):
        check_writable(file)
    grader, marks = _grade(named, names, jobs, sandbox=not no_sandbox)
    if json_file:
        write_whole(json_file, as_json(named.name, marks))
    if csv_file:
        write_whole(csv_file, as_csv(marks))
    page = _class_page(grader, marks, whole=not students)
    _tell_marks(grader, marks, page)


def _grade(
    assignment: Assignment,
    students: Sequence[str],
    jobs: int,
    sandbox: bool = True,
    engine: Engine | None = None,
) -> tuple[Grader, tuple[Marks, ...]]:
    """Grades with a bar on the terminal; gives the grader, and the marks in the order of `students`."""
    from autograder.engine.room import too_little_memory
    from autograder.grading.grader import open_grader
    from autograder.grading.isolation import processes_of

    with ExitStack() as opened:
        with console.status(f"{assignment.name}: running the master"):
            grader = opened.enter_context(open_grader(assignment, jobs, sandbox, engine))
        each = max(processes_of(exam.rubric.questions) for exam in grader.exams)
        warning = too_little_memory(min(jobs, len(students)), grader.limits, each)
        if warning:
            console.print(warning, soft_wrap=True, markup=False)
        with progress(f"grade {assignment.name}") as bar:
            task = bar.add_task("", total=len(students) * len(grader.exams), now="")
            marks = grader.grade_all(
                students, lambda student: bar.update(task, advance=1, now=student)
            )
            bar.update(task, now="")
    return grader, marks


def _class_page(grader: Grader, marks: Sequence[Marks], whole: bool = True) -> str:
    """What is told of the page of the class, which is written where its `whole` was graded; nothing
    where that failed, which has been told."""
    from autograder.reports.class_page import class_page_of, write_class_page, write_student_pages

    page_or_sentence(
        "The page of some students' verdicts", lambda: write_student_pages(grader, marks)
    )
    if whole:
        page = page_or_sentence("The page of the class", lambda: write_class_page(grader, marks))
        return f"page of the class: {page}" if page else ""
    page, name = class_page_of(grader.assignment), grader.assignment.name
    if not page.is_file():
        return f"no page of the class: `autograder grade {name}` without names writes one"
    return (
        f"page of the class, as it was graded before: {page} "
        f"(`autograder grade {name}` without names renews it)"
    )


def _tell_marks(grader: Grader, marks: Sequence[Marks], page: str) -> str:
    """Prints the table of a class; gives what was printed, as plain text."""
    from autograder.reports.table import as_table, key

    out = Console(record=True)
    out.print(f"\n[bold]{grader.rubric.title}[/bold]")
    out.print(as_table(marks))
    out.print(key())
    autograded = grader.assignment.course.autograded
    out.print(f"graded notebooks: {autograded}", soft_wrap=True, markup=False)
    if page:
        out.print(page, soft_wrap=True, markup=False)
    failed = [item.student for item in marks if not item.verdicts]
    if failed:
        raise AutograderError(f"the grader failed on {', '.join(failed)}: see the incidents")
    return out.export_text()


@click.command()
@click.option(
    "--folder",
    default="demo",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Where to make the demo's own course.",
)
@jobs_option
@click.option("--again", is_flag=True, help="Grade again, even if nothing has changed.")
def demo(folder: Path, jobs: int, again: bool) -> None:
    """Build the course and grade the sample class, in a course folder of its own."""
    from autograder.grading.build import build_assignment
    from autograder.grading.demo_course import earlier_marks, keep_marks, lay_out_course, state_of
    from autograder.grading.sample import submit_sample_class
    from autograder.grading.settings import load_settings

    here = open_course(Path("."))
    state = state_of(here)
    earlier = None if again else earlier_marks(folder, state)
    if earlier is not None:
        click.echo(earlier, nl=False)
        click.echo("Nothing has changed since these marks were given; --again grades anew.")
        return
    tables = []
    course = configured(lay_out_course(here, folder))
    settings = load_settings(course)
    with settings.trusted_engine() as engine:
        for assignment in assignments_of(course, ()):
            with console.status(f"{assignment.name}: building the starter"):
                build_assignment(assignment, engine, settings.limits)
            students = submit_sample_class(assignment)
            if students:
                grader, marks = _grade(assignment, students, jobs, engine=engine)
                page = _class_page(grader, marks)
                tables.append(_tell_marks(grader, marks, page))
    keep_marks(folder, state, tables)


@click.command()
def doctor() -> None:
    """Say which walls can stand around submissions on this machine, and what that means."""
    from autograder.engine.sandbox.doctor import report
    from autograder.engine.sandbox.survey import survey

    walls = survey()
    click.echo(report(walls))
    sys.exit(0 if walls.inner else 1)
