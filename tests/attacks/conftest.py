"""The stage, and the places where attacks are tried."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))

from attacks.places import OwnGrading, Place, defences_down
from attacks.plain import PlainNbgrader
from attacks.stage import Stage
from mini_course import built_exam, built_mini  # noqa: F401

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.sandbox.survey import survey
from autograder.grading.settings import SEED
from autograder.notebook.grading import GRADING
from tests.conftest import skip_for


@pytest.fixture(scope="module")
def stage(built_mini, tmp_path_factory) -> Iterator[Stage]:  # noqa: F811
    if not sys.platform.startswith("linux"):
        skip_for("Linux")
    with Stage(built_mini, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="module")
def inner_wall(built_exam) -> Iterator[Place]:  # noqa: F811
    """Grading as it is, behind the inner wall alone."""
    yield from _walled(built_exam, bubblewrap=False)


@pytest.fixture(scope="module")
def both_walls(built_exam) -> Iterator[Place]:  # noqa: F811
    """Grading as it is, behind the outer wall too."""
    yield from _walled(built_exam, bubblewrap=True)


def _walled(exam, bubblewrap: bool) -> Iterator[Place]:
    found = survey()
    if not found.inner:
        skip_for("a kernel in which the sandbox can stand")
    if bubblewrap and not found.outer:
        skip_for("Debian's package bubblewrap")
    with ForkedEngine(("numpy",), SEED, {GRADING: "1"}, bubblewrap=bubblewrap) as engine:
        engine.warm()
        yield OwnGrading(exam, engine)


@pytest.fixture(scope="module")
def down(built_exam):  # noqa: F811
    """The places where one defence is off, by name."""
    return defences_down(built_exam)


@pytest.fixture(scope="module")
def plain(stage) -> Place:
    return PlainNbgrader(stage)
