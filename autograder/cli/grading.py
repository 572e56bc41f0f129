"""Commands on the marks of a class: grade, regrade, report, clean."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.class_marks import grade_class, tell_marks, write_page
from autograder.cli.options import (
    check_writable,
    configured,
    console,
    course_option,
    gradable,
    jobs_option,
    open_course,
    progress,
)
from autograder.errors import InputError
from autograder.files import write_whole
from autograder.printable import counted


@click.command()
@click.argument("assignment")
@click.argument("students", nargs=-1, metavar="[STUDENT...]")
@course_option
@jobs_option
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the marks here.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write a table here.")
@click.option("--again", is_flag=True, help="Run every notebook, even where nothing has changed.")
@click.option(
    "--scheduler",
    help="Have the workers of a dask cluster run the notebooks: `local` starts one a job here, "
    "tls://HOST:PORT asks those of a scheduler.",
)
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
    again: bool,
    scheduler: str | None,
    no_sandbox: bool,
) -> None:
    """Grade ASSIGNMENT of all students, or of each STUDENT.

    Submissions are read from `submitted/STUDENT/ASSIGNMENT/`. Marks go to nbgrader's gradebook, the
    graded notebooks to `autograded/`, a page of the class to `reports/`. What the notebooks gave is kept
    in `evidence/`: next time only those are run that have changed.
    """
    from autograder.grading.submission import submitters
    from autograder.reports.table import as_csv, as_json

    named = gradable(open_course(root), assignment)
    names = submitters(named, students)
    for file in (json_file, csv_file):
        check_writable(file)
    grader, marks = grade_class(
        named, names, jobs, sandbox=not no_sandbox, again=again, scheduler=scheduler
    )
    if json_file:
        write_whole(json_file, as_json(named.name, marks))
    if csv_file:
        write_whole(csv_file, as_csv(marks))
    page = write_page(grader, marks, whole=not students)
    tell_marks(grader, marks, page)


@click.command()
@click.argument("assignment")
@click.argument("students", nargs=-1, metavar="[STUDENT...]")
@course_option
@jobs_option
@click.option("--apply", "applied", is_flag=True, help="Write what differs.")
@click.option(
    "--run", is_flag=True, help="Run the notebooks of which the evidence says too little."
)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write what differs here."
)
def regrade(
    assignment: str,
    students: Sequence[str],
    root: Path,
    jobs: int,
    applied: bool,
    run: bool,
    json_file: Path | None,
) -> None:
    """Judge ASSIGNMENT again by the rubric as it is now, from what the notebooks gave when they ran.

    Shows who gains and who loses, by which question and why. Nothing is written before --apply; points
    that a person gave stay. Ends with 0 where nothing differs or all was written, with 3 where
    differences wait.
    """
    from autograder.cli.differences import tell_differences
    from autograder.grading.opening import open_grader
    from autograder.grading.regrading import apply
    from autograder.grading.regrading import regrade as regrade_class
    from autograder.grading.settings import load_settings
    from autograder.grading.submission import submitters

    named = gradable(open_course(root), assignment)
    names = submitters(named, students)
    check_writable(json_file)
    if not load_settings(named.course).evidence:
        raise InputError(
            "this course keeps no evidence ([tool.autograder] evidence = false in its pyproject.toml), "
            f"so there is nothing to judge again: autograder grade {assignment}"
        )
    with open_grader(named, jobs, early=False) as grader:
        with progress(f"regrade {assignment}") as bar:
            task = bar.add_task("", total=len(names), now="")
            found = regrade_class(
                grader, names, run, lambda name: bar.update(task, advance=1, now=name)
            )
            bar.update(task, now="")
        tell_differences(grader, found)
        if json_file:
            write_whole(json_file, json.dumps(found.plain(), indent=1, ensure_ascii=False) + "\n")
        if applied:
            written = sum(1 for _ in apply(grader, found))
            click.echo(f"written: {counted(written, 'submission')}")
            if written:
                click.echo(f"the pages are as they were: autograder report {assignment}")
        elif found.different:
            click.echo(f"Nothing is written yet: autograder regrade {assignment} --apply")
        for remark in grader.ledger.remarks():
            console.print(remark, soft_wrap=True, markup=False)
    sys.exit(3 if found.unanswered or (found.different and not applied) else 0)


@click.command()
@click.argument("assignment")
@course_option
@jobs_option
def report(assignment: str, root: Path, jobs: int) -> None:
    """Write the pages of ASSIGNMENT again: of the class and of its students, from the evidence and the
    gradebook. Nothing is run."""
    from autograder.grading.opening import open_grader
    from autograder.grading.reporting import standing_class
    from autograder.grading.submission import submitters

    named = gradable(open_course(root), assignment)
    names = submitters(named, ())
    with open_grader(named, jobs, early=False) as grader:
        standing = standing_class(grader, names)
        page = write_page(grader, standing.marks)
        click.echo(page)
        for student, reason in standing.left_out:
            click.echo(f"- {student} is not in it: {reason}")
    sys.exit(1 if standing.left_out or not page else 0)


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT...]")
@course_option
@click.option("--evidence", is_flag=True, help="What notebooks gave when they ran.")
@click.option("--student", help="Of this student alone.")
def clean(assignments: Sequence[str], root: Path, evidence: bool, student: str | None) -> None:
    """Remove what the grader keeps of ASSIGNMENT (or all): say what. Marks and graded notebooks stay."""
    from autograder.grading.evidence.store import kept_assignments, remove_evidence

    if not evidence and student is None:
        raise click.UsageError("say what to remove: --evidence, or --student for one student's")
    course = configured(open_course(root))
    names = tuple(assignments) or kept_assignments(course)
    removed = remove_evidence(course, names, student)
    whose = f" of {student}" if student else ""
    click.echo(f"removed the evidence{whose}: {counted(removed, 'assignment')}")
