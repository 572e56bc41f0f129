"""An engine that starts an ordinary Python process for each notebook. No sandbox: time limits
only."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from weakref import WeakSet

from autograder.engine.environment import ENVIRONMENT
from autograder.engine.errors import StartError
from autograder.engine.fresh.process import FreshProcess
from autograder.engine.outside.process_session import ProcessSession
from autograder.engine.outside.start import start_message
from autograder.engine.preparation import Preparation
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step, TimeLeft


class FreshEngine(Engine):
    """Starts `sys.executable` anew for each notebook: about 0.6 s, and the imports."""

    def __init__(self, preparation: Preparation = Preparation()) -> None:
        self._preparation = preparation
        self._lock = threading.Lock()
        self._closed = False
        self._running: WeakSet[FreshProcess] = WeakSet()

    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session whose process starts in `execute`."""
        environment = {**ENVIRONMENT, **self._preparation.environment}
        return ProcessSession(
            steps=tuple(steps),
            start=start_message(self._preparation, limits),
            limits=limits,
            launch=lambda: self._launch(folder, environment),
            time_left=time_left,
        )

    def _launch(self, folder: Path, environment: Mapping[str, str]) -> FreshProcess:
        with self._lock:
            if self._closed:
                raise StartError("the engine is closed")
            process = FreshProcess(folder, environment)
            self._running.add(process)
            return process

    def surroundings(self) -> Mapping[str, Any]:
        """No wall, and what is prepared."""
        return {"preparation": asdict(self._preparation)}

    def close(self) -> None:
        """End what still runs; the sessions of other threads get no other process."""
        with self._lock:
            self._closed = True
        for process in self._running:
            process.take_away()
