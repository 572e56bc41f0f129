"""The rule of the zygote: one thread. Of several, a fork copies one, and leaves the locks of the others
locked for ever."""

from __future__ import annotations

import os
import time

SETTLE_SECONDS = 1.0
"""How long a thread that is just ending may take: matplotlib has a timer while it looks for
fonts."""


class ThreadError(RuntimeError):
    """There is more than one thread: a copy of this process could hang for ever."""


def need_one_thread(suspect: str) -> None:
    """Wait a moment for threads that are ending.

    Raises:
        ThreadError: there are others still.
    """
    end = time.monotonic() + SETTLE_SECONDS
    while (count := len(os.listdir("/proc/self/task"))) > 1:
        if time.monotonic() > end:
            raise ThreadError(f"{suspect} started a thread: there are {count} now, 1 is allowed")
        time.sleep(0.01)
