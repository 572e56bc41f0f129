"""An engine that starts an ordinary Python process for each notebook. No sandbox: time limits
only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.engine.environment import ENVIRONMENT
from autograder.engine.fresh.process import FreshProcess
from autograder.engine.outside.process_session import ProcessSession
from autograder.engine.outside.start import Setup
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step


@dataclass(frozen=True)
class FreshEngine(Engine):
    """Starts `sys.executable` anew for each notebook: about 0.6 s, and the imports of `preload`."""

    preload: tuple[str, ...] = ()
    """Modules that are imported before the first cell and before the folder is on `sys.path`; their
    time is not counted."""
    seed: int = 0
    """For `random`, NumPy and TensorFlow, if these are imported by then."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables beside those of `ENVIRONMENT`, or in their place."""

    def open(
        self, steps: Sequence[Step], folder: Path, limits: Limits = STANDARD_LIMITS
    ) -> Session:
        """A session whose process starts in `execute`."""
        environment = {**ENVIRONMENT, **self.environment}
        return ProcessSession(
            steps=tuple(steps),
            setup=Setup(preload=self.preload, seed=self.seed),
            limits=limits,
            launch=lambda: FreshProcess(folder, environment),
        )
