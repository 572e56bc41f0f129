"""The course's own assignments, their masters run once for all tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.course import Course
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.settings import load_settings
from autograder.questions.public import CODEC


@pytest.fixture(scope="session")
def exams(root: Path) -> Mapping[str, KitExam]:
    """Every assignment with what is expected of it, by name."""
    course = Course.at(root)
    settings = load_settings(course)
    with settings.engine() as engine:
        return {
            name: prepare_exam(course.assignment(name), engine, settings.limits)
            for name in course.names()
        }


@pytest.fixture(scope="session")
def travel() -> Callable[[Any], tuple[Any, str, list[np.ndarray]]]:
    """Writes a public question as students get it: it as read again, its JSON and its arrays."""

    def travel(public: Any) -> tuple[Any, str, list[np.ndarray]]:
        plain, arrays = CODEC.encode(public)
        text = json.dumps(plain)
        return CODEC.decode(json.loads(text), arrays), text, arrays

    return travel
