"""How long a grader waits for a gradebook that another program keeps locked, and what is told meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from autograder.printable import counted

WAIT_SECONDS = 300.0
"""Graders write for milliseconds; whoever keeps it locked for minutes has forgotten to close something."""
TELL_SECONDS = 3.0
LOOK_SECONDS = 0.5
"""How long the database itself waits at a time: whoever presses Ctrl-C is heard in between."""


@dataclass(frozen=True)
class Patience:
    """How long to wait in all, when to say so, and to whom."""

    seconds: float = WAIT_SECONDS
    tell_after: float = TELL_SECONDS
    tell: Callable[[str], None] = lambda sentence: None
    """Is given a sentence once, where it takes long."""
    clock: Callable[[], float] = time.monotonic

    def wait(self) -> Wait:
        """Begin to wait."""
        return Wait(self)


PATIENT = Patience()
"""As long as there is, and nobody is told."""


class Wait:
    """One time of waiting, from its first try."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._begin = patience.clock()
        self._told = False

    def goes_on(self) -> bool:
        """Whether to try once more, after a try that met a lock."""
        patience, waited = self._patience, self._patience.clock() - self._begin
        if waited >= patience.seconds:
            return False
        if waited >= patience.tell_after and not self._told:
            self._told = True
            patience.tell(
                "The gradebook is locked by another program: waiting for it, up to "
                f"{in_words(patience.seconds)}."
            )
        return True


def in_words(seconds: float) -> str:
    """A time for people: `5 minutes`, `20 seconds`."""
    if seconds >= 120:
        return counted(round(seconds / 60), "minute")
    return counted(round(seconds), "second")
