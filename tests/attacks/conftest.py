"""The stage, and the places where attacks are tried."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from unittest import mock

import pytest

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.preparation import Preparation
from autograder.engine.sandbox.survey import survey
from autograder.grading.preparation import SEED
from autograder.notebook.grading import GRADING
from tests.attacks.places import OwnGrading, Place, defences_down
from tests.attacks.plain import PlainNbgrader
from tests.attacks.stage import Stage
from tests.machine import skip_for


@pytest.fixture(scope="module")
def stage(built_mini, tmp_path_factory) -> Iterator[Stage]:
    if not sys.platform.startswith("linux"):
        skip_for("Linux")
    with Stage(built_mini, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="module")
def inner_wall(built_exam) -> Iterator[Place]:
    """Grading as it is, behind the inner wall alone."""
    yield from _walled(built_exam, bubblewrap=False)


@pytest.fixture(scope="module")
def both_walls(built_exam) -> Iterator[Place]:
    """Grading as it is, behind the outer wall too."""
    yield from _walled(built_exam, bubblewrap=True)


@pytest.fixture(scope="module")
def shared_disk(built_exam) -> Iterator[Place]:
    """Grading where no submission can have a disk of its own."""
    found = replace(survey(), own_disk=False)
    with mock.patch("autograder.engine.sandbox.survey.survey", return_value=found):
        yield from _walled(built_exam, bubblewrap=False)


def _walled(exam, bubblewrap: bool) -> Iterator[Place]:
    found = survey()
    if not found.inner:
        skip_for("a kernel in which the sandbox can stand")
    if bubblewrap and not found.outer:
        skip_for("Debian's package bubblewrap")
    with ForkedEngine(
        Preparation(("numpy",), seed=SEED, environment={GRADING: "1"}), bubblewrap=bubblewrap
    ) as engine:
        engine.warm()
        yield OwnGrading(exam, engine)


@pytest.fixture(scope="module")
def down(built_exam):
    """The places where one defence is off, by name."""
    return defences_down(built_exam)


@pytest.fixture(scope="module")
def plain(stage) -> Place:
    return PlainNbgrader(stage)
