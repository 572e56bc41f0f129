"""What a notebook's process uses of the machine: memory, threads and processes, disk."""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from autograder.engine.process import EndKind
from autograder.engine.session import Limits

THOROUGH_SECONDS = 0.25
"""How often the disk is looked at, and new processes looked for."""
MEMORY = ("RssAnon:", "RssShmem:", "VmSwap:", "HugetlbPages:")
ZOMBIE = "Z"
TICK_SECONDS = 0.5
"""How exactly the kernel's two ways of counting a process's time agree."""


class Disk(Protocol):
    """Where a notebook's process writes to."""

    def exceeded(self) -> bool:
        """Whether it has written more than it may."""


@dataclass(frozen=True)
class Use:
    """What one process uses."""

    memory: int = 0
    """Bytes that are its own, or shared with its parent since the fork."""
    threads: int = 0
    over: bool = False
    """Whether its first thread has ended. Others may still run: then nothing else that is said of the
    process is true."""


class Watch:
    """Looks at the descendants of this process, a supervisor: what they use together."""

    def __init__(self, disk: Disk, limits: Limits) -> None:
        self._disk = disk
        self._limits = limits
        self._inherited = use_of("self").memory
        """Memory of the supervisor itself: its child starts with the same pages, shared."""
        self._pids: list[int] = []
        self._next = 0.0

    def exceeded(self) -> EndKind | None:
        """The limit that is exceeded now, if one is. `Supervisor.watch` calls this often."""
        now = time.monotonic()
        thorough = now >= self._next
        if thorough:
            self._next = now + THOROUGH_SECONDS
            self._pids = descendants(os.getpid())
        used = [use_of(str(pid)) for pid in self._pids]
        if sum(max(0, use.memory - self._inherited) for use in used) > self._limits.memory_bytes:
            return "memory-limit"
        if sum(use.threads for use in used) > self._limits.tasks:
            return "task-limit"
        if thorough and self._disk.exceeded():
            return "disk-limit"
        return None


def use_of(pid: str) -> Use:
    """What a process uses; nothing where it has gone."""
    memory = threads = 0
    over = False
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                name, _, rest = line.partition("\t")
                if name in MEMORY:
                    memory += int(rest.split()[0]) << 10
                elif name == "Threads:":
                    threads = int(rest)
                elif name == "State:":
                    over = rest.startswith(ZOMBIE)
    except (FileNotFoundError, ProcessLookupError):
        return Use()
    return Use(memory, threads, over)


def seconds_waited(pid: int) -> float:
    """How long the first thread of a process has been ready to run and had no processor, less what its
    other threads have had of them: that is its own doing. 0 where the kernel does not say."""
    try:
        ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text("ascii").split()
        status = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (OSError, ValueError):
        return 0.0
    all_ran = sum(map(int, status[11:13])) / os.sysconf("SC_CLK_TCK")
    return int(waited) / 1e9 - max(0.0, all_ran - int(ran) / 1e9)


def used_its_time(pid: int) -> bool:
    """Whether a process that was killed, and is not waited for yet, had used up the processor time that
    the kernel gives it."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        _, most = resource.prlimit(pid, resource.RLIMIT_CPU)
    except (OSError, ValueError):
        return False
    used = sum(map(int, status[11:13])) / os.sysconf("SC_CLK_TCK")
    return most != resource.RLIM_INFINITY and used >= most - TICK_SECONDS


def descendants(pid: int) -> list[int]:
    """The children of a process, theirs, and so on."""
    family: list[int] = []
    pending = [pid]
    while pending:
        parent = pending.pop()
        try:
            threads = os.listdir(f"/proc/{parent}/task")
        except OSError:  # it has just gone, and its children have another parent
            continue
        for thread in threads:
            try:
                text = Path(f"/proc/{parent}/task/{thread}/children").read_bytes()
            except OSError:
                continue
            children = [int(number) for number in text.split()]
            family += children
            pending += children
    return family
