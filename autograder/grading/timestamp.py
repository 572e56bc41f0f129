"""When a submission was handed in, as nbgrader keeps it: in a file beside the notebook."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from autograder.grading.file_tree import has_other_names
from autograder.grading.marks import Incident

TIMESTAMP = "timestamp.txt"
"""Where nbgrader keeps when it was submitted; no notebook looks at it."""
LARGEST_TIMESTAMP = 100
"""Bytes."""
EARLIEST = datetime(2000, 1, 1)
FURTHEST = timedelta(days=366)
"""How far ahead a time may lie: a clock may be wrong by hours or by the year, and not by an age."""

UNTIMED = Incident(
    "unreadable-timestamp",
    TIMESTAMP,
    "It holds no time that could be read, or none at which anybody can have submitted, so nothing says "
    "whether the submission was late. Write the time into it, as in 2026-03-01 12:00:00 UTC, or delete "
    "it, and grade again: the formgrader can't list the assignment's submissions before.",
)


def submitted_at(folder: Path) -> datetime | None:
    """When nbgrader says that it was submitted; None where it does not."""
    path = folder / TIMESTAMP
    if not _is_own_file(path) or path.stat().st_size > LARGEST_TIMESTAMP:
        return None
    from nbgrader.utils import parse_utc

    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        time = cast(datetime, parse_utc(text))
        latest = datetime.now(UTC).replace(tzinfo=None) + FURTHEST
        return time if EARLIEST <= time <= latest else None
    except Exception:  # the student's text may make dateutil raise anything
        return None


def _is_own_file(path: Path) -> bool:
    """Whether it is a file that no link leads to: neither its own, nor one in the place of its folders."""
    if any(map(os.path.islink, (path, path.parent, path.parent.parent))):
        return False
    return path.is_file() and not has_other_names(path.stat().st_nlink)


def time_incidents(folder: Path) -> tuple[Incident, ...]:
    """What is to be said of a file that should say when it was submitted, and does not."""
    if not os.path.lexists(folder / TIMESTAMP) or submitted_at(folder) is not None:
        return ()
    return (UNTIMED,)
