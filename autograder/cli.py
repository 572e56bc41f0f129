"""The command tree."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder import __version__
from autograder.course.course import Assignment, Course
from autograder.course.outline import course_outline

if TYPE_CHECKING:
    from autograder.engine.session import Engine
    from autograder.grading.verify import Verified

console = Console(stderr=True)
F = TypeVar("F", bound=Callable[..., Any])


OTTER_CANNOT = """\
Otter runs its tests in the student's own process: an endless loop never ends, a crash leaves no result, marks
can be forged and hidden cases read. The trusted way is `autograder grade {name}`, or `autograder export
gradescope {name}`. More in {readme}."""


class Failed(click.ClickException):
    """The grader itself could not do its work."""

    exit_code = 2


def _course_option(command: F) -> F:
    return click.option(
        "--course",
        "root",
        default=".",
        type=click.Path(path_type=Path),
        help="The course's folder. [default: this one]",
    )(command)


def _jobs_option(command: F) -> F:
    return click.option(
        "--jobs",
        default=os.cpu_count() or 1,
        type=click.IntRange(1, 256),
        show_default="one a core",
        help="How many notebooks to run at a time.",
    )(command)


@contextmanager
def _failures_told() -> Iterator[None]:
    """What keeps the grader from its work is told in a sentence, without a trace."""
    from autograder.engine.prewarmed import SandboxError
    from autograder.grading.exam import ExamError
    from autograder.grading.gradebook import GradebookError

    try:
        yield
    except (ExamError, GradebookError, SandboxError, ValueError, OSError) as error:
        raise Failed(str(error)) from error


def _open(root: Path) -> Course:
    with _failures_told():
        return Course.at(root)


def _assignments(course: Course, names: Sequence[str]) -> list[Assignment]:
    if not course.names():
        raise Failed(
            f"{course.solutions}: there is no assignment here, since no folder has a rubric.py"
        )
    with _failures_told():
        if names:
            return [course.assignment(name) for name in names]
        return [item.assignment for item in course_outline(course)]


def _gradable(course: Course, name: str) -> Assignment:
    """The assignment of that name: one of the kit, or one that nbgrader has released."""
    from autograder.channels.plain_course import find_assignment
    from autograder.grading.course_directory import as_configured

    with _failures_told():
        return find_assignment(as_configured(course), name)


def _progress(title: str) -> Progress:
    return Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=console,
        transient=False,
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Grades convolution notebooks safely, and says which idea was missed."""


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@_course_option
def build(assignments: Sequence[str], root: Path) -> None:
    """Build the starters of ASSIGNMENT (or all) from their masters into `assignments/`.

    And the pages of the course: `assignments/index.html` for students, `reports/course.html` for
    staff.
    """
    from autograder.channels.nbgrader import build as build_assignment
    from autograder.grading.settings import load_settings
    from autograder.report.course_page import write_course_pages

    course = _open(root)
    chosen = _assignments(course, assignments)
    with _failures_told():
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in chosen:
                with console.status(f"{assignment.name}: running the master, making the release"):
                    build_assignment(assignment, engine, settings.limits)
                click.echo(f"built {assignment.released}")
        for page in write_course_pages(course):
            click.echo(f"built {page}")


@cli.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@_course_option
@_jobs_option
def verify(assignments: Sequence[str], root: Path, jobs: int) -> None:
    """Check that ASSIGNMENT (or all) marks as it should: master, starter and known answers."""
    from autograder.grading.settings import load_settings
    from autograder.grading.verify import verify as verify_assignment

    course = _open(root)
    wrong = 0
    chosen = _assignments(course, assignments)
    with _failures_told():
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in chosen:
                with _progress(f"verify {assignment.name}") as progress:
                    task = progress.add_task("", total=None, now="")
                    found = verify_assignment(
                        assignment,
                        engine,
                        jobs,
                        settings.limits,
                        lambda what: progress.update(task, advance=1, now=what),  # noqa: B023
                    )
                    progress.update(task, total=progress.tasks[0].completed, now="")
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


@cli.command()
@click.argument("assignment")
@click.argument(
    "archives",
    nargs=-1,
    required=True,
    metavar="ARCHIVE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@_course_option
@click.option(
    "--names",
    "names_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV: an id on the platform, and the student's id in the course, on each line.",
)
@click.option("--force", is_flag=True, help="Replace submissions that are not known to be older.")
def collect(
    assignment: str, archives: Sequence[Path], root: Path, names_file: Path | None, force: bool
) -> None:
    """Collect submissions to ASSIGNMENT from each ARCHIVE: zips of Moodle, Canvas or Gradescope.

    They are laid out as `submitted/STUDENT/ASSIGNMENT/`. The exit code is 1 if anything was left in
    the archives.
    """
    from autograder.channels.collect import collect as collect_archives
    from autograder.channels.collect import read_names, told

    named = _gradable(_open(root), assignment)
    with _failures_told():
        names = None if names_file is None else read_names(names_file)
        found = collect_archives(named, archives, names, force)
    for line in told(found, named.course.submitted):
        click.echo(line)
    sys.exit(1 if found.left else 0)


@cli.command()
@click.argument("assignment")
@click.argument("students", nargs=-1, metavar="[STUDENT...]")
@_course_option
@_jobs_option
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

    course = _open(root)
    named = _gradable(course, assignment)
    with _failures_told():
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
    from autograder.channels.desk import exams_of
    from autograder.course.rubric import joined_rubric
    from autograder.grading.classroom import grade_and_record
    from autograder.grading.gradebook import open_gradebook
    from autograder.grading.marks import joined
    from autograder.grading.settings import load_settings
    from autograder.grading.submission import students as everybody
    from autograder.report.class_page import write_class_page
    from autograder.report.table import as_csv, as_json, as_table, key

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
    with _failures_told(), open_gradebook(course) as gradebook:
        settings = load_settings(course)
        with console.status(f"{assignment.name}: running the master"):
            exams = exams_of(assignment, gradebook, engine, settings.limits)
        with _progress(f"grade {assignment.name}") as progress:
            task = progress.add_task("", total=len(names) * len(exams), now="")
            graded = [
                grade_and_record(
                    exam,
                    names,
                    gradebook,
                    engine,
                    jobs,
                    settings.limits,
                    lambda student: progress.update(task, advance=1, now=student),
                )
                for exam in exams
            ]
            progress.update(task, now="")
        notebooks = [exam.name for exam in exams]
        marks = tuple(joined(of_one, notebooks) for of_one in zip(*graded, strict=True))
        rubric = joined_rubric({exam.name: exam.rubric for exam in exams})
        exam = replace(exams[0], rubric=rubric)
        if json_file:
            json_file.write_text(as_json(assignment.name, marks), encoding="utf-8")
        if csv_file:
            csv_file.write_text(as_csv(marks), encoding="utf-8")
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


@cli.group()
def export() -> None:
    """Write what other systems read."""


@export.command("marks")
@click.argument("assignment")
@_course_option
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the marks here.",
)
@click.option(
    "--form",
    default="csv",
    type=click.Choice(["csv", "canvas", "moodle"]),
    show_default=True,
    help="For a spreadsheet, or to be imported.",
)
@click.option("--title", help="What the other side calls the assignment. [default: its name]")
def export_marks(assignment: str, root: Path, file: Path, form: str, title: str | None) -> None:
    """Write the marks of ASSIGNMENT as the gradebook holds them.

    Marks given by hand and penalties for late submissions count. Names, e-mail addresses and ids are
    those of nbgrader's table of students: `nbgrader db student import`.
    """
    from autograder.grading.gradebook import open_gradebook
    from autograder.report.marks_file import marks_file

    with _failures_told():
        with open_gradebook(_open(root)) as gradebook:
            entries = gradebook.entries(assignment)
        file.write_bytes(marks_file(form, title or assignment, entries))
    click.echo(f"wrote {file}: {sum(item.raw is not None for item in entries)} submissions")
    waiting = [item.student for item in entries if item.needs_manual]
    if waiting:
        click.echo(f"still to be marked by hand: {', '.join(waiting)}", err=True)


@export.command("otter")
@click.argument("assignment")
@_course_option
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Write here.",
)
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="This package's wheel, for Otter's containers. [default: the one in dist/]",
)
def export_otter(assignment: str, root: Path, folder: Path, wheel: Path | None) -> None:
    """Write ASSIGNMENT for Otter: `student/`, which students get, and `autograder.zip`.

    Otter can't wall off what students hand in: see the README.md that is written, too.
    """
    from autograder.channels.otter import export_otter as export_assignment
    from autograder.channels.wheel import find_wheel
    from autograder.grading.settings import load_settings

    course = _open(root)
    with _failures_told():
        named, settings = course.assignment(assignment), load_settings(course)
        package = find_wheel(wheel)
        with settings.trusted_engine() as engine, console.status(f"{assignment}: exporting"):
            made = export_assignment(named, engine, folder, package, settings.limits)
    click.echo(f"wrote {made.student}, for students, and {made.autograder}, for staff alone")
    if made.manual:
        click.echo(f"marked by a person: {', '.join(made.manual)}")
    click.echo(OTTER_CANNOT.format(name=assignment, readme=folder / "README.md"))


@cli.command()
@click.option(
    "--folder",
    default="demo",
    type=click.Path(path_type=Path),
    show_default=True,
    help="Where to make the demo's own course.",
)
@_jobs_option
@click.option("--again", is_flag=True, help="Grade again, even if nothing has changed.")
def demo(folder: Path, jobs: int, again: bool) -> None:
    """Build the course and grade the sample class, in a course folder of its own."""
    from autograder.channels.nbgrader import build as build_assignment
    from autograder.grading.sample import lay_out_course, state_of, submit_sample_class
    from autograder.grading.settings import load_settings

    here = _open(Path("."))
    state, kept = state_of(here), folder / "demo.txt"
    if not again and kept.is_file() and kept.read_text(encoding="utf-8").startswith(state):
        click.echo(kept.read_text(encoding="utf-8").removeprefix(state).lstrip("\n"), nl=False)
        click.echo("Nothing has changed since these marks were given; --again grades anew.")
        return
    told = []
    with _failures_told():
        course = lay_out_course(here, folder)
        settings = load_settings(course)
        with settings.trusted_engine() as engine:
            for assignment in _assignments(course, ()):
                with console.status(f"{assignment.name}: building the starter"):
                    build_assignment(assignment, engine, settings.limits)
                if submit_sample_class(assignment):
                    told.append(_grade(assignment, (), jobs, engine))
    kept.write_text("\n".join([state, *told]), encoding="utf-8")


@cli.command()
def doctor() -> None:
    """Say which walls can stand around submissions on this machine, and what that means."""
    from autograder.engine.doctor import report
    from autograder.engine.sandbox.survey import survey

    found = survey()
    click.echo(report(found))
    sys.exit(0 if found.inner else 1)
