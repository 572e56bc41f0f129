"""The time that one submission has left, for all that is done with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class TimeLeft:
    """Counts down from a number of seconds, while something is done."""

    def __init__(self, seconds: float) -> None:
        self._all = self.seconds = seconds

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Counts what is done in a `with` statement; when it has to end, by `time.monotonic`."""
        begin = time.monotonic()
        try:
            yield begin + self.seconds
        finally:
            self.seconds -= time.monotonic() - begin

    @contextmanager
    def keeping(self, seconds: float) -> Iterator[None]:
        """Keeps so many seconds, half of what is left at most, for what comes after a `with` statement."""
        kept = min(seconds, max(0.0, self.seconds / 2))
        self.seconds -= kept
        try:
            yield
        finally:
            self.seconds += kept

    def renew(self) -> None:
        """Give all of it back: what it was spent on is lost, by no doing of the submission's."""
        self.seconds = self._all
