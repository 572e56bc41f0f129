"""Commands of a course: build, verify, grade, demo, doctor."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from autograder.cli.options import (
    Failed,
    assignments_of,
    console,
    course_option,
    failures_told,
    gradable,
    jobs_option,
    open_course,
    progress,
)
from autograder.course.course import Assignment
from autograder.files import write_whole

if TYPE_CHECKING:
    from autograder.engine.session import Engine
    from autograder.grading.verify import Verified


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@course_option
def build(assignments: Sequence[str], root: Path) -> None:
    """Build the starters of ASSIGNMENT (or all) from their masters into `assignments/`.

    And the pages of the course: `assignments/index.html` for students, `reports/course.html` for
    staff.
    """
    from autograder.grading.settings import load_settings
    from autograder.platforms.nbgrader.configuration import build as build_assignment
    from autograder.reports.course_page import write_course_pages

    course = open_course(root)
    chosen = assignments_of(course, assignments)
    with failures_told():
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in chosen:
                with console.status(f"{assignment.name}: running the master, making the release"):
                    build_assignment(assignment, engine, settings.limits)
                click.echo(f"built {assignment.released}")
        for page in write_course_pages(course):
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
    with failures_told():
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in chosen:
                with progress(f"verify {assignment.name}") as bar:
                    task = bar.add_task("", total=None, now="")
                    found = verify_assignment(
                        assignment,
                        engine,
                        jobs,
                        settings.limits,
                        lambda what: bar.update(task, advance=1, now=what),  # noqa: B023
                    )
                    bar.update(task, total=bar.tasks[0].completed, now="")
                wrong += len(found.complaints)
                _tell(found)
    sys.exit(1 if wrong else 0)


def _tell(found: Verified) -> None:
    for complaint in found.complaints:
        click.echo(f"- {complaint}")
    click.echo(
        f"{found.assignment}: {found.questions} questions, {found.wrong_answers} wrong and "
        f"{found.right_answers} unusual right answers, {len(found.complaints)} complaints"
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
    from autograder.grading.settings import load_settings

    course = open_course(root)
    named = gradable(course, assignment)
    with failures_told():
        engine = load_settings(course).engine(sandbox=not no_sandbox)
    with engine:
        _grade(named, students, jobs, engine, json_file, csv_file)


def _grade(
    assignment: Assignment,
    students: Sequence[str],
    jobs: int,
    engine: Engine,
    json_file: Path | None = None,
    csv_file: Path | None = None,
) -> str:
    """Grades and prints the table; gives what was printed, as plain text."""
    from autograder.course.rubric import joined_rubric
    from autograder.grading.classroom import grade_and_record
    from autograder.grading.gradebook import open_gradebook
    from autograder.grading.marks import joined
    from autograder.grading.settings import load_settings
    from autograder.grading.submission import students as everybody
    from autograder.platforms.nbgrader.desk import exams_of
    from autograder.reports.class_page import write_class_page
    from autograder.reports.table import as_csv, as_json, as_table, key

    course = assignment.course
    names = tuple(dict.fromkeys(students)) or everybody(assignment)
    if not names:
        raise Failed(
            f"there are no submissions: {course.submitted}/<student>/{assignment.name}/ is empty"
        )
    for file in (json_file, csv_file):
        if file and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise Failed(f"{file}: a file can't be written there")
    # The gradebook first: one that can't be used is told at once, and opening it takes its time while
    # the engine imports what notebooks need.
    with failures_told(), open_gradebook(course) as gradebook:
        settings = load_settings(course)
        with console.status(f"{assignment.name}: running the master"):
            exams = exams_of(assignment, gradebook, engine, settings.limits)
        with progress(f"grade {assignment.name}") as bar:
            task = bar.add_task("", total=len(names) * len(exams), now="")
            graded = [
                grade_and_record(
                    exam,
                    names,
                    gradebook,
                    engine,
                    jobs,
                    settings.limits,
                    lambda student: bar.update(task, advance=1, now=student),
                )
                for exam in exams
            ]
            bar.update(task, now="")
        notebooks = [exam.name for exam in exams]
        marks = tuple(joined(of_one, notebooks) for of_one in zip(*graded, strict=True))
        rubric = joined_rubric({exam.name: exam.rubric for exam in exams})
        exam = replace(exams[0], rubric=rubric)
        if json_file:
            write_whole(json_file, as_json(assignment.name, marks))
        if csv_file:
            write_whole(csv_file, as_csv(marks))
        page = write_class_page(course, exam, marks) if not students else None
    out = Console(record=True)
    out.print(f"\n[bold]{exam.rubric.title}[/bold]")
    out.print(as_table(marks))
    out.print(key())
    out.print(f"graded notebooks: {course.autograded}", soft_wrap=True, markup=False)
    if page:
        out.print(f"page of the class: {page}", soft_wrap=True, markup=False)
    failed = [item.student for item in marks if not item.verdicts]
    if failed:
        raise Failed(f"the grader failed on {', '.join(failed)}: see the incidents")
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
    from autograder.grading.sample import lay_out_course, state_of, submit_sample_class
    from autograder.grading.settings import load_settings
    from autograder.platforms.nbgrader.configuration import build as build_assignment

    here = open_course(Path("."))
    state, kept = state_of(here), folder / "demo.txt"
    if not again and kept.is_file() and kept.read_text(encoding="utf-8").startswith(state):
        click.echo(kept.read_text(encoding="utf-8").removeprefix(state).lstrip("\n"), nl=False)
        click.echo("Nothing has changed since these marks were given; --again grades anew.")
        return
    told = []
    with failures_told():
        course = lay_out_course(here, folder)
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in assignments_of(course, ()):
                with console.status(f"{assignment.name}: building the starter"):
                    build_assignment(assignment, engine, settings.limits)
                if submit_sample_class(assignment):
                    told.append(_grade(assignment, (), jobs, engine))
    write_whole(kept, "\n".join([state, *told]))


@click.command()
def doctor() -> None:
    """Say which walls can stand around submissions on this machine, and what that means."""
    from autograder.engine.sandbox.doctor import report
    from autograder.engine.sandbox.survey import survey

    found = survey()
    click.echo(report(found))
    sys.exit(0 if found.inner else 1)
