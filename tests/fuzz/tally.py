"""Many examples tried one after another, and what is to be told of them all."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from rich.console import Console

from autograder.grading.marks import Marks
from autograder.reports.class_page import class_page
from autograder.reports.table import as_csv, as_json, as_table
from tests.fuzz.example import example
from tests.fuzz.trial import Looks, Trial, tried
from tests.fuzz.world import World

DEAREST = 12
"""Trials that are told for what they cost."""
MOST_SECONDS = 30.0
"""Of the grader's own processor for one submission: reading has its bounds, and then all else has."""
MOST_MEBIBYTES = 400.0
"""By which the grader may grow for one submission."""


@dataclass(frozen=True)
class Share:
    """Of how many examples one is looked at more closely; 0 for none."""

    executed: int = 0
    kept: int = 20
    whole_page: int = 50
    ways_in: int = 10

    def looks(self, number: int) -> Looks:
        """At what is looked of the example of that number."""
        chosen = {name: bool(every) and number % every == 0 for name, every in vars(self).items()}
        return Looks(**chosen)


@dataclass
class Tally:
    """What became of all examples."""

    trials: list[Trial] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What is wrong with all of them together."""

    @property
    def faulty(self) -> list[Trial]:
        """The trials in which something was not as it must be."""
        return [trial for trial in self.trials if trial.faults]

    @property
    def fine(self) -> bool:
        """Whether there was nothing."""
        return not self.faulty and not self.faults

    def lines(self) -> Iterable[str]:
        """What came of them in numbers, what was dearest, and what is wrong with all of them together."""
        statuses = Counter(trial.marks.status if trial.marks else "raised" for trial in self.trials)
        kinds = Counter(
            kind
            for trial in self.trials
            for kind in {
                incident.kind for incident in (trial.marks.incidents if trial.marks else ())
            }
        )
        executed = sum(trial.executed for trial in self.trials)
        yield f"{len(self.trials)} submissions, {executed} of them executed"
        yield "  ".join(f"{name} {count}" for name, count in statuses.most_common())
        yield "with an incident: " + ", ".join(f"{name} {n}" for name, n in kinds.most_common())
        yield "most seconds of processor:"
        for trial in sorted(self.trials, key=lambda trial: -trial.cost.seconds)[:DEAREST]:
            yield f"  {trial.cost.seconds:6.2f} s    {trial.told}"
        yield "most memory:"
        for trial in sorted(self.trials, key=lambda trial: -trial.cost.mebibytes)[:DEAREST]:
            yield f"  {trial.cost.mebibytes:6.0f} MiB  {trial.told}"
        yield from (f"FAULT {fault}" for fault in self.faults)
        yield "nothing is wrong" if self.fine else f"{len(self.faulty)} submissions with faults"


def try_all(
    world: World,
    seed: int,
    numbers: Iterable[int],
    share: Share,
    done: Callable[[Trial], object] = lambda trial: None,
) -> Tally:
    """Tries the examples of these numbers, and at the end what a class of them all shows. Ctrl-C ends it
    before its time."""
    tally = Tally()
    gc.collect()
    gc.freeze()  # what stays: looking through it for each example would take longer than the example
    held = []
    with suppress(KeyboardInterrupt):
        for number in numbers:
            trial = tried(world, example(seed, number, world.assignments), share.looks(number))
            for name in ("submitted", "autograded"):
                shutil.rmtree(os.fsencode(world.course.root / name), ignore_errors=True)
            tally.trials.append(trial)
            done(trial)
            held.append(_held())
    if held and held[-1] > held[0]:
        tally.faults.append(f"threads and open files: {held[0]} at first, {held[-1]} at last")
    tally.faults += _class_faults(world, tally.trials)
    tally.faults += _dear(tally.trials)
    return tally


def _held() -> int:
    """Threads and open files of this process."""
    return threading.active_count() + len(os.listdir("/proc/self/fd"))


def _class_faults(world: World, trials: Sequence[Trial]) -> Iterable[str]:
    """What is wrong with page, table and files of a class of all these submissions."""
    for assignment in world.assignments:
        marks = [t.marks for t in trials if t.marks and t.marks.assignment == assignment.name]
        rubric = world.idle[assignment.name].rubric
        try:
            html = class_page(assignment.name, rubric, marks)
            _ = html.encode(), as_json(assignment.name, marks).encode(), as_csv(marks).encode()
            with open(os.devnull, "w", encoding="utf-8") as nowhere:
                Console(file=nowhere, width=120).print(as_table(marks))
        except Exception as error:
            yield f"the class of {assignment.name}: {error!r}"
            continue
        yield from _absent(html, marks)


def _absent(html: str, marks: Sequence[Marks]) -> Iterable[str]:
    if html.count("<tr") < len(marks):
        yield f"a page of {len(marks)} submissions has {html.count('<tr')} rows"


def _dear(trials: Sequence[Trial]) -> Iterable[str]:
    for trial in trials:
        if trial.cost.seconds > MOST_SECONDS or trial.cost.mebibytes > MOST_MEBIBYTES:
            cost = f"{trial.cost.seconds:.1f} s, {trial.cost.mebibytes:.0f} MiB"
            yield f"{trial.told}: {cost}: more than anything may take"
