"""Processes that outlive a run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterator, Set
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
SETTLE_SECONDS = 1.0
"""A process that is just ending may take so long."""


def adopt(wanted: bool) -> None:
    """Have processes that lose their parent become this one's children, to be found here."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)


def running() -> frozenset[int]:
    """All descendants of this process that have not ended."""
    return frozenset(pid for pid, state in _descendants(os.getpid()) if state != "Z")


def end_survivors(known: Set[int]) -> bool:
    """Whether there are others than those that are known, after a moment; they are killed, and all
    that have ended are forgotten."""
    end = time.monotonic() + SETTLE_SECONDS
    while (left := running() - known) and time.monotonic() < end:
        time.sleep(0.02)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for pid, state in list(_descendants(os.getpid())):
        if pid in left or (state == "Z" and pid not in known):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
    return bool(left)


def _descendants(pid: int) -> Iterator[tuple[int, str]]:
    """The children of a process, theirs, and so on, with the letter of their state."""
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                try:
                    state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
                except OSError:  # it has just gone
                    continue
                yield int(child), state
                yield from _descendants(int(child))
