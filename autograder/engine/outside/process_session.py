"""A session, however its processes are started."""

from __future__ import annotations

import time
from collections.abc import Sequence

from autograder.engine.outside.calls import Calls
from autograder.engine.outside.processes import Processes
from autograder.engine.outside.results import Results
from autograder.engine.process import Launch
from autograder.engine.session import Limits, Run, Session, Step, StepIncident
from autograder.engine.time_left import TimeLeft
from autograder.values.call import Call, Reply
from autograder.values.export import Export


class ProcessSession(Session):
    """Runs the steps, and then calls what they left, in processes that `launch` starts."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        start: bytes,
        limits: Limits,
        launch: Launch,
        time_left: TimeLeft | None,
    ) -> None:
        """`start` is the payload of the START frame; `time_left` is as `Engine.open` has it."""
        self._results = Results(steps, limits)
        left = TimeLeft(limits.total_seconds) if time_left is None else time_left
        self._processes = Processes(launch, start, self._results, limits, left)
        self._calls = Calls(self._processes, self._results, limits)
        self._executed = self._closed = False

    def execute(self) -> Run:
        """Run all steps, again without a step that had to be killed."""
        if self._executed or self._closed:
            raise RuntimeError("a session executes its steps once, before it is closed")
        self._executed = True
        begin = time.monotonic()
        self._processes.run()
        return self._results.run(time.monotonic() - begin)

    def call(self, step: int, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """Send the calls, and give what comes back."""
        if not self._executed:
            raise RuntimeError("call comes after execute")
        return self._calls.call(step, export, calls)

    def incidents(self) -> tuple[StepIncident, ...]:
        """In the order in which they happened; one of a kind for each step."""
        return self._results.incidents()

    def held_up(self) -> bool:
        """What was known when the last command ended."""
        return self._results.held_up

    def pause(self) -> None:
        """Stop the process."""
        if self._processes.exchange is not None:
            self._processes.exchange.pause()

    def resume(self) -> None:
        """Let the process go on."""
        if self._processes.exchange is not None:
            self._processes.exchange.resume()

    def close(self) -> None:
        """End the process, for good."""
        self._closed = True
        self._processes.close()
