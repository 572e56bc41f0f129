"""The memory of the machine, and how many submissions it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.engine.hierarchies import own_hierarchies, text_of
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
    """Memory that can be had without taking any from others: the machine's, or what is left of the limit of
    a container (of a cgroup). None where Linux does not say."""
    try:
        lines = MEMORY.read_text("ascii").splitlines()
    except OSError:
        return None
    sizes = [int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")]
    known = [*sizes, *_left_in_groups()]
    return min(known, default=None)


LIMITED = (
    ("memory.max", "memory.current", "inactive_file"),
    ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
)
"""Of both versions of cgroups: a group's limit, what it has, and what of that would be given back."""


def _left_in_groups() -> Iterator[int]:
    """What is left of the limits of the groups in which this process is, and of those above."""
    for found in own_hierarchies():
        if "memory" not in found.controllers:
            continue
        for folder in (found.folder, *found.folder.parents):
            for most, used, cache in LIMITED:
                limit, now = (text_of(folder / name).strip() for name in (most, used))
                if limit.isdigit() and now.isdigit():
                    stat = dict(
                        line.split() for line in text_of(folder / "memory.stat").splitlines()
                    )
                    yield max(0, int(limit) - int(now) + int(stat.get(cache, 0)))
