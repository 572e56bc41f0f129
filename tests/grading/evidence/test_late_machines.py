"""Machines that are started when the first plan is to be run, once, and closed with whoever asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from autograder.grading.evidence.late_machines import LateMachines
from autograder.grading.evidence.machines import FarEvidence, Machines, MachinesLostError

PLAN: Any = None


class Named(Machines):
    """Have told what became of them."""

    places = 8

    def __init__(self, told: list[str]) -> None:
        self.told = told

    def evidence(self, plan: Any, fingerprint: str) -> FarEvidence | None:
        self.told.append(fingerprint)
        return None

    @contextmanager
    def opened(self) -> Iterator[Machines]:
        self.told.append("started")
        yield self
        self.told.append("ended")


def test_whoever_is_not_needed_is_not_started() -> None:
    told: list[str] = []
    late = LateMachines(Named(told).opened, 8)
    assert (late.places, late.remarks()) == (8, ())
    late.close()
    assert told == []


def test_many_threads_start_them_once() -> None:
    told: list[str] = []
    late = LateMachines(Named(told).opened, 8)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: late.evidence(PLAN, str(number)), range(40)))
    late.close()
    assert (told[0], told[-1], told.count("started")) == ("started", "ended", 1)
    assert sorted(told[1:-1], key=int) == [str(number) for number in range(40)]


def test_whoever_comes_too_late_starts_nothing() -> None:
    told: list[str] = []
    late = LateMachines(Named(told).opened, 8)
    late.close()
    late.close()
    with pytest.raises(MachinesLostError):
        late.evidence(PLAN, "1")
    assert told == []


def test_a_start_that_fails_ends_the_run() -> None:
    told: list[str] = []

    @contextmanager
    def failing() -> Iterator[Machines]:
        told.append("tried")
        raise OSError("no room")
        yield

    late = LateMachines(failing, 8)
    with pytest.raises(MachinesLostError, match="no workers could be started: no room"):
        late.evidence(PLAN, "1")
    with pytest.raises(MachinesLostError, match="have ended"):
        late.evidence(PLAN, "2")
    late.close()
    assert told == ["tried"]
