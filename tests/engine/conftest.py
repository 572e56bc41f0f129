from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.outside import processes
from autograder.engine.preparation import Preparation
from autograder.engine.session import Engine, Limits, Run, Step
from autograder.values.export import Export

Execute = Callable[..., Run]
MakeEngine = Callable[..., Engine]


@pytest.fixture(scope="session", params=[pytest.param("fresh", marks=pytest.mark.soak), "forked"])
def make_engine(request) -> Iterator[MakeEngine]:
    """Makes engines of one kind: for the same fields of a preparation, the same engine.

    What only the one without walls does stands in `fresh/`; all that both do `make soak` tries with it,
    too.
    """
    made: dict[str, Engine] = {}
    with ExitStack() as closing:

        def make(**arguments: Any) -> Engine:
            if str(arguments) not in made:
                made[str(arguments)] = closing.enter_context(_engine(request.param, arguments))
            return made[str(arguments)]

        yield make


def _engine(kind: str, arguments: dict[str, Any]) -> Engine:
    if kind == "fresh":
        return FreshEngine(Preparation(**arguments))
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux can fork a process that is ready")
    from autograder.engine.forked.engine import ForkedEngine
    from autograder.engine.sandbox.survey import survey

    return ForkedEngine(Preparation(**arguments), sandbox=survey().inner)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch) -> None:
    """What is lost again and again is given up at once."""
    monkeypatch.setattr(processes, "PAUSES", (0.0,) * len(processes.PAUSES))


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """An engine that imports nothing beforehand."""
    return make_engine()


@pytest.fixture
def folder(engine: Engine) -> Iterator[Path]:
    """A folder for one session of any engine of this kind."""
    with engine.folder() as path:
        yield path


@pytest.fixture
def execute(engine: Engine) -> Execute:
    """Runs cells (text) and exports (tuples) in a process, and closes it."""

    def run(
        *cells: str | tuple[Export, ...],
        engine: Engine = engine,
        files: dict[str, str] | None = None,
        **limits: Any,
    ) -> Run:
        steps = [Step(c) if isinstance(c, str) else Step("check()", c) for c in cells]
        with engine.folder() as folder:
            for name, text in (files or {}).items():
                (folder / name).write_text(text)
            with engine.open(steps, folder, Limits(**limits)) as session:
                return session.execute()

    return run
