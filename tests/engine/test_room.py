"""What is told where the machine has less memory than a class may take."""

from __future__ import annotations

import pytest

from autograder.engine import room
from autograder.engine.hierarchies import Hierarchy
from autograder.engine.limits import Limits

GIB = 1 << 30
LIMITS = Limits(memory_bytes=2 * GIB, disk_bytes=GIB)


@pytest.fixture(autouse=True)
def no_container(monkeypatch):
    monkeypatch.setattr(room, "own_hierarchies", lambda: iter(()))


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


@pytest.mark.parametrize(("version", "names"), [(1, room.LIMITED[1]), (2, room.LIMITED[0])])
def test_a_container_may_have_less_than_the_machine(version, names, tmp_path, monkeypatch):
    (tmp_path / "meminfo").write_text(f"MemAvailable: {23 << 20} kB\n")
    own = tmp_path / "container"
    for folder, limit in ((own, "max"), (tmp_path, str(8 * GIB))):
        folder.mkdir(exist_ok=True)
        (folder / names[0]).write_text(f"{limit}\n")
        (folder / names[1]).write_text(f"{3 * GIB}\n")
        (folder / "memory.stat").write_text(f"anon 12\n{names[2]} {GIB}\n")
    found = [Hierarchy(own, ("memory",), unified=version == 2)]
    monkeypatch.setattr(room, "MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(room, "own_hierarchies", lambda: iter(found))
    assert "and 6.0 GiB are free" in room.too_little_memory(4, LIMITS)


def test_where_nobody_says_how_much_there_is(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MEMORY", tmp_path / "missing")
    assert room.too_little_memory(4, LIMITS) is None
