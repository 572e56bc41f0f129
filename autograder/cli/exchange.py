"""Commands for what comes from other systems and goes to them: collect, import, export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.options import (
    F,
    configured,
    console,
    course_option,
    gradable,
    open_course,
    tell_remarks,
    to_file,
    to_folder,
)
from autograder.files import write_whole
from autograder.printable import counted

OTTER_CANNOT = """\
Otter runs its tests in the student's own process: an endless loop never ends, a crash leaves no result, marks
can be forged and hidden cases read. The trusted way is `autograder grade {name}`, or `autograder export
gradescope {name}`. More in {readme}."""


@click.command()
@click.argument("assignment")
@click.argument(
    "archives",
    nargs=-1,
    required=True,
    metavar="ARCHIVE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@course_option
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
    from autograder.platforms.archives.collect import collect as collect_archives
    from autograder.platforms.archives.names import read_names

    named = gradable(open_course(root), assignment)
    names = None if names_file is None else read_names(names_file)
    collection = collect_archives(named, archives, names, force)
    for line in collection.lines(named.course.submitted):
        click.echo(line)
    sys.exit(1 if collection.left else 0)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@to_folder("Write the draft here: solutions/NAME, in the course's folder.")
@course_option
@click.option("--force", is_flag=True, help="Replace what is there.")
def bring_in_assignment(file: Path, target: Path, root: Path, force: bool) -> None:
    """Bring an assignment of nbgrader or Otter in, as a draft master with its questions.

    FILE is an nbgrader notebook (source or release), a master of Otter Assign, or the folder that
    Otter's students receive. Nothing of it is run. What a person must still decide is printed, and
    written to IMPORT.md beside the draft.
    """
    from autograder.platforms.importing.assignment_import import LIST, bring_in

    place = root / target
    bring_in(file, place, force)
    click.echo((place / LIST).read_text(encoding="utf-8"))
    click.echo(f"wrote {place}")


def wheel_option(command: F) -> F:
    """Adds `--wheel`: this package, for what installs it elsewhere."""
    return click.option(
        "--wheel",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A wheel's file, to be installed there. [default: this package itself]",
    )(command)


@click.group()
def export() -> None:
    """Write what other systems read."""


@export.command("marks")
@click.argument("assignment")
@course_option
@to_file("Write the marks here.")
@click.option(
    "--form",
    default="csv",
    type=click.Choice(["csv", "canvas", "moodle"]),
    show_default=True,
    help="For a spreadsheet, or to be imported.",
)
@click.option("--title", help="What the other side calls the assignment. [default: its name]")
def export_marks(assignment: str, root: Path, target: Path, form: str, title: str | None) -> None:
    """Write the marks of ASSIGNMENT as the gradebook holds them.

    Marks given by hand and penalties for late submissions count. Names, e-mail addresses and ids are
    those of nbgrader's table of students: `nbgrader db student import`.
    """
    from autograder.grading.gradebook import open_gradebook
    from autograder.reports.marks_file import marks_file

    with open_gradebook(open_course(root)) as gradebook:
        entries = gradebook.entries(assignment)
    write_whole(target, marks_file(form, title or assignment, entries))
    handed_in = counted(sum(item.raw is not None for item in entries), "submission")
    click.echo(f"wrote {target}: {handed_in}")
    waiting = [item.student for item in entries if item.needs_manual]
    if waiting:
        click.echo(f"still to be marked by hand: {', '.join(waiting)}", err=True)


@export.command("otter")
@click.argument("assignment")
@course_option
@to_folder("Write here.")
@wheel_option
def export_otter(assignment: str, root: Path, target: Path, wheel: Path | None) -> None:
    """Write ASSIGNMENT for Otter: `student/`, which students get, and `autograder.zip`.

    Otter can't wall off what students hand in: see the README.md that is written, too.
    """
    from autograder.grading.settings import load_settings
    from autograder.platforms.otter.export import export_otter as export_assignment
    from autograder.platforms.wheel import find_wheel

    course = open_course(root)
    named, settings = configured(course).assignment(assignment), load_settings(course)
    package = find_wheel(wheel)
    with settings.trusted_engine() as engine, console.status(f"{assignment}: exporting"):
        store = settings.store(named)
        made = export_assignment(named, engine, target, package, settings.limits, store)
    tell_remarks(store)
    click.echo(f"wrote {made.student}, for students, and {made.autograder}, for staff alone")
    if made.manual:
        click.echo(f"marked by a person: {', '.join(made.manual)}")
    click.echo(OTTER_CANNOT.format(name=assignment, readme=target / "README.md"))


@export.command("gradescope")
@click.argument("assignment")
@course_option
@to_file("Write the autograder's zip here.")
@wheel_option
@click.option(
    "--show",
    default="after_published",
    type=click.Choice(["visible", "after_due_date", "after_published"]),
    show_default=True,
    help="When students see what hidden inputs decide.",
)
@click.option(
    "--minutes",
    default=10.0,
    type=click.FloatRange(1, 40),
    show_default=True,
    help="The time limit that you set on Gradescope: grading ends before it.",
)
@click.option(
    "--no-sandbox",
    is_flag=True,
    help="Run submissions with the grader's own rights. Only if you trust each of them.",
)
def export_gradescope(
    assignment: str,
    root: Path,
    target: Path,
    wheel: Path | None,
    show: str,
    minutes: float,
    no_sandbox: bool,
) -> None:
    """Write ASSIGNMENT as an autograder that Gradescope runs: the same grading, in the same sandbox.

    It holds the solutions: upload it as an autograder, and give it to nobody.
    """
    from autograder.grading.evidence.runner import PlanRunner
    from autograder.grading.kit_exam import prepare_exam
    from autograder.grading.settings import load_settings
    from autograder.platforms.gradescope.export import bundle_of, setup_steps
    from autograder.platforms.gradescope.export import export_gradescope as write

    course = open_course(root)
    named = configured(course).assignment(assignment)
    bundle = bundle_of(named, show, sandbox=not no_sandbox, minutes=minutes)
    settings = load_settings(course)
    with (
        settings.trusted_engine() as engine,
        console.status(f"{assignment}: running the master"),
    ):
        store = settings.store(named)
        exam = prepare_exam(named, engine, settings.limits, PlanRunner(engine, store))
    tell_remarks(store)
    exported = write(named, bundle, target, wheel)
    click.echo(
        f"wrote {exported.path}: {exported.mebibytes:.1f} MiB, {counted(len(exported.files), 'file')}"
    )
    for line in setup_steps(exam, bundle):
        click.echo(line)


@export.command("colab")
@click.argument("assignment")
@course_option
@to_folder("Write the notebook into this folder.")
@click.option(
    "--package",
    help="A wheel's file, or a requirement or address for pip. [default: this package itself]",
)
def export_to_colab(assignment: str, root: Path, target: Path, package: str | None) -> None:
    """Write ASSIGNMENT as one notebook that works opened alone in Google Colab.

    It brings pictures and checks along, and the package too unless --package names where pip finds it.
    """
    from autograder.platforms.colab.export import export_colab
    from autograder.platforms.colab.package import find_package

    course = open_course(root)
    path = export_colab(course.assignment(assignment), target, find_package(package))
    click.echo(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)")
