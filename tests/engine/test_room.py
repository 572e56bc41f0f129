"""What is told where the machine has less memory than a class may take."""

from __future__ import annotations

import pytest

from autograder.engine import room
from autograder.engine.limits import Limits

GIB = 1 << 30
LIMITS = Limits(memory_bytes=2 * GIB, disk_bytes=GIB)


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (12, None),
        (11, "4 notebooks at a time may take 12.0 GiB of memory, and 11.0 GiB are free."),
        (11, "--jobs 3 is safe"),
        (1, "--jobs 1 is safe"),
    ],
)
def test_four_at_a_time(free, words, tmp_path, monkeypatch):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(f"MemTotal: 999999999 kB\nMemAvailable: {free << 20} kB\n")
    monkeypatch.setattr(room, "MEMORY", meminfo)
    told = room.too_little_memory(4, LIMITS)
    assert told is None if words is None else words in told


def test_a_submission_of_two_processes_needs_twice_as_much(tmp_path, monkeypatch):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(f"MemAvailable: {23 << 20} kB\n")
    monkeypatch.setattr(room, "MEMORY", meminfo)
    told = room.too_little_memory(4, LIMITS, each=2)
    assert "4 notebooks at a time may take 24.0 GiB of memory" in told
    assert "--jobs 3 is safe" in told


def test_where_nobody_says_how_much_there_is(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MEMORY", tmp_path / "missing")
    assert room.too_little_memory(4, LIMITS) is None
