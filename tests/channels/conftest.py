"""The mini course for the tests of this folder."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest


def _mini_course() -> Any:
    """The module `tests/mini_course.py`, which no import finds, loaded once."""
    if "mini_course" not in sys.modules:
        path = Path(__file__).parents[1] / "mini_course.py"
        spec = importlib.util.spec_from_file_location("mini_course", path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules["mini_course"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["mini_course"])
    return sys.modules["mini_course"]


mini_course = _mini_course()


@pytest.fixture(scope="session")
def built_mini(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The mini course, built. Not to be changed."""
    return mini_course.make_mini_course(tmp_path_factory.mktemp("course") / "mini")


@pytest.fixture
def mini(built_mini: Any, tmp_path: Path) -> Any:
    """A mini course of the test's own."""
    return mini_course.copy_of(built_mini, tmp_path / "mini")
