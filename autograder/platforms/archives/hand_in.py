"""One file that was handed in, and who did: as Moodle, Canvas and Gradescope tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from autograder.platforms.archives.archive import ArchivedFile


@dataclass(frozen=True)
class Person:
    """Somebody who handed in, as the platform calls them."""

    student: str
    """The student id, where nobody says otherwise."""
    ids: tuple[str, ...]
    """All that the platform calls them by, the surest first."""
    is_team: bool = False
    """Whether it is known to be a team, of which the platform does not say who is in it."""


@dataclass(frozen=True)
class HandIn:
    """One file that was handed in."""

    platform: str
    people: tuple[Person, ...]
    """More than one where a group handed in together."""
    path: tuple[str, ...]
    """Where it lies in the submission, with the name that the student gave it."""
    entry: ArchivedFile
    attempt: tuple[int, ...] = ()
    """Of two files with the same path, the one whose attempt is later in order is the newer."""
    time: datetime | None = None
    """When it was handed in, where the platform tells."""
    late: bool = False
    """Whether the platform says that it is late."""
