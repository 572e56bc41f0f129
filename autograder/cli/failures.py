"""How failures and interruptions are told: in a sentence, whatever the command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from autograder.cli.interruption import heard_signals, interrupted
from autograder.failure_log import told
from autograder.printable import printable_lines

T = TypeVar("T")


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
            with heard_signals():
                return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            raise interrupted(interrupt, "it was not done yet. Do the same again") from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # they are click's own to tell
        except Exception as error:
            raise Failure(told(error)) from error


def page_or_sentence(name: str, write: Callable[[], T]) -> T | None:
    """What writing a page gives; None, and a sentence, where it fails: nothing else depends on it."""
    try:
        return write()
    except Exception as error:
        words = printable_lines(f"{name} was not written; all else is done and kept. {told(error)}")
        click.echo(words, err=True)
        return None
