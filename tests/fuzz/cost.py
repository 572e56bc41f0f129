"""What a piece of work costs the grader's own process: seconds of processor, and memory at its peak."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PEAK = Path("/proc/self/clear_refs")
STATUS = Path("/proc/self/status")


@dataclass
class Cost:
    """Filled when the work is done."""

    seconds: float = 0.0
    """Of processor, of all threads."""
    mebibytes: float = 0.0
    """By which the process grew at its peak; 0 where the system does not say."""


@contextmanager
def measured() -> Iterator[Cost]:
    """The cost of what is done in the block."""
    cost = Cost()
    gc.collect()
    before = _forget_peak()
    begin = time.process_time()
    try:
        yield cost
    finally:
        cost.seconds = time.process_time() - begin
        cost.mebibytes = max(0.0, (_kibibytes("VmHWM") - before) / 1024)


def _forget_peak() -> int:
    """Has the system begin anew to look for the peak; gives what the process has now."""
    with suppress(OSError):  # not Linux, or not allowed: the peak of all time stays
        PEAK.write_text("5")
    return _kibibytes("VmRSS")


def _kibibytes(name: str) -> int:
    try:
        lines = STATUS.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
