"""The course's own assignments, their masters run once for all tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.course import Course
from autograder.engine.session import Engine, Limits
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.settings import load_settings
from autograder.questions.public import CODEC
from tests.engine_of import trusted_engine_of


class Exams(Mapping[str, KitExam]):
    """Every assignment with what is expected of it, by name, each made when it is first asked for.

    What its master gives is kept in the checkout, as `make verify` does and finds it.
    """

    def __init__(self, course: Course, engine: Engine, limits: Limits) -> None:
        self._course, self._engine, self._limits = course, engine, limits
        self._made: dict[str, KitExam] = {}

    def __getitem__(self, name: str) -> KitExam:
        if name not in self._made:
            assignment = self._course.assignment(name)
            runner = PlanRunner(self._engine, EvidenceStore(assignment))
            self._made[name] = prepare_exam(assignment, self._engine, self._limits, runner)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._course.names())

    def __len__(self) -> int:
        return len(self._course.names())


@pytest.fixture(scope="session")
def exams(root: Path) -> Mapping[str, KitExam]:
    """Every assignment with what is expected of it, by name."""
    course = Course.at(root)
    return Exams(course, trusted_engine_of(root), load_settings(course).limits)


@pytest.fixture(scope="session")
def travel() -> Callable[[Any], tuple[Any, str, list[np.ndarray]]]:
    """Writes a public question as students get it: it as read again, its JSON and its arrays."""

    def travel(public: Any) -> tuple[Any, str, list[np.ndarray]]:
        plain, arrays = CODEC.encode(public)
        text = json.dumps(plain)
        return CODEC.decode(json.loads(text), arrays), text, arrays

    return travel
