"""Graders in processes of their own, which write to one gradebook."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

from autograder.cli import cli
from autograder.grading.exam import Exam
from autograder.grading.gradebook import open_gradebook
from tests.mini_course import POINTS, marks_of

HERE = multiprocessing.get_context("forkserver")
HERE.set_forkserver_preload(
    [
        "autograder.platforms.nbgrader.desk",
        "autograder.platforms.nbgrader.configuration",
        "autograder.grading.late",
        "autograder.grading.verify",
        "autograder.reports.class_page",
        "nbgrader.coursedir",
        "nbgrader.preprocessors",
        "psycopg",
        "pytest",
    ]
)
"""A process that has imported all that a grader needs: the next is there at once."""


def points(version: int) -> dict[str, float]:
    """The points of a version: each question's tell which one it is, whatever its points."""
    return {question: most * version / 1000 for question, most in POINTS.items()}


def write(
    exam: Exam, students: Sequence[str], versions: Sequence[int], kept: Path, start: Barrier
) -> None:
    """Saves one version of everybody's marks after the other; in `kept` it says what is saved."""
    with open(kept, "ab", buffering=0) as file:
        start.wait(60)
        with open_gradebook(exam.assignment.course) as book:
            book.enter(exam)
            for version in versions:
                for student in students:
                    book.save(exam, marks_of(exam, student, **points(version)), Path("nowhere"))
                    file.write(f"{student} {version}\n".encode())
    os._exit(0)  # without the second that the interpreter takes to end


def grade(root: Path, students: Sequence[str], told: Path) -> None:
    """`autograder grade mini` of some students; what it prints is in the file `told`."""
    os.chdir(root)
    with open(told, "w") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    cli(["grade", "mini", "--jobs", "1", *students])


def start_grade(root: Path, students: Sequence[str], told: Path) -> ForkServerProcess:
    process = HERE.Process(target=grade, args=(root, students, told))
    process.start()
    return process


def start_grader(
    exam: Exam,
    students: Sequence[str],
    versions: Sequence[int],
    kept: Path,
    start: Barrier,
) -> ForkServerProcess:
    grader = HERE.Process(target=write, args=(exam, students, versions, kept, start))
    grader.start()
    return grader


def last_kept(kept: Path) -> dict[str, int]:
    """By student: the last version of which the grader heard that it is saved."""
    lines = kept.read_text().splitlines() if kept.exists() else []
    return {student: int(version) for student, version in map(str.split, lines)}
