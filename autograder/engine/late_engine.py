"""An engine that is made when the first notebook is to be run: there may be none."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.engine.errors import StartError
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step, TimeLeft


class LateEngine(Engine):
    """Stands for another engine, of which is known before what its notebooks would find.

    Any thread may use it.
    """

    def __init__(
        self, make: Callable[[], Engine], walled: bool, surroundings: Mapping[str, Any]
    ) -> None:
        """`walled` and `surroundings` are those of the engine that `make` gives."""
        self._make = make
        self.walled = walled
        self._surroundings = surroundings
        self._engine: Engine | None = None
        self._closed = False
        self._lock = threading.Lock()

    def begin(self) -> Engine:
        """Make the engine, unless that was done; it gets ready while other things are done.

        Raises:
            SandboxError, StartError: as whatever makes it does.
        """
        with self._lock:
            if self._closed:
                raise StartError("the engine is closed")
            if self._engine is None:
                self._engine = self._make()
            return self._engine

    @property
    def begun(self) -> bool:
        """Whether there is an engine."""
        return self._engine is not None

    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session of the engine."""
        return self.begin().open(steps, folder, limits, time_left)

    def surroundings(self) -> Mapping[str, Any]:
        """Those of the engine, made or not."""
        return self._surroundings

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty folder of the engine."""
        with self.begin().folder() as folder:
            yield folder

    def isolated(self, modules: Sequence[str]) -> Engine | None:
        """One that the engine gives."""
        return self.begin().isolated(modules)

    def close(self) -> None:
        """Close the engine, if there is one."""
        with self._lock:
            engine, self._engine = self._engine, None
            self._closed = True
        if engine is not None:
            engine.close()
