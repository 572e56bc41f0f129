"""When a command has used up its time: a neighbour's load must cost nobody a mark."""

from __future__ import annotations

import time
from collections.abc import Callable

MOST = 3
"""A command is over after this many times its limit, however long its process had to wait."""


class Deadline:
    """The end of one command's time: its seconds by the wall, and as long as its process has waited for
    a processor meanwhile."""

    def __init__(self, seconds: float, waited: Callable[[], float]) -> None:
        """`waited` says how long the process has waited since the command began; it is asked when the
        seconds are over."""
        self._begin = time.monotonic()
        self._seconds = max(0.0, seconds)
        self._waited = waited
        self.end = self._begin + self._seconds
        """By `time.monotonic`, as far as it is known yet."""

    def is_over(self, now: float) -> bool:
        """Whether the time is used up."""
        if now >= self.end:
            waited = min(self._waited(), (MOST - 1) * self._seconds)
            self.end = max(self.end, self._begin + self._seconds + waited)
        return now >= self.end
