"""An engine that runs nothing: its notebooks are as if the process had ended before the first cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.engine.session import (
    STANDARD_LIMITS,
    Engine,
    Limits,
    Run,
    Session,
    Step,
    StepIncident,
    TimeLeft,
)
from autograder.values.call import Call, Reply
from autograder.values.export import Export
from autograder.values.value import Value


class IdleEngine(Engine):
    """Gives a run in which no step was reached. Everything before and after a run is as it always is."""

    walled = True

    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session in which nothing happens."""
        return _IdleSession(steps)


class _IdleSession(Session):
    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps

    def execute(self) -> Run:
        count = len(self._steps)
        absent = Value(problem="not-reached")
        values = [{export.key: absent for export in step.exports or ()} for step in self._steps]
        return Run(((),) * count, (None,) * count, (None,) * count, tuple(values))

    def call(self, step: int, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        raise AssertionError("nothing is there that could be called")

    def incidents(self) -> tuple[StepIncident, ...]:
        return ()

    def pause(self) -> None:
        pass

    def resume(self) -> None:
        pass

    def close(self) -> None:
        pass
