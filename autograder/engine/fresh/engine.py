"""An engine that starts an ordinary Python process for each notebook. No sandbox: time limits
only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.engine.environment import ENVIRONMENT
from autograder.engine.fresh.process import FreshProcess
from autograder.engine.outside.process_session import ProcessSession
from autograder.engine.outside.start import start_message
from autograder.engine.preparation import Preparation
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step, TimeLeft


@dataclass(frozen=True)
class FreshEngine(Engine):
    """Starts `sys.executable` anew for each notebook: about 0.6 s, and the imports."""

    preparation: Preparation = Preparation()

    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session whose process starts in `execute`."""
        environment = {**ENVIRONMENT, **self.preparation.environment}
        return ProcessSession(
            steps=tuple(steps),
            start=start_message(self.preparation, limits),
            limits=limits,
            launch=lambda: FreshProcess(folder, environment),
            time_left=time_left,
        )

    def surroundings(self) -> Mapping[str, Any]:
        """No wall, and what is prepared."""
        return {"preparation": asdict(self.preparation)}
