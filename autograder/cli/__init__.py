"""The command tree."""

from __future__ import annotations

import click

from autograder import __version__
from autograder.cli.course import build, doctor, verify
from autograder.cli.demo import demo
from autograder.cli.exchange import bring_in_assignment, collect, export
from autograder.cli.failures import Commands
from autograder.cli.grading import clean, grade, regrade, report
from autograder.cli.slips import explain, mistakes


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Grades convolution notebooks safely, and says which idea was missed."""


for command in (
    build,
    verify,
    collect,
    grade,
    regrade,
    report,
    clean,
    mistakes,
    explain,
    bring_in_assignment,
    export,
    demo,
    doctor,
):
    cli.add_command(command)
