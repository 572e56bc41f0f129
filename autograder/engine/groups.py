"""Groups of processes (the kernel's cgroups): what bounds a notebook where nobody can look.

The kernel counts all memory for a group, also what lies in sockets and pipes, on a disk in memory, or
belongs to a process of which nothing can be said any more; and groups have equal shares of the
processors, however many threads are in them. Both versions of cgroups serve, where this process may
make groups below its own.

The standard library alone, here and in `hierarchies`: `forked.keeper_program` imports it, and that starts without any other.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.engine.hierarchies import Hierarchy, own_hierarchies, text_of

if TYPE_CHECKING:
    from autograder.engine.limits import Limits

MEMORY_MARGIN = 256 << 20
"""How much more a group may hold than its notebook may write and have in memory: what the kernel
needs for it, and what it has changed of the memory that it was copied with."""
PROCESSES, SWITCHES = "cgroup.procs", "cgroup.subtree_control"


STEP = 1.25
"""How much more of a processor a process gets than another whose niceness is one more: the kernel's."""


def share(usual: int) -> int:
    """The share of the processors that a group has, for it to be that of one process of this one's
    niceness; `usual` is that of niceness 0.

    With the usual one, the notebooks of a grader that was started by `nice` would leave nothing to it,
    and to all that was started so.
    """
    return max(2, round(usual / STEP ** os.nice(0)))


def settings(limits: Limits) -> Mapping[tuple[bool, str], Mapping[str, int]]:
    """By version (whether it is the second) and controller: the files of a group, and what is to
    stand in them."""
    memory = limits.memory_bytes + limits.disk_bytes + MEMORY_MARGIN
    tasks = {"pids.max": 2 * limits.tasks + 16}  # the supervisor is to see that there are too many
    return {
        (False, "memory"): {"memory.limit_in_bytes": memory},
        (False, "cpu"): {"cpu.shares": share(1024)},
        (False, "pids"): tasks,
        (True, "memory"): {"memory.max": memory},
        (True, "cpu"): {"cpu.weight": share(100)},
        (True, "pids"): tasks,
    }


@dataclass(frozen=True)
class Group:
    """The groups of one notebook's process: one in each hierarchy."""

    folders: tuple[Path, ...]

    @contextmanager
    def doors(self) -> Iterator[tuple[int, ...]]:
        """Descriptors, open for so long: a process that writes `0` to each is in the group.

        Raises:
            OSError: the kernel refuses.
        """
        with ExitStack() as opened:
            files = (open(folder / PROCESSES, "wb", 0) for folder in self.folders)  # noqa: SIM115
            yield tuple(opened.enter_context(file).fileno() for file in files)

    def was_full(self) -> bool:
        """Whether the kernel has killed one of its processes, since the group had all that it may have."""
        met = any(
            text_of(folder / "memory.failcnt").strip() not in ("", "0") for folder in self.folders
        )
        return self.was_chosen() and (met or self._counted("oom"))

    def was_chosen(self) -> bool:
        """Whether the kernel has killed one of its processes for lack of memory, be it the machine's or
        that of a group above."""
        return self._counted("oom_kill")

    def _counted(self, event: str) -> bool:
        """Whether there was such an event, as the kernel counts them in either version."""
        files = (f / name for f in self.folders for name in ("memory.oom_control", "memory.events"))
        lines = (line for file in files for line in text_of(file).splitlines())
        return any(line.startswith(f"{event} ") and line != f"{event} 0" for line in lines)

    def remove(self, seconds: float = 0.0) -> None:
        """Remove it, when all in it have ended; try for so long."""
        for folder in self.folders:
            _remove(folder, seconds)


class Groups:
    """The groups of all notebooks of an engine: below one of the engine's own, where it can have
    that."""

    def __init__(self, name: str, found: Iterable[Hierarchy]) -> None:
        """Make the engine's own, of this name; where the kernel refuses one, there is none."""
        self._made: list[tuple[Path, Hierarchy]] = []
        for hierarchy in found:
            folder = hierarchy.folder / name
            try:
                _make(folder, hierarchy)
            except OSError:  # it belongs to somebody else, or can only be read
                remove_groups((str(folder),))
                continue
            self._made.append((folder, hierarchy))

    @classmethod
    def below_own(cls, name: str) -> Groups:
        """Those below the groups in which this process is."""
        return cls(name, own_hierarchies())

    @staticmethod
    def places(name: str) -> tuple[str, ...]:
        """Where `below_own` makes those of that name: for `remove_groups`."""
        return tuple(str(hierarchy.folder / name) for hierarchy in own_hierarchies())

    @property
    def controllers(self) -> frozenset[str]:
        """What is bounded: of `memory`, `cpu` and `pids`."""
        return frozenset(name for _, hierarchy in self._made for name in hierarchy.controllers)

    @property
    def folders(self) -> tuple[str, ...]:
        """For `remove_groups`, whoever calls it."""
        return tuple(str(folder) for folder, _ in self._made)

    def group(self, name: str, limits: Limits) -> Group:
        """A new one for one notebook.

        Raises:
            OSError: the kernel refuses it.
        """
        values = settings(limits)
        group = Group(tuple(folder / name for folder, _ in self._made))
        try:
            for folder, (_, hierarchy) in zip(group.folders, self._made, strict=True):
                folder.mkdir()
                for controller in hierarchy.controllers:
                    for file, value in values[hierarchy.unified, controller].items():
                        _write(folder / file, value)
        except OSError:
            group.remove()
            raise
        return group


def standing_controllers() -> frozenset[str]:
    """What can be bounded here, tried for real."""
    groups = Groups.below_own(f"autograder-survey-{os.getpid()}")
    remove_groups(groups.folders)
    return groups.controllers


def remove_groups(folders: Iterable[str], seconds: float = 0.0) -> None:
    """Remove what `Groups` has made, when all processes in it have ended; try for so long. This
    process leaves the group that was made for the grader alone, if it is there."""
    for folder in map(Path, folders):
        with suppress(OSError):
            for name in os.listdir(folder):
                if (folder / name).is_dir():
                    _remove(folder / name, seconds)
        _remove(folder, seconds)
        own = _own(folder)
        if own.exists():
            with suppress(OSError):
                _switch(folder.parent, "-", text_of(folder.parent / SWITCHES).split())
                _write(folder.parent / PROCESSES, 0)
            _remove(own, 0.0)


def _make(folder: Path, hierarchy: Hierarchy) -> None:
    """Make the engine's group in a hierarchy.

    Raises:
        OSError: the kernel refuses it.
    """
    if hierarchy.unified:
        try:
            _switch(hierarchy.folder, "+", hierarchy.controllers)
        except OSError as error:
            # A group with groups in it may have no processes. If this one is alone, it can make room.
            alone = text_of(hierarchy.folder / PROCESSES).split() == [str(os.getpid())]
            if error.errno != errno.EBUSY or not alone:
                raise
            _own(folder).mkdir()
            _write(_own(folder) / PROCESSES, 0)
            _switch(hierarchy.folder, "+", hierarchy.controllers)
    folder.mkdir()
    if hierarchy.unified:
        _switch(folder, "+", hierarchy.controllers)
    elif "cpu" in hierarchy.controllers:  # all notebooks together have what all processors give
        _write(folder / "cpu.shares", share(1024) * (os.cpu_count() or 1))


def _own(folder: Path) -> Path:
    """Where the grader goes, to make room for the engine's group beside it."""
    return folder.with_name(f"{folder.name}-grader")


def _switch(folder: Path, sign: str, controllers: Iterable[str]) -> None:
    _write(folder / SWITCHES, " ".join(f"{sign}{name}" for name in controllers))


def _write(file: Path, value: object) -> None:
    file.write_text(str(value), "ascii")


def _remove(folder: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            return
        except OSError:  # a process in it is just ending
            if time.monotonic() >= end:
                return
            time.sleep(0.002)
