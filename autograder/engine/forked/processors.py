"""The processors of the machine, given to notebooks one each where the kernel gives no shares.

However many threads one starts, they are all on its own processor, and whoever has another is not
slowed down.
"""

from __future__ import annotations

import os
import random
import threading


class Processors:
    """Counts how many notebooks each processor has. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notebooks = dict.fromkeys(sorted(os.sched_getaffinity(0)), 0)

    def take(self) -> int:
        """The number of a processor that no other has fewer notebooks than; of several, another grader
        beside this one may take the same."""
        with self._lock:
            least = min(self._notebooks.values())
            free = [number for number, count in self._notebooks.items() if count == least]
            number = random.SystemRandom().choice(free)
            self._notebooks[number] += 1
        return number

    def give_back(self, number: int) -> None:
        """Note that a notebook has ended."""
        with self._lock:
            self._notebooks[number] -= 1
