"""Many submissions in a row, two at a time: nobody is harmed, and nothing is left."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from typing import Any

import pytest

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.forked.usage import descendants
from tests.attacks.attack import FULL
from tests.attacks.places import OwnGrading, incidents_of
from tests.attacks.stage import Stage
from tests.attacks.table import ATTACKS
from tests.mini_course import POINTS
from tests.speeds import SOAK

COUNT = 500 if SOAK else 20
"""How many submissions: every second one is an attack."""
SETTLE_SECONDS = 5.0
"""Processes that were just killed take a moment to be gone."""
NEIGHBOURS = ("canary-", "autograder-test-", "PostgreSQL.")
"""Shared memory of other tests, which come and go beside this one: stages, sandboxes, servers."""


def held(engine: ForkedEngine, stage: Stage) -> Mapping[str, Any]:
    """All that a run could leave behind: processes, threads, descriptors, files."""
    (keeper,) = engine.pids()
    processes = sorted(descendants(os.getpid()))
    return {
        "processes": processes,
        "threads": threading.active_count(),
        "descriptors": [len(os.listdir("/proc/self/fd"))]
        + [len(os.listdir(f"/proc/{pid}/fd")) for pid in (keeper, *descendants(keeper))],
        "workspace": sorted(os.listdir(engine._workspace)),
        "scratch": sorted(os.listdir(engine._workspace / "home" / "tmp")),
        "shared memory": sorted(
            name
            for name in os.listdir("/dev/shm")
            if name.startswith(stage.words["NAME"]) or not name.startswith(NEIGHBOURS)
        ),
    }


def settled(engine: ForkedEngine, stage: Stage, before: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is held, as soon as it is what was held before, or after a while."""
    end = time.monotonic() + SETTLE_SECONDS
    while True:
        try:
            now = held(engine, stage)
        except FileNotFoundError:  # a process went while it was looked at
            now = {}
        if now == before or time.monotonic() > end:
            return now
        time.sleep(0.05)


def resting(engine: ForkedEngine, stage: Stage) -> Mapping[str, Any]:
    """What is held when nothing comes or goes any more: what has just been graded takes a moment to go."""
    last: Mapping[str, Any] = {}
    while True:
        now = settled(engine, stage, last)
        if now and now == last:
            return now
        last = now


@pytest.mark.thorough
def test_many_in_a_row(inner_wall: OwnGrading, stage: Stage) -> None:
    engine = inner_wall.engine
    assert isinstance(engine, ForkedEngine)
    hostile = ATTACKS[:: max(1, len(ATTACKS) * 2 // COUNT)]
    attacks = {}
    for number in range(COUNT):
        name = f"s{number:03}"
        if number % 2:
            attacks[name] = hostile[number // 2 % len(hostile)]
            stage.submit(attacks[name], name)
        else:
            stage.mini.submit(name, stage.mini.answered())
    inner_wall.grade(stage, ("s000", "s002"))
    before = resting(engine, stage)
    assert len(before["processes"]) >= 2

    graded = inner_wall.grade(stage, [f"s{number:03}" for number in range(COUNT)])

    assert settled(engine, stage, before) == before
    assert len(graded) == COUNT
    for name, item in graded.items():
        points = tuple(item.marks.verdict(question).points or 0.0 for question in POINTS)
        if name in attacks:
            due = attacks[name].points
            assert all(p <= d for p, d in zip(points, due, strict=True)), attacks[name].name
        else:
            assert (points, incidents_of(item.marks)) == (FULL, frozenset()), name
