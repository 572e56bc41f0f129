"""What the sandbox refuses to a notebook, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_REFUSALS = 8
"""Of one step: more say nothing new."""
USE_FILE = "use a file that it has no right to"
NO_NAME = "its path stands in no cell"
"""In the place of a path that no cell names: the notebook's process may have put anything there."""


@dataclass(frozen=True)
class Refusal:
    """One thing that a notebook tried and was refused."""

    what: str
    """In words that follow "tried to": `start a process`."""
    which: str
    """The system call, or the path of a file."""


def in_words(refusals: Iterable[Refusal]) -> str:
    """All of it, after "tried": `to start a process (fork, execve) and to use the network (socket)`."""
    attempts: dict[str, dict[str, None]] = {}
    for refusal in list(refusals)[:MOST_REFUSALS]:
        attempts.setdefault(refusal.what, {})[refusal.which] = None
    return " and ".join(f"to {what} ({', '.join(which)})" for what, which in attempts.items())
