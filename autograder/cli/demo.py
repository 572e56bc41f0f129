"""The demo: the course builds itself and grades its sample class."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.class_marks import grade_class, tell_marks, write_page
from autograder.cli.options import assignments_of, configured, console, jobs_option, open_course


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
                store = settings.store(assignment)
                build_assignment(assignment, engine, settings.limits, store)
            students = submit_sample_class(assignment)
            if students:
                grader, marks = grade_class(assignment, students, jobs, engine=engine)
                page = write_page(grader, marks)
                tables.append(tell_marks(grader, marks, page))
    keep_marks(folder, state, tables)
