"""Machines that are started when the first notebook is to be run: there may be none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from autograder.grading.evidence.machines import FarEvidence, Machines, MachinesLostError
from autograder.grading.plan import Plan


class LateMachines(Machines):
    """Stand for others, of which is known before how many places they will have. Any thread may use
    them."""

    def __init__(self, start: Callable[[], AbstractContextManager[Machines]], places: int) -> None:
        """`start` gives the others, until they are closed."""
        self.places = places
        self._start = start
        self._machines: Machines | None = None
        self._closed = False
        self._opened = ExitStack()
        self._lock = threading.Lock()

    def evidence(self, plan: Plan, fingerprint: str) -> FarEvidence | None:
        """What the others give. MachinesLostError, too, where they don't start."""
        return self._begun().evidence(plan, fingerprint)

    def _begun(self) -> Machines:
        with self._lock:
            if self._closed:
                raise MachinesLostError("the workers of this run have ended")
            if self._machines is None:
                try:
                    self._machines = self._opened.enter_context(self._start())
                except Exception as error:  # whatever it is, nobody else fares better
                    self._closed = True
                    raise MachinesLostError(f"no workers could be started: {error}") from error
            return self._machines

    def close(self) -> None:
        """Close the others, if there are any; whoever is starting them is waited for."""
        with self._lock:
            self._closed = True
            self._opened.close()
