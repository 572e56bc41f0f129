"""Gives what the run of a plan gave: from the evidence where nothing has changed, else by running it,
here or on another machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from autograder.engine.session import Engine, Run
from autograder.grading.evidence.evidence import CallRecord, Evidence
from autograder.grading.evidence.fingerprint import Surroundings, fingerprint, surroundings
from autograder.grading.evidence.machines import Machines
from autograder.grading.evidence.ports import NotRecordedError, RecordedPorts, RecordingPorts
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.plan import Plan
from autograder.grading.run import START_FAILED, Ports, open_ports, open_run

T = TypeVar("T")
Work = Callable[[Run, Ports], T]
"""What is done with what came out of a run, and with the ports to it."""


class NoEvidenceError(Exception):
    """There is no evidence that says what was asked, and nothing was to be run."""


@dataclass(frozen=True, eq=False)
class Done(Generic[T]):
    """What was done with what came out of a run."""

    result: T
    """What the work gave."""
    evidence: Evidence | None = None
    """All of the run, where it is kept, and outputs are asked for."""


@dataclass(frozen=True, eq=False)
class PlanRunner:
    """Runs plans with an engine, and keeps what they give in a store, if there is one."""

    engine: Engine
    store: EvidenceStore | None = None
    again: bool = False
    """Whether everything is run, whatever was kept."""
    recorded_only: bool = False
    """Whether nothing is run: NoEvidenceError where something would have to be."""
    machines: Machines | None = None
    """Where notebooks are run, if not by the engine."""

    @cached_property
    def surroundings(self) -> Surroundings:
        """What all runs have in common."""
        return surroundings(self.engine)

    def place(self, name: str, notebook: str | None = None) -> Path | None:
        """Where the evidence of a student's notebook lies, or, without that, of the notebook of that name
        of the staff's own; None where none is kept."""
        if self.store is None:
            return None
        return self.store.staff(name) if notebook is None else self.store.submitted(name, notebook)

    def fingerprint(self, plan: Plan) -> str:
        """Of all that a run of the plan depends on."""
        return fingerprint(plan, self.surroundings.digest)

    def done(
        self, plan: Plan, place: Path | None, work: Work[T], words_only: bool = False
    ) -> Done[T]:
        """What the work gives with what came out of a run. It may be done twice: where the evidence
        does not say all that is asked, the notebook is run again.

        `place` is one of the store's; None where the run is not to be kept. With `words_only` the work
        shows no output.

        Raises:
            NoEvidenceError: see `recorded_only`.
        """
        try:
            return self._recorded(plan, place, work, words_only)
        except NoEvidenceError:
            if self.recorded_only:
                raise
        result, evidence, held_up = self._run(plan, work)
        usable = not held_up and is_usable(evidence.run, evidence.judged)
        if usable and self.store is not None and place is not None:
            self.store.put(place, evidence)
        return Done(result, evidence if usable else None)

    def _run(self, plan: Plan, work: Work[T]) -> tuple[T, Evidence, bool]:
        """What the work gives, the evidence, and whether the machine may be to blame for a limit of time."""
        mark = self.fingerprint(plan)
        far = None if self.machines is None else self.machines.evidence(plan, mark)
        if far is not None:
            ports = RecordedPorts(far.evidence.judged, far.held_up)
            return work(far.evidence.run, ports), far.evidence, far.held_up
        with open_run(self.engine, plan) as (run, live):
            recording = RecordingPorts(live)
            result = work(run, recording)
            evidence = Evidence(mark, self.engine.walled, run, recording.record())
            return result, evidence, live.held_up()

    def _recorded(self, plan: Plan, place: Path | None, work: Work[T], words_only: bool) -> Done[T]:
        """What the work gives with the evidence. NoEvidenceError where that does not say all that is
        asked."""
        if self.store is None or place is None or self.again:
            raise NoEvidenceError
        kept = self.store.find(place, self.fingerprint(plan), plan.steps, words_only)
        if kept is None:
            raise NoEvidenceError
        try:
            result = work(kept.run, RecordedPorts(kept.judged))
            return Done(result, None if words_only else kept)
        except NotRecordedError:  # the rubric asks for more than it did then
            raise NoEvidenceError from None

    def public(
        self,
        plan: Plan,
        place: Path | None,
        run: Run,
        evidence: Evidence | None,
        work: Callable[[Ports], T],
    ) -> T:
        """What the work gives with ports to processes that have met nothing but what it has called.
        `run` is what came out of the plan's run, `evidence` what `done` has given of it.

        Work that has nothing called needs no process. What was recorded for all of a question never
        answers here: it came from a process that had met hidden inputs, and could give those.

        Raises:
            NoEvidenceError: see `recorded_only`.
        """
        recorded = CallRecord() if evidence is None else evidence.public or CallRecord()
        try:
            return work(RecordedPorts(recorded))
        except NotRecordedError:
            pass
        if self.recorded_only:
            raise NoEvidenceError
        with open_ports(self.engine, plan, run) as live:
            ports = RecordingPorts(live)
            result = work(ports)
            record = ports.record()
            usable = not live.held_up() and is_usable(run, record)
        if usable and evidence is not None and self.store is not None and place is not None:
            self.store.put(place, replace(evidence, public=record))
        return result


def is_usable(run: Run, record: CallRecord) -> bool:
    """Whether nothing of it is the machine's fault: a start that failed, a process that was lost."""
    return all(item.kind != START_FAILED for item in (*run.incidents, *record.incidents))
