"""What the sandbox refused to a notebook, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_TOLD = 8
"""Of one step: more say nothing new."""
USE_FILE = "use a file that it has no right to"


@dataclass(frozen=True)
class Refused:
    """One thing that a notebook tried and was refused."""

    what: str
    """In words that follow "tried to": `start a process`."""
    which: str
    """The system call, or the path of a file."""


def in_words(refused: Iterable[Refused]) -> str:
    """All of it, after "tried": `to start a process (fork, execve) and to use the network (socket)`."""
    found: dict[str, dict[str, None]] = {}
    for item in list(refused)[:MOST_TOLD]:
        found.setdefault(item.what, {})[item.which] = None
    return " and ".join(f"to {what} ({', '.join(which)})" for what, which in found.items())
