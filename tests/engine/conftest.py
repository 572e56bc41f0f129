from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.engine import Export, Limits, Run, Step
from autograder.engine.fresh_process import FreshProcess

Execute = Callable[..., Run]


@pytest.fixture
def execute(tmp_path: Path) -> Execute:
    """Runs cells (text) and exports (tuples) in a fresh process, and closes it."""

    def run(
        *cells: str | tuple[Export, ...], engine: FreshProcess | None = None, **limits: Any
    ) -> Run:
        steps = [Step(c) if isinstance(c, str) else Step("check()", c) for c in cells]
        with (engine or FreshProcess()).open(steps, tmp_path, Limits(**limits)) as session:
            return session.execute()

    return run
