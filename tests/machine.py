"""What a test needs of the machine that it runs on."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def skip_for(what: str) -> NoReturn:
    """Skips a test for something that this machine lacks; where CI has promised it, fails instead."""
    if os.environ.get("AUTOGRADER_NO_SKIPS"):
        pytest.fail(f"{what} is missing, and AUTOGRADER_NO_SKIPS says that it must be here")
    pytest.skip(f"{what} is missing")
