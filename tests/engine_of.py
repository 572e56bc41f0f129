"""One engine for all courses that import the same beforehand, however many tests of a process run their
notebooks: to import TensorFlow, or even NumPy, takes longer than most of what they run. It holds no
submission and no course."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.errors import SandboxError
from autograder.engine.late_engine import LateEngine
from autograder.engine.session import Engine
from autograder.grading.settings import Settings, load_settings

MAKE = Settings.engine
"""What makes an engine, whatever a test puts in its place."""


def engine_of(folder: Path) -> Engine:
    """For the course in that folder; it stays until the process ends. SandboxError where no wall stands."""
    return _engine(load_settings(Course(folder)).preload)


def trusted_engine_of(folder: Path) -> Engine:
    """The same for the staff's own notebooks: without walls where none can stand."""
    try:
        return engine_of(folder)
    except SandboxError:
        return _engine(load_settings(Course(folder)).preload, sandbox=False)


@cache
def _engine(preload: tuple[str, ...], sandbox: bool = True) -> LateEngine:
    engine = MAKE(Settings(preload), sandbox)
    atexit.register(engine.close)
    return engine


class Lent(LateEngine):
    """An engine that whoever has borrowed it does not close."""

    def __init__(self, lender: LateEngine) -> None:
        super().__init__(lender.begin, lender.walled, lender.surroundings())

    def close(self) -> None:
        """Leave it as it is."""


def lent_engine(settings: Settings, sandbox: bool = True) -> LateEngine:
    """What `Settings.engine` gives, from those that are there already. SandboxError where no wall stands."""
    made = MAKE(settings, sandbox)
    return Lent(_engine(settings.preload)) if sandbox else made
