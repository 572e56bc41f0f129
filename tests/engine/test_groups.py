"""Groups of processes: found where the kernel has them, made with their limits, and removed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.engine.groups import (
    MEMORY_MARGIN,
    Groups,
    remove_groups,
    share,
    standing_controllers,
)
from autograder.engine.hierarchies import Hierarchy, hierarchies
from autograder.engine.limits import Limits

LIMITS = Limits(memory_bytes=1 << 20, disk_bytes=1 << 20, tasks=10)
MEMORY = (2 << 20) + MEMORY_MARGIN
NAME = f"autograder-test-{os.getpid()}"

MOUNTS = """\
22 1 0:1 / / rw - ext4 /dev/vda rw
24 22 0:21 / /proc rw,nosuid - proc proc rw
31 23 0:29 / {top}/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct
34 23 0:32 /docker/abc {top}/memory rw,relatime shared:9 - cgroup cgroup rw,memory
35 23 0:33 / {top}/devices rw,relatime - cgroup cgroup rw,devices
36 23 0:32 /docker/abc {top}/again rw,relatime - cgroup cgroup rw,memory
41 23 0:38 / {top}/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate
"""
MEMBERSHIPS = """\
9:name=systemd:/
5:devices:/
4:memory:/docker/abc/mine
1:cpu,cpuacct:/staff
0::/user.slice/mine.scope
"""


def test_those_that_are_mounted(tmp_path: Path) -> None:
    own = tmp_path / "unified/user.slice/mine.scope"
    own.mkdir(parents=True)
    (own / "cgroup.controllers").write_text("cpu io memory pids\n")
    assert list(hierarchies(MOUNTS.format(top=tmp_path), MEMBERSHIPS)) == [
        Hierarchy(tmp_path / "cpu/staff", ("cpu",), unified=False),
        Hierarchy(tmp_path / "memory/mine", ("memory",), unified=False),
        Hierarchy(own, ("pids",), unified=True),
    ]


def test_nothing_is_found_in_texts_of_other_kinds() -> None:
    assert list(hierarchies("", "")) == []
    assert list(hierarchies(MOUNTS, "0::/../outside\n")) == []


@pytest.mark.parametrize(
    ("nice", "shares", "weight"), [(0, 1024, 100), (5, 336, 33), (19, 15, 2), (-5, 3125, 305)]
)
def test_a_group_has_the_share_of_a_process_as_nice_as_the_grader(
    monkeypatch: pytest.MonkeyPatch, nice: int, shares: int, weight: int
) -> None:
    """Near the kernel's own table: 1024, 335, 15, 3121."""
    monkeypatch.setattr(os, "nice", lambda more: nice)
    assert (share(1024), share(100)) == (shares, weight)


def test_a_group_of_the_second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a tree that is made up: plain files stand for the kernel's."""
    monkeypatch.setattr(os, "nice", lambda more: 0)
    hierarchy = Hierarchy(tmp_path, ("memory", "cpu", "pids"), unified=True)
    groups = Groups(NAME, [hierarchy])
    group = groups.group("one", LIMITS)
    written = {
        str(path.relative_to(tmp_path)): path.read_text()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert groups.controllers == {"memory", "cpu", "pids"}
    assert written == {
        "cgroup.subtree_control": "+memory +cpu +pids",
        f"{NAME}/cgroup.subtree_control": "+memory +cpu +pids",
        f"{NAME}/one/memory.max": str(MEMORY),
        f"{NAME}/one/cpu.weight": "100",
        f"{NAME}/one/pids.max": "36",
    }
    events = tmp_path / NAME / "one/memory.events"
    events.write_text("low 0\noom 3\noom_kill 0\n")
    assert not group.was_full()
    assert not group.was_chosen()
    events.write_text("low 0\noom 3\noom_kill 1\n")
    assert group.was_full()
    events.write_text("low 0\noom 0\noom_kill 1\n")  # a group above it, or the machine, was full
    assert (group.was_full(), group.was_chosen()) == (False, True)


def test_who_is_alone_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group of the second version that has groups in it may have no processes."""
    refuse_once(monkeypatch)
    (tmp_path / "cgroup.procs").write_text(f"{os.getpid()}\n")
    groups = Groups(NAME, [Hierarchy(tmp_path, ("memory",), unified=True)])
    assert groups.controllers == {"memory"}
    assert (tmp_path / f"{NAME}-grader/cgroup.procs").read_text() == "0"


def test_who_is_not_alone_has_no_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_once(monkeypatch)
    (tmp_path / "cgroup.procs").write_text(f"1\n{os.getpid()}\n")
    groups = Groups(NAME, [Hierarchy(tmp_path, ("memory",), unified=True)])
    assert groups.controllers == set()
    assert [path.name for path in tmp_path.iterdir()] == ["cgroup.procs"]


def refuse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the kernel does as long as there are processes in a group that is to have groups."""
    import errno

    from autograder.engine import groups

    errors = [OSError(errno.EBUSY, "busy")]
    write = groups._write

    def busy(file: Path, value: object) -> None:
        if file.name == groups.SWITCHES and errors:
            raise errors.pop()
        write(file, value)

    monkeypatch.setattr(groups, "_write", busy)


def test_a_folder_that_is_no_group(tmp_path: Path) -> None:
    """Where groups can only be looked at, there are none."""
    groups = Groups(NAME, [Hierarchy(tmp_path / "missing", ("memory",), unified=False)])
    assert (groups.controllers, groups.folders) == (set(), ())
    assert groups.group("one", LIMITS).folders == ()


@pytest.fixture
def groups() -> Iterator[Groups]:
    if not standing_controllers():
        pytest.skip("no groups can be made here")
    groups = Groups.below_own(NAME)
    yield groups
    remove_groups(groups.folders, seconds=5)
    assert not any(Path(folder).exists() for folder in groups.folders)


def test_memory_that_is_not_there_ends_the_process(groups: Groups) -> None:
    if "memory" not in groups.controllers:
        pytest.skip("memory is not counted here")
    group = groups.group("one", LIMITS)
    assert (fill(group, 1 << 20), group.was_full()) == (0, False)
    assert (fill(group, 2 * MEMORY), group.was_full()) == (9, True)
    group.remove(seconds=5)
    assert not any(folder.exists() for folder in group.folders)


def fill(group, size: int) -> int:
    """How a process ends that is in a group and fills so much memory."""
    with group.doors() as doors:
        child = os.fork()
        if child == 0:
            for door in doors:
                os.write(door, b"0")
            held = b"x" * size
            os._exit(not held)
    return os.waitpid(child, 0)[1]
