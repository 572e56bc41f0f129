"""The course's own assignments, their masters run once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.settings import load_settings


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
