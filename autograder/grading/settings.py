"""A course's settings: `[tool.autograder]` in its pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from autograder.course.course import CHECKOUT, Assignment, Course
from autograder.engine.errors import SandboxError
from autograder.engine.forked.engine import ForkedEngine, forked_surroundings, survey_walls
from autograder.engine.forked.workspace import remove_left_workspaces
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.late_engine import LateEngine
from autograder.engine.session import Limits
from autograder.errors import InputError
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.preparation import PRELOAD, preparation


def _mebibytes(number: float) -> int:
    return int(number * (1 << 20))


LIMITS: dict[str, tuple[str, Callable[[float], float]]] = {
    "cell-seconds": ("cell_seconds", float),
    "total-seconds": ("total_seconds", float),
    "call-seconds": ("call_seconds", float),
    "cpu-seconds": ("cpu_seconds", float),
    "memory-mebibytes": ("memory_bytes", _mebibytes),
    "disk-mebibytes": ("disk_bytes", _mebibytes),
    "disk-files": ("disk_files", int),
    "output-mebibytes": ("output_bytes", _mebibytes),
    "tasks": ("tasks", int),
}
"""Setting -> the limit's field, and what makes the field's value of the setting's."""


@dataclass(frozen=True)
class Settings:
    """What a course says on how its notebooks are run."""

    preload: tuple[str, ...] = PRELOAD
    """Modules that are imported before the first cell, off the student's clock."""
    limits: Limits = Limits()
    evidence: bool = True
    """Whether what runs gave is kept in the course."""

    def engine(self, sandbox: bool = True) -> LateEngine:
        """The engine that runs this course's submissions; the caller closes it. It starts with the
        first of them, or when it is told to begin.

        SandboxError, in words for people, where no sandbox can stand. Without `sandbox` every
        notebook runs in a fresh process with the grader's own rights.
        """
        prepared = preparation(self.preload)
        if not sandbox:
            fresh = FreshEngine(prepared)
            return LateEngine(lambda: fresh, fresh.walled, fresh.surroundings())
        standing = survey_walls()
        remove_left_workspaces()
        return LateEngine(
            lambda: ForkedEngine(prepared, standing=standing),
            True,
            forked_surroundings(prepared, asdict(standing), standing.outer),
        )

    def store(self, assignment: Assignment) -> EvidenceStore | None:
        """Where what runs of the assignment gave is kept; None where the course keeps nothing."""
        return EvidenceStore(assignment) if self.evidence else None

    def trusted_engine(self) -> LateEngine:
        """The engine for the staff's own notebooks: it may do without a sandbox."""
        try:
            return self.engine()
        except SandboxError:
            return self.engine(sandbox=False)


def load_settings(course: Course) -> Settings:
    """The settings of a course; defaults for what it does not say. InputError names what is wrong."""
    path, table = _table(course)
    return _settings(table, path)


def settings_table(course: Course) -> dict[str, Any]:
    """What a course's pyproject.toml says under `[tool.autograder]`, as it stands there."""
    return _table(course)[1]


def _table(course: Course) -> tuple[Path, dict[str, Any]]:
    for folder in filter(None, (course.root, CHECKOUT)):
        path = folder / "pyproject.toml"
        if path.is_file():
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise InputError(f"{path}: {error}") from error
            if "autograder" in table.get("tool", {}):
                return path, table["tool"]["autograder"]
    return course.root / "pyproject.toml", {}


def _settings(table: dict[str, Any], path: Path) -> Settings:
    settings = Settings()
    for key, value in table.items():
        where = f"{path}: [tool.autograder] {key}"
        if key == "evidence":
            if not isinstance(value, bool):
                raise InputError(f"{where} must be true or false")
            settings = replace(settings, evidence=value)
        elif key == "preload":
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                raise InputError(f"{where} must be a list of names of modules")
            settings = replace(settings, preload=tuple(value))
        elif key in LIMITS:
            if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1e6:
                raise InputError(f"{where} must be a number above 0")
            name, unit = LIMITS[key]
            limit: dict[str, Any] = {name: unit(value)}
            settings = replace(settings, limits=replace(settings.limits, **limit))
        else:
            raise InputError(
                f"{where} is not known; known are evidence, preload, {', '.join(LIMITS)}"
            )
    return settings
