"""What the tests with damaged submissions share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.grading.gradebook import open_gradebook
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import KitExam
from autograder.grading.ledger import Ledger
from tests.fuzz.idle import IdleEngine
from tests.fuzz.world import World, formgraders_page
from tests.mini_course import MiniCourse


@pytest.fixture(scope="module")
def mini_world(
    built_mini: MiniCourse, built_exam: KitExam, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The mini course, in which nothing is run."""
    root = tmp_path_factory.mktemp("fuzz") / "mini"
    shutil.copytree(built_mini.root, root)
    mini = MiniCourse(root)
    exam = replace(built_exam, assignment=mini.assignment)
    with open_gradebook(mini.course) as gradebook:
        ledger = Ledger(gradebook)
        idle = Grader(mini.assignment, IdleEngine(), mini.limits, (exam,), ledger=ledger)
        yield World(mini.course, {"mini": idle}, {}, formgraders_page())
