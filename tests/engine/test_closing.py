"""An engine that is closed while notebooks run: they end at once, by no doing of their own."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.engine.session import Limits, Step
from autograder.values.call import Call
from autograder.values.export import Export
from tests.engine.conftest import _engine

LONG = Limits(cell_seconds=3600, call_seconds=3600, total_seconds=3600)
WAIT = Export("wait", "function")


@pytest.fixture
def engine(make_engine, request):
    """One of the test's own: it is closed."""
    with _engine(request.node.callspec.params["make_engine"], {}) as engine:
        yield engine


def closed_while(engine, work) -> None:
    """Closes the engine while a thread is at work; waits for the thread."""
    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(2.0)  # it has begun by then, or has not: both end
    engine.close()
    thread.join(120)
    assert not thread.is_alive()


def test_cells_end_and_are_nobodys_fault(engine):
    runs = []
    with (
        engine.folder() as folder,
        engine.open([Step("while True: pass")], folder, LONG) as session,
    ):
        closed_while(engine, lambda: runs.append(session.execute()))
    (run,) = runs
    assert [incident.kind for incident in run.incidents] == ["start-failed"]


def test_calls_end_and_are_nobodys_fault(engine):
    steps = [Step("def wait():\n    while True: pass"), Step("", (WAIT,))]
    with engine.folder() as folder, engine.open(steps, folder, LONG) as session:
        session.execute()
        closed_while(engine, lambda: session.call(1, WAIT, [Call()]))
        assert [incident.kind for incident in session.incidents()] == ["start-failed"]


def _is_zygote(pid: int) -> bool:
    """Whether it has begun to be one: before that it is a copy of the keeper, which waits for it."""
    command = Path("/proc", str(pid), "cmdline").read_bytes()
    return b"zygote_program" in command and b"keeper_program" not in command


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks what is ready")
def test_imports_are_not_waited_for():
    """Whoever waits for them has the engine's lock."""
    from autograder.engine.forked.usage import descendants

    with _engine("forked", {"modules": ("numpy",)}) as engine:
        (keeper,) = engine.pids()
        while not (zygotes := [pid for pid in descendants(keeper) if _is_zygote(pid)]):
            time.sleep(0.001)
        for pid in zygotes:
            os.kill(pid, signal.SIGSTOP)  # at its imports for good
        with engine.folder() as folder, engine.open([Step("1")], folder, LONG) as session:
            closed_while(engine, session.execute)
