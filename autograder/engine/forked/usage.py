"""What a notebook's process uses of the machine: memory, threads and processes, disk."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.engine.process import EndKind
from autograder.engine.session import Limits

THOROUGH_SECONDS = 0.25
"""How often the folders are walked, and new processes looked for."""
BLOCK = 512
"""Bytes of one block of `st_blocks`, whatever the file system."""
MEMORY = ("RssAnon:", "RssShmem:", "VmSwap:")
DELETED = " (deleted)\n"


class Watch:
    """Looks at the descendants of this process, a supervisor: what they use together."""

    def __init__(self, folders: Sequence[Path], limits: Limits) -> None:
        self._folders = tuple(folders)
        self._limits = limits
        self._inherited = memory_and_threads("self")[0]
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
        used = [memory_and_threads(str(pid)) for pid in self._pids]
        if sum(max(0, size - self._inherited) for size, _ in used) > self._limits.memory_bytes:
            return "memory-limit"
        if sum(threads for _, threads in used) > self._limits.tasks:
            return "task-limit"
        if thorough and self._disk_is_full(self._pids):
            return "disk-limit"
        return None

    def _disk_is_full(self, pids: Sequence[int]) -> bool:
        size = 0
        for count, item in enumerate(_sizes(self._folders, pids), 1):
            size += item
            if size > self._limits.disk_bytes or count > self._limits.disk_files:
                return True
        return False


def _sizes(folders: Sequence[Path], pids: Sequence[int]) -> Iterator[int]:
    """Bytes on disk of every file in the folders, and of those removed from there but still in
    use."""
    for folder in folders:
        yield from _sizes_below(str(folder))
    for pid in pids:
        yield from _open_sizes(pid)
        yield from _mapped_sizes(pid, folders)


def _sizes_below(folder: str) -> Iterator[int]:
    pending = [folder]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    yield entry.stat(follow_symlinks=False).st_blocks * BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError:  # it has just gone
            continue


def _open_sizes(pid: int) -> Iterator[int]:
    """Of files that are open and have no name any more."""
    try:
        numbers = os.listdir(f"/proc/{pid}/fd")
    except OSError:  # the process has just gone
        return
    for number in numbers:
        try:
            status = os.stat(f"/proc/{pid}/fd/{number}")
        except OSError:
            continue
        if status.st_nlink == 0:
            yield status.st_blocks * BLOCK


def _mapped_sizes(pid: int, folders: Sequence[Path]) -> Iterator[int]:
    """Of files that are mapped and have no name any more."""
    starts = tuple(f"{folder}/" for folder in folders)
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.endswith(DELETED):
                    span, _, _, _, _, path = line.split(maxsplit=5)
                    first, last = (int(number, 16) for number in span.split("-"))
                    yield last - first if path.startswith(starts) else 0
    except OSError:  # the process has just gone
        return


def memory_and_threads(pid: str) -> tuple[int, int]:
    """The bytes of memory that are a process's own (or shared with its parent since the fork), and the
    number of its threads; 0 of both where it has gone."""
    size = threads = 0
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                name, _, rest = line.partition("\t")
                if name in MEMORY:
                    size += int(rest.split()[0]) << 10
                elif name == "Threads:":
                    threads = int(rest)
    except OSError:
        return 0, 0
    return size, threads


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
