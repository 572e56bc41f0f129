"""Counts, networks, input sizes and matrices, from the notebook to the marks: graded behind the
engine's walls, and checked live in a notebook, with the same verdicts."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.course.course import Assignment, Course
from autograder.course.known_answers import RightAnswer, WrongAnswer, load_known_answers
from autograder.course.rubric import load_rubric
from autograder.engine.session import Engine
from autograder.grading.build import build_assignment
from autograder.grading.settings import load_settings
from autograder.grading.verify import verify
from autograder.notebook.live_check import Check
from autograder.questions.public import read_public
from tests.engine_of import engine_of

FILES = Path(__file__).parents[1] / "small"
KNOWN = load_known_answers(FILES / "solutions" / "small" / "wrong_answers.py")
START = """
import keras
import numpy as np
from keras.layers import AveragePooling2D, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("course") / "small"
    shutil.copytree(FILES, root)
    return Course.at(root)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of(FILES)


@pytest.fixture(scope="module")
def small(course: Course, engine: Engine) -> Assignment:
    assignment = course.assignment("small")
    build_assignment(assignment, engine, load_settings(course).limits)
    return assignment


@pytest.mark.thorough
def test_graded(small: Assignment, engine: Engine, course: Course) -> None:
    found = verify(small, engine, 2, load_settings(course).limits)
    assert found.complaints == ()
    known = len(KNOWN.wrong), len(KNOWN.right)
    assert (found.questions, found.wrong_answers, found.right_answers) == (5, *known)


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    """The variables of a live notebook."""
    names: dict[str, Any] = {}
    exec(START, names)
    return names


def live(small: Assignment, notebook: dict[str, Any], code: str) -> Check:
    names = dict(notebook)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        exec(code, names)
    return Check(read_public(small.released), names, None)


@pytest.mark.thorough
@pytest.mark.parametrize("wrong", KNOWN.wrong, ids=lambda wrong: wrong.question)
def test_wrong_answers_get_the_same_verdict_live(
    small: Assignment, notebook: dict[str, Any], wrong: WrongAnswer
) -> None:
    verdict = live(small, notebook, wrong.code).verdict(wrong.question)
    assert (verdict.points, verdict.mistake) == (wrong.points, wrong.mistake)
    assert wrong.outcome in (None, verdict.outcome)


@pytest.mark.thorough
@pytest.mark.parametrize("right", KNOWN.right, ids=lambda right: right.question)
def test_right_answers_are_right_live(
    small: Assignment, notebook: dict[str, Any], right: RightAnswer
) -> None:
    verdict = live(small, notebook, right.code).verdict(right.question)
    assert verdict.outcome == "correct", verdict.message


@pytest.mark.thorough
def test_the_check_leaves_the_students_network_as_it_is(
    small: Assignment, notebook: dict[str, Any]
) -> None:
    notebook = dict(notebook)
    code = "network = keras.Sequential([Conv2D(4, 3, padding='same'), MaxPooling2D(2), Conv2D(6, 3, strides=2)])"
    exec(code, notebook)
    network = notebook["network"]
    check = Check(read_public(small.released), notebook, None)
    for question in load_rubric(small.rubric).questions:
        check.verdict(question.id)  # whatever the first call loads is loaded
    before = int(notebook["Conv2D"](1, 1).name.rpartition("_")[2])
    assert check.verdict("network").outcome == "correct"
    assert not network.built
    assert network.weights == []
    for question in load_rubric(small.rubric).questions:
        check.verdict(question.id)
    assert int(notebook["Conv2D"](1, 1).name.rpartition("_")[2]) == before + 1
