"""The memory of the machine, and how many submissions it has room for."""

from __future__ import annotations

from pathlib import Path

from autograder.engine.limits import Limits

MEMORY = Path("/proc/meminfo")


def too_little_memory(jobs: int, limits: Limits, each: int = 1) -> str | None:
    """What to tell whoever has so many submissions run at a time, where all of them together may take
    more memory than is free: what they write may lie in memory, too, and each submission may have so
    many (`each`) processes with limits of their own. None where there is enough, or nobody knows."""
    free, one = _free_bytes(), each * (limits.memory_bytes + limits.disk_bytes)
    if free is None or jobs * one <= free:
        return None
    return (
        f"{jobs} notebooks at a time may take {jobs * one / 2**30:.1f} GiB of memory, and"
        f" {free / 2**30:.1f} GiB are free. Should they, the machine becomes slow or ends some of them:"
        f" --jobs {max(1, free // one)} is safe, or set a lower memory-mebibytes."
    )


def _free_bytes() -> int | None:
    """Memory that can be had without taking any from others; None where Linux does not say."""
    try:
        lines = MEMORY.read_text("ascii").splitlines()
    except OSError:
        return None
    sizes = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(sizes[0]) << 10 if sizes else None
