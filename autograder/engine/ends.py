"""The ends of the four pipes between the grader and a notebook's process."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import NamedTuple


class Ends(NamedTuple):
    """One side's descriptors; in a `with` statement they are closed at its end."""

    commands: int
    """The grader writes its commands here."""
    frames: int
    """The process answers here."""
    stdout: int
    """What is written to descriptor 1."""
    stderr: int
    """What is written to descriptor 2."""

    def close(self) -> None:
        """Close all four."""
        for descriptor in self:
            os.close(descriptor)

    def __enter__(self) -> Ends:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_pipes() -> tuple[Ends, Ends]:
    """Four new pipes: the grader's ends, which never block, and the process's.

    Raises:
        OSError: there are no more descriptors.
    """
    with ExitStack() as undo:
        pairs = []
        for _ in Ends._fields:
            pairs.append(os.pipe())
            for descriptor in pairs[-1]:
                undo.callback(os.close, descriptor)
        reading, writing = Ends(*(pair[0] for pair in pairs)), Ends(*(pair[1] for pair in pairs))
        grader = reading._replace(commands=writing.commands)
        process = writing._replace(commands=reading.commands)
        for descriptor in grader:
            os.set_blocking(descriptor, False)
        undo.pop_all()
    return grader, process
