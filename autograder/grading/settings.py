"""A course's settings: `[tool.autograder]` in its pyproject.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course.course import CHECKOUT, Course
from autograder.engine.fresh_process import FreshProcess
from autograder.engine.session import Engine, Limits
from autograder.notebook.check import GRADING

SEED = 20_240_229
"""The random numbers of every notebook, submissions and references alike, start from this."""

PRELOAD = ("numpy", "matplotlib.pyplot", "tensorflow", "keras", "cv2")


@dataclass(frozen=True)
class Settings:
    """What a course says on how its notebooks are run."""

    preload: tuple[str, ...] = PRELOAD
    """Modules that are imported before the first cell, off the student's clock."""
    limits: Limits = Limits()

    def engine(self) -> Engine:
        """The engine that runs this course's notebooks."""
        return FreshProcess(preload=self.preload, seed=SEED, environment={GRADING: "1"})


def load_settings(course: Course) -> Settings:
    """The settings of a course; defaults for what it does not say. ValueError names what is wrong."""
    for folder in (course.root, CHECKOUT):
        path = folder / "pyproject.toml"
        if path.is_file():
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"{path}: {error}") from error
            if "autograder" in table.get("tool", {}):
                return _settings(table["tool"]["autograder"], path)
    return Settings()


def _settings(table: dict[str, Any], path: Path) -> Settings:
    settings = Settings()
    for key, value in table.items():
        where = f"{path}: [tool.autograder] {key}"
        if key == "preload":
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                raise ValueError(f"{where} must be a list of names of modules")
            settings = replace(settings, preload=tuple(value))
        elif key in ("cell-seconds", "total-seconds"):
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1e6:
                raise ValueError(f"{where} must be a number above 0")
            limit: dict[str, Any] = {key.replace("-", "_"): float(value)}
            settings = replace(settings, limits=replace(settings.limits, **limit))
        else:
            raise ValueError(
                f"{where} is not known; known are preload, cell-seconds, total-seconds"
            )
    return settings
