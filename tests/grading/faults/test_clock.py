"""A clock that jumps while a class is graded: forwards by a day, backwards by an hour."""

from __future__ import annotations

import ast
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.course import PACKAGE
from autograder.grading import timestamp
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.gradebook import open_gradebook
from autograder.grading.ledger import Ledger
from tests.chance import drawn, moments
from tests.grading.faults.stage import STUDENTS, held
from tests.mini_course import without_seconds

JUMPS = (86_400.0, -3_600.0)
"""Seconds."""
WALL_CLOCK = {
    "failure_log.py": "when a failure was: for people",
    "grading/timestamp.py": "whether a submission's time lies years ahead",
    "notebook/recorder.py": "a student's own notebook: when a cell ended, beside a file's time",
}
"""Where the package asks what time it is; all else is measured by clocks that never jump."""
ASKING = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "ctime"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}


class Clock:
    """The time of the day, which jumps when it is asked, now and then."""

    def __init__(self, draw: random.Random) -> None:
        self._draw, self._ahead = draw, 0.0
        self._real = time.time

    def __call__(self) -> float:
        if self._draw.random() < 0.5:
            self._ahead += self._draw.choice(JUMPS)
        return self._real() + self._ahead


@pytest.mark.thorough
@moments
def test_a_clock_that_jumps_changes_no_mark(seed, stage, built_exam, wanted, monkeypatch):
    mini, clock = stage.mini, Clock(drawn(seed))
    monkeypatch.setattr(time, "time", clock)
    monkeypatch.setattr(timestamp, "now", lambda: datetime.fromtimestamp(clock(), UTC))
    for student in STUDENTS[::2]:
        folder = mini.course.submitted / student / "mini"
        (folder / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")
    exam = replace(built_exam, assignment=mini.assignment)
    with open_gradebook(mini.course) as gradebook:
        store = EvidenceStore(mini.assignment)
        grader = replace(mini.grader(exam), ledger=Ledger(gradebook, store))
        first = grader.grade_all(STUDENTS)
        again = replace(grader, ledger=Ledger(gradebook, store))
        second = again.grade_all(STUDENTS)
    assert again.ledger.unchanged == set(STUDENTS)
    for marks in (first, second):
        assert {item.student: without_seconds(item.plain()) for item in marks} == wanted
        assert all(0 <= item.seconds < 600 for item in marks)
    assert held(mini) == {student: told["score"] for student, told in wanted.items()}


def test_a_time_that_lies_years_ahead_is_none(mini, monkeypatch):
    folder = mini.submit("ada", mini.answered(), **{"timestamp.txt": "2026-03-01 12:00:00 UTC"})
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for ahead, read in ((timedelta(days=365), True), (timedelta(days=367), False)):
        monkeypatch.setattr(timestamp, "now", lambda ahead=ahead: at - ahead)
        assert (timestamp.submitted_at(folder) is not None) == read


def asked(path: Path) -> Iterator[str]:
    """The ways in which a file of the package asks what time it is."""
    text = path.read_text(encoding="utf-8")
    if "time" not in text and "today" not in text:  # most need no parsing
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
            if (owner, node.attr) in ASKING:
                yield f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (alias.name for alias in node.names if ("time", alias.name) in ASKING)


def test_nothing_else_asks_what_time_it_is():
    found = {str(path.relative_to(PACKAGE)): [*asked(path)] for path in PACKAGE.rglob("*.py")}
    assert {name for name, ways in found.items() if ways} == set(WALL_CLOCK)
