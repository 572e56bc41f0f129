"""Commands on slips: what wrong answers are explained by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from autograder.cli.options import assignments_of, console, course_option, open_course
from autograder.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from autograder.grading.slip_rows import SlipRow

WORDS = {
    "told": "",
    "alike": "as {alike}",
    "blind": "leaves all right{showing}",
    "untold": "not told here",
}


@click.command()
@click.argument("kind", required=False, default="", metavar="[KIND]")
def mistakes(kind: str) -> None:
    """Say which slips wrong answers are explained by, and what students are told of each.

    All kinds of questions, or those of KIND: shape, kernel, function, ...
    """
    from autograder.questions.kinds import KINDS

    if kind and kind not in KINDS:
        raise InputError(
            f"there is no kind {kind!r}{did_you_mean(kind, KINDS)}: {', '.join(KINDS)}"
        )
    for name, question in KINDS.items():
        for asked, sentences in question.catalogues().items():
            if not sentences or kind not in ("", name):
                continue
            click.echo(f"{name}, {asked}" if asked != name else name)
            for slip, sentence in sentences.items():
                click.echo(f"  {slip}: {sentence}")
            click.echo()


@click.command()
@click.argument("assignment")
@click.argument("question")
@click.option(
    "--answer",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A cell of Python (py), or values by name (json).",
)
@course_option
def explain(assignment: str, question: str, file: Path, root: Path) -> None:
    """Say what an answer to QUESTION of ASSIGNMENT is told, and what each slip would give. For staff.

    A file .py holds what a student writes into the answer's cell; it is run behind the walls, as a
    submission is. A file .json holds values by the names of the answer's variables.
    """
    from autograder.grading.explaining import explained
    from autograder.grading.settings import load_settings

    course = open_course(root)
    (chosen,) = assignments_of(course, [assignment])
    settings = load_settings(course)
    with settings.engine() as engine, console.status("running the master and the answer"):
        verdict, rows = explained(chosen, question, file, engine, settings)
    click.echo(
        f"{verdict.question}: {verdict.outcome}, {verdict.points:g} of {verdict.max_points:g}"
    )
    for line in verdict.message.splitlines():
        click.echo(f"  {line}")
    for told in verdict.slips:
        layer = "" if told.layer is None else f", layer {told.layer + 1}"
        click.echo(f"  explained by: {told.slip} ({told.part}{layer})")
    if rows:
        click.echo("\nWhat each slip would give:")
        show_rows(rows)


def show_rows(rows: tuple[SlipRow, ...]) -> None:
    """A table of slips."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("slip", no_wrap=True)
    table.add_column("gives", ratio=2, overflow="fold")
    table.add_column("", ratio=1, overflow="fold")
    for row in rows:
        showing = f"; it would show in {row.showing}" if row.showing else ""
        words = WORDS[row.state].format(alike=", ".join(row.alike), showing=showing)
        table.add_row(row.name, "\n".join(row.gives), words)
    from rich.console import Console

    Console().print(table)
