"""When a submission was handed in, as nbgrader keeps it: in a file beside the notebook."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.grading.file_tree import has_other_names
from autograder.grading.marks import Incident

TIMESTAMP = "timestamp.txt"
"""Where nbgrader keeps when it was submitted; no notebook looks at it."""
LARGEST_TIMESTAMP = 100
"""Bytes."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
FURTHEST = timedelta(days=366)
"""How far ahead a time may lie: a clock may be wrong by hours or by the year, and not by an age."""

TIME = re.compile(
    r"""
    (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) [T ]
    (?P<time>([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?) (?P<part>[.,][0-9]{1,9})?
    [ ]? (UTC|GMT|Z|(?P<sign>[+-]) (?P<hours>[01][0-9]|2[0-3]) :? (?P<minutes>[0-5][0-9])?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A day, a time of the day and how far it is from UTC. Names of other zones are left out: what PST or CST
is depends on who reads it."""

UNTIMED = Incident(
    "unreadable-timestamp",
    TIMESTAMP,
    "It holds no time that could be read, or none at which anybody can have submitted, so nothing says "
    "whether the submission was late. Write day, time and zone into it as in 2026-03-01 12:00:00 UTC or "
    "2026-03-01 12:00:00 -0800 (PST and other names mean several zones), or delete it, and grade again: "
    "nbgrader's own tools stop at it, or read it by the clock of their machine.",
)


def time_in(text: object) -> datetime | None:
    """The time that a text says, in UTC, which it is in where it names no zone. None where it says no
    such time, or one that depends on where and when it is read."""
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    try:
        ahead = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
        micros = int(f"{match['part'] or '.0'}000000"[1:7])
        local = datetime.fromisoformat(f"{match['day']}T{match['time']}+00:00")
        return local.replace(microsecond=micros) - (-ahead if match["sign"] == "-" else ahead)
    except (ValueError, OverflowError):  # a 13th month, or a zone that leads out of the calendar
        return None


def now() -> datetime:
    """What time it is, in UTC."""
    return datetime.now(UTC)


def submitted_at(folder: Path) -> datetime | None:
    """When it was submitted, in UTC as nbgrader keeps times, without a zone; None where nothing says so."""
    path = folder / TIMESTAMP
    if not _is_own_file(path) or path.stat().st_size > LARGEST_TIMESTAMP:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    time = time_in(" ".join(text.split()))
    if time is None or not EARLIEST <= time <= now() + FURTHEST:
        return None
    return time.replace(tzinfo=None)


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
