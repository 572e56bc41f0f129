"""How much memory a command and all that it starts have, at most."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOOK_SECONDS = 0.5
"""Between two looks: each of them takes the kernel some milliseconds for every process."""


@dataclass
class Peak:
    """The most that was seen, in MB."""

    grader: float = 0.0
    """Of the command's own process: all that is in memory of it, shared or not."""
    together: float = 0.0
    """Of all processes; memory that several share counts once."""


@contextmanager
def watched(pid: int) -> Iterator[Peak]:
    """Watches a process and its descendants until the block ends."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(LOOK_SECONDS):
            _look(pid, peak)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _look(pid: int, peak: Peak) -> None:
    peak.grader = max(peak.grader, _size(pid, "status", "VmHWM:"))
    peak.together = max(
        peak.together, sum(_size(one, "smaps_rollup", "Pss:") for one in family(pid))
    )


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):  # it ended meanwhile
            continue
    return found


def _size(pid: int, file: str, key: str) -> float:
    """MB that a file of the process says; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1000 for line in lines if line.startswith(key))
