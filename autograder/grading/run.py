"""Runs a plan: what came out, as data, and calls of what stayed in the notebook while it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from autograder.engine.session import Engine, Handle, Run, Session, StepIncident
from autograder.grading.files_beside import lay_out
from autograder.grading.plan import Plan
from autograder.questions.answer import Called, Wanted


class LivePort:
    """Has calls made in the process of a notebook that has run, as long as that is there."""

    def __init__(self, session: Session, came_out: Run) -> None:
        """`came_out` says what was kept at which step."""
        self._session = session
        self._came_out = came_out

    def call(self, step: int, wanted: Wanted, arrays: Sequence[np.ndarray]) -> Called:
        """What came back from what was kept at a step. A question calls this while it judges."""
        taken = self._came_out.taken[step][wanted.key]
        if not isinstance(taken.value, Handle):
            return Called(None, taken.problem, "there is nothing to call")
        called = self._session.call(taken.value, arrays)
        return Called(called.arrays, called.problem, called.detail)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls. `Grader` asks when all marks are given."""
        return self._session.incidents()[len(self._came_out.incidents) :]


@contextmanager
def open_run(engine: Engine, plan: Plan) -> Iterator[tuple[Run, LivePort]]:
    """Runs a notebook in a folder of its own: what came out, as data, and a port for calls, until the
    end. It never raises for anything that the notebook does."""
    with engine.folder() as folder:
        lay_out(plan.files, folder)
        with engine.open(plan.steps, folder, plan.limits) as session:
            came_out = session.execute()
            yield came_out, LivePort(session, came_out)
