"""What a class costs, by its size: seconds, and the most memory, of the command as people run it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import watched
from tests.benchmarks.stage import ENVIRONMENT, Stage, lay_out_stage


@dataclass(frozen=True)
class Way:
    """How a class is graded."""

    name: str
    options: tuple[str, ...]


TWO_JOBS = Way("two jobs", ("--jobs", "2"))
WAYS = (
    Way("one job", ("--jobs", "1")),
    TWO_JOBS,
    Way("dask, two workers here", ("--jobs", "2", "--scheduler", "local")),
)


@dataclass(frozen=True)
class Graded:
    """One class, graded in one way."""

    way: str
    size: int
    seconds: float
    """Of the whole command: start, master, submissions, pages."""
    slowest: float
    """The 95th percentile of the seconds that a submission took."""
    grader: float
    """The most memory of the grader, in MB."""
    together: float
    """The same of all processes."""


@dataclass(frozen=True)
class Later:
    """What is done with a class that is graded already."""

    name: str
    size: int
    seconds: float


def known_ways() -> list[Way]:
    """The ways that the command has: `--scheduler` is there with the extra of that name."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", "--help"], capture_output=True, text=True
    )
    return [way for way in WAYS if all(w in done.stdout for w in way.options if w[:2] == "--")]


def growth(
    name: str, sizes: Sequence[int], seed: int, ways: Sequence[Way]
) -> Iterator[Graded | Later]:
    """Each class in each way, in a course of its own, and what comes after."""
    for size in sizes:
        for way in ways:
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                stage = lay_out_stage(Path(folder) / "course", name, size, 1, seed)
                yield _graded(stage, way)
                if way == TWO_JOBS:
                    yield from _later(stage, way)


def _graded(stage: Stage, way: Way) -> Graded:
    name, file = stage.assignment.name, stage.course.root / "marks.json"
    command = [sys.executable, "-m", "autograder", "grade", name, *way.options, "--json", file]
    begin = time.perf_counter()
    with (
        subprocess.Popen(
            command,
            cwd=stage.course.root,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as running,
        watched(running.pid) as peak,
    ):
        _, told = running.communicate()
    seconds = time.perf_counter() - begin
    if running.returncode:
        raise SystemExit(f"autograder grade {' '.join(way.options)} failed:\n{told[-2000:]}")
    marks = json.loads(file.read_text(encoding="utf-8"))["submissions"]
    assert {item["status"] for item in marks} == {"graded"}
    each = [item["seconds"] for item in marks]
    slowest = statistics.quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
    return Graded(way.name, len(marks), seconds, slowest, peak.grader, peak.together)


def _later(stage: Stage, way: Way) -> Iterator[Later]:
    name, size = stage.assignment.name, len(stage.students)
    again = stage.autograder("grade", name, *way.options)
    yield Later("`autograder grade` again, nothing changed", size, again)
    stage.autograder("verify", name)
    _change(stage.assignment.rubric, 'hint="', 'hint="Look twice. ')
    stage.autograder("build", name)
    yield Later("`autograder verify`, another hint", size, stage.autograder("verify", name))
    # the known answers declare their points, so this comes last
    _change(stage.assignment.rubric, "points=3", "points=4")
    stage.autograder("build", name)
    regraded = stage.autograder("regrade", name, codes=(0, 3))
    yield Later("`autograder regrade`, other points", size, regraded)


def _change(file: Path, before: str, after: str) -> None:
    """Writes something else in the first place where `before` stands."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
