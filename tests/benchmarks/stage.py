"""Where is measured: a course of its own, with a class in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course.course import Assignment, Course
from autograder.grading.demo_course import lay_out_course
from autograder.grading.settings import Settings, load_settings
from tests.benchmarks.large_class import submit

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}


@dataclass(frozen=True)
class Stage:
    """A course with a class that nobody has graded."""

    assignment: Assignment
    students: Sequence[str]
    jobs: int
    """How many submissions are graded at a time, by those who can."""

    @property
    def course(self) -> Course:
        """Its course."""
        return self.assignment.course

    @property
    def settings(self) -> Settings:
        """Those of the course."""
        return load_settings(self.course)

    def sample(self, count: int) -> list[Path]:
        """The notebooks of the first students."""
        names = self.students[:count]
        file = f"{self.assignment.name}.ipynb"
        return [self.assignment.handed_in(name) / file for name in names]

    def run(self, *command: object, codes: Sequence[int] = (0,)) -> float:
        """The seconds that a command takes in the course's folder.

        SystemExit, with what it said, where it ends with another code.
        """
        begin = time.perf_counter()
        words = [str(word) for word in command]
        done = subprocess.run(
            words, cwd=self.course.root, env=ENVIRONMENT, capture_output=True, text=True
        )
        if done.returncode not in codes:
            told = (done.stdout + done.stderr)[-2000:]
            raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{told}")
        return time.perf_counter() - begin

    def autograder(self, *words: object, codes: Sequence[int] = (0,)) -> float:
        """The same of our own command."""
        return self.run(sys.executable, "-m", "autograder", *words, codes=codes)


def lay_out_stage(folder: Path, name: str, count: int, jobs: int, seed: int) -> Stage:
    """A course in a new folder, with the releases as they are committed and a class of `count`."""
    course = lay_out_course(Course.at(ROOT), folder)
    shutil.copytree(ROOT / "assignments", course.root / "assignments")
    assignment = course.assignment(name)
    return Stage(assignment, submit(assignment, count, seed), jobs)
