"""What all tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[1]


def skip_for(what: str) -> NoReturn:
    """Skips a test for something that this machine lacks; where CI has promised it, fails instead."""
    if os.environ.get("AUTOGRADER_NO_SKIPS"):
        pytest.fail(f"{what} is missing, and AUTOGRADER_NO_SKIPS says that it must be here")
    pytest.skip(f"{what} is missing")


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
