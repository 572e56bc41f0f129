"""How failures are told: in a sentence, whatever the command."""

from __future__ import annotations

from typing import Any

import click

from autograder.errors import AutograderError
from autograder.failure_log import failure_sentence
from autograder.printable import printable_lines


class Failure(click.ClickException):
    """The grader itself could not do its work."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(printable_lines(message))


class Commands(click.Group):
    """A group of commands that tells in one sentence what keeps the grader from its work.

    What is nobody's to mend but this package's own keeps its traceback in a log, which the sentence
    names.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """click calls this to run the command that was named."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # they are click's own to tell
        except AutograderError as error:
            raise Failure(str(error)) from error
        except Exception as error:
            raise Failure(failure_sentence(error)) from error
