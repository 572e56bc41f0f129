"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOGETHER = (
    "tests/attacks/",
    "tests/browser/test_nbgrader.py",
    "tests/platforms/test_cycle.py",
    "tests/grading/test_sample_class.py",
)
"""Thorough tests that share a fixture so dear, or a place so small, that one worker runs them all."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """How `make thorough` shares tests out: what belongs together to one worker, the rest one by one.

    pytest-xdist's own groups need a part of pytest's nodes that pytest 9.2 no longer has.
    """
    if config.getoption("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)

    return Together(config, log)


def skip_for(what: str) -> NoReturn:
    """Skips a test for something that this machine lacks; where CI has promised it, fails instead."""
    if os.environ.get("AUTOGRADER_NO_SKIPS"):
        pytest.fail(f"{what} is missing, and AUTOGRADER_NO_SKIPS says that it must be here")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run keeps its log of failures, in the place of the user's own."""
    folder = tmp_path_factory.mktemp("state")
    os.environ["XDG_STATE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's chromium."""
    path = shutil.which("chromium")
    if path is None:
        skip_for("Debian's package chromium")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL server of this session's own."""
    from tests.postgresql import programs, running

    bin = programs()
    if bin is None:
        skip_for("Debian's package postgresql")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        skip_for("psycopg")
    with running(bin) as server:
        yield server


@pytest.fixture
def postgresql(postgresql_server: Any) -> str:
    """The address of a new PostgreSQL database."""
    return postgresql_server.database()
