"""The figures as text: tables of Markdown for the page of benchmarks, lines for the README."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.contenders import CONTENDERS, FLOOR, NBGRADER, OURS, SAMPLE
from tests.benchmarks.growth import Graded, Later

LARGER = (10_000, 100_000)
"""Submissions that are reckoned, not graded."""
MEMORY_BYTES = Path("/proc/meminfo")


def machine() -> str:
    """What is measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = int(MEMORY_BYTES.read_text(encoding="utf-8").split()[1]) / 1e6
    processor = f"{os.cpu_count()} processors ({names[0] if names else platform.machine()})"
    return f"{processor}, {memory:.0f} GB of memory, Python {platform.python_version()}"


def side_by_side(
    medians: Mapping[str, float], name: str, submissions: int, rounds: int, jobs: int
) -> list[str]:
    """Seconds a submission, contender by contender."""
    over = "one round" if rounds == 1 else f"medians of {rounds} rounds"
    lowest = medians[FLOOR.name]
    lines = [
        f"{submissions} submissions of `{name}`, {over}, {jobs} at a time; of `nbgrader autograde` and "
        f"Otter, which grade one after another, the first {min(SAMPLE, submissions)}. {machine()}.",
        "",
        "| | seconds a submission | times the floor |",
        "|---|---|---|",
    ]
    for contender in CONTENDERS:
        if contender.name in medians:
            seconds = medians[contender.name]
            lines.append(f"| {contender.name} | {seconds:.2f} | {seconds / lowest:.2f} |")
        else:
            lines.append(f"| {contender.name} | {contender.missing()} | |")
    more = medians[NBGRADER.name] / medians[OURS.name]
    return [*lines, "", f"That is {more:.1f} times nbgrader's throughput."]


def by_size(graded: Sequence[Graded]) -> list[str]:
    """What classes of several sizes cost."""
    lines = [
        "| submissions | | seconds | each | 95th percentile | grader, MB | all, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in graded:
        figures = f"{one.seconds:.0f} | {one.seconds / one.size:.2f} | {one.slowest:.2f}"
        memory = f"{one.grader:.0f} | {one.together:.0f}"
        lines.append(f"| {one.size} | {one.way} | {figures} | {memory} |")
    return lines


def afterwards(later: Sequence[Later]) -> list[str]:
    """What is done with a class that is graded already."""
    sizes = sorted({one.size for one in later})
    lines = [
        f"| seconds, of a class of | {' | '.join(map(str, sizes))} |",
        f"|---|{'---|' * len(sizes)}",
    ]
    for name in dict.fromkeys(one.name for one in later):
        seconds = {one.size: one.seconds for one in later if one.name == name}
        lines.append(f"| {name} | {' | '.join(f'{seconds[size]:.1f}' for size in sizes)} |")
    return lines


def reckoned(graded: Sequence[Graded]) -> list[str]:
    """The arithmetic for more submissions than were graded, from the largest class."""
    most = max(graded, key=lambda one: (one.size, -one.seconds))
    processors = os.cpu_count() or 1
    each = most.seconds / most.size * min(processors, 2)
    lines = [
        f"The class of {most.size:,} took {most.seconds:.0f} s ({most.way}): {each:.2f} s of a processor for "
        "each submission. So much work is, on machines like this one:",
        "",
        "| submissions | hours of a processor | on this machine | on 10 of them | on 100 |",
        "|---|---|---|---|---|",
    ]
    for count in LARGER:
        hours = count * each / 3600
        walls = [_time(hours / processors / machines) for machines in (1, 10, 100)]
        lines.append(f"| {count:,} | {hours:.1f} | {' | '.join(walls)} |")
    return lines


def _time(hours: float) -> str:
    return f"{hours:.1f} h" if hours >= 1 else f"{max(1, round(60 * hours))} min"


def in_short(medians: Mapping[str, float], graded: Sequence[Graded]) -> list[str]:
    """What the README says."""
    ours, lowest, plain = (medians[one.name] for one in (OURS, FLOOR, NBGRADER))
    lines = [
        f"A submission of `kernels` takes {ours:.2f} s, {ours / lowest:.2f} times its own cells alone, and",
        f"{plain:.1f} s under plain nbgrader.",
    ]
    if graded:
        most = max(graded, key=lambda one: (one.size, -one.seconds))
        lines += [
            f"A class of {most.size:,} took {most.seconds:.0f} s on {os.cpu_count()} processors; the grader had",
            f"{most.grader:.0f} MB of memory.",
        ]
    return [
        *lines,
        "[Benchmarks](docs/benchmarks.md) has the tables and the command that measures them.",
    ]
