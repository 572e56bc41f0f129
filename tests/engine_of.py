"""One engine for each course, however many tests of a process run its notebooks: to import TensorFlow takes
longer than most of what they run. It holds no submission and no course."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.errors import SandboxError
from autograder.engine.session import Engine
from autograder.grading.settings import load_settings


@cache
def engine_of(folder: Path) -> Engine:
    """Of the course in that folder; it stays until the process ends. SandboxError where no wall stands."""
    engine = load_settings(Course(folder)).engine()
    atexit.register(engine.close)
    return engine


def trusted_engine_of(folder: Path) -> Engine:
    """The same for the staff's own notebooks: without walls where none can stand."""
    try:
        return engine_of(folder)
    except SandboxError:
        return _without_walls(folder)


@cache
def _without_walls(folder: Path) -> Engine:
    engine = load_settings(Course(folder)).engine(sandbox=False)
    atexit.register(engine.close)
    return engine
