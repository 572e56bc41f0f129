"""Every way in which the kit's submissions can be graded: `python -m tests.ways [ASSIGNMENT...]`.

The sample class, and all known wrong and unusual right answers, are graded by `autograder grade`, by
`nbgrader autograde`, by `otter run` and by the autograder that Gradescope runs. The table has a line
for each submission, and the file of `--csv` one for each of its questions. Without an incident all
ways give the same mark to every question. For submissions with one (loops, crashes, tampered cells)
all but `otter run` do, and the table says what each way did. The exit code is 1 where marks differ
that should not.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.course import Assignment, Course
from autograder.course.known_answers import RightAnswer, WrongAnswer, load_known_answers
from autograder.grading.demo_course import lay_out_course
from autograder.grading.opening import open_grader
from autograder.grading.sample import declared_marks, sample_class
from tests.gradescope import lay_out as lay_out_harness
from tests.gradescope import run_autograder
from tests.otter_marks import otter_marks

ROOT = Path(__file__).resolve().parents[1]
LONGEST_SECONDS = 90
"""After which a way that has no limit of its own is ended, and said to have none."""
GRADE, NBGRADER, OTTER, GRADESCOPE = WAYS = (
    "autograder grade",
    "nbgrader autograde",
    "otter run",
    "gradescope",
)
"""The columns; the first is what the others are compared with."""
WALLED = (GRADE, NBGRADER, GRADESCOPE)
"""The ways that are this project's own grading: they agree whatever is handed in."""

Points = Mapping[str, float]
"""By question: its points. Written questions, which a person marks, are not among them."""


@dataclass(frozen=True)
class Handed:
    """One submission, as answers that can be laid over any form of the release."""

    name: str
    answers: Mapping[str, str]
    """By the id of a cell: what stands there."""
    deleted: tuple[str, ...] = ()
    truncated: bool = False

    def notebook(self, released: Path) -> NotebookNode:
        """The released notebook with these answers."""
        notebook = nbformat.read(released, as_version=4)
        for cell in notebook.cells:
            if cell["id"] in self.answers:
                cell.source = self.answers[cell["id"]]
        notebook.cells = [cell for cell in notebook.cells if cell["id"] not in self.deleted]
        return notebook

    def text(self, released: Path) -> str:
        """The file that is handed in; of a failed upload, half of it."""
        text = nbformat.writes(self.notebook(released)) + "\n"
        return text[: len(text) // 2] if self.truncated else text


@dataclass(frozen=True)
class Row:
    """How one submission was graded, way by way."""

    handed: Handed
    incidents: tuple[str, ...]
    """What `autograder grade` tells staff of it."""
    marks: Mapping[str, Points | str] = field(default_factory=dict)
    """By way: the points, or in words why there are none."""

    def differences(self) -> Iterator[str]:
        """The questions that ways mark differently, and ways without marks; nothing where all agree.

        Where there was an incident, Otter is left out: it has no walls, no limits, and no repair.
        """
        right = self.marks[GRADE]
        for way, points in self.marks.items():
            if self.incidents and way not in WALLED:
                continue
            if isinstance(points, str) or isinstance(right, str):
                if points != right:
                    yield f"{way}: {points if isinstance(points, str) else 'marks'}"
                continue
            for question, expected in right.items():
                found = points.get(question)
                # shares of a question's points are added up in another order by some
                if found is None or not math.isclose(found, expected, abs_tol=1e-9):
                    yield f"{way}: {question} {found}, not {expected:g}"
            for question in set(points) - set(right):
                yield f"{way}: {question}, which is no question here"


def class_of(assignment: Assignment) -> tuple[Handed, ...]:
    """The sample class."""
    return tuple(
        Handed(sample.student, sample.answers, sample.deleted, sample.truncated)
        for sample in sample_class(assignment.course, assignment.name)
    )


def known_answers(assignment: Assignment) -> tuple[Handed, ...]:
    """All known wrong and unusual right answers, one to each question in each submission."""
    known = load_known_answers(assignment.wrong_answers)
    return (*_rounds("wrong", known.wrong), *_rounds("right", known.right))


def _rounds(name: str, answers: Sequence[WrongAnswer] | Sequence[RightAnswer]) -> Iterator[Handed]:
    by_question: dict[str, list[tuple[str, str]]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, []).append((answer.question, answer.code))
    for number, found in enumerate(zip_longest(*by_question.values()), start=1):
        yield Handed(f"{name}-{number:02}", dict(pair for pair in found if pair is not None))


class Comparison:
    """One assignment, exported in every form into a folder, for many submissions."""

    def __init__(self, course: Course, name: str, folder: Path, ways: Sequence[str] = WAYS) -> None:
        self._ways = ways
        self.assignment = course.assignment(name)
        self._folder = folder / name
        self._folder.mkdir(parents=True)
        self._otter = self._folder / "otter"
        self._gradescope = self._folder / "gradescope.zip"
        forms = {OTTER: ("otter", self._otter), GRADESCOPE: ("gradescope", self._gradescope)}
        for form, to in (forms[way] for way in ways if way in forms):
            _autograder("export", form, name, "--course", course.root, "--to", to)

    def rows(
        self,
        handed_in: Sequence[Handed],
    ) -> list[Row]:
        """Each submission, graded in each of the ways."""
        ways = self._ways
        graded = self._grade(handed_in)
        by_nbgrader = self._nbgrader(handed_in) if NBGRADER in ways else {}

        def row(handed: Handed) -> Row:
            points, incidents = graded[handed.name]
            marks: dict[str, Points | str] = {GRADE: points}
            if NBGRADER in ways:
                marks[NBGRADER] = by_nbgrader[handed.name]
            if OTTER in ways:
                marks[OTTER] = self._by_otter(handed, set(graded_questions(points)))
            if GRADESCOPE in ways:
                marks[GRADESCOPE] = self._by_gradescope(handed)
            return Row(handed, incidents, marks)

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(row, handed_in))

    def has_incidents(self, handed: Handed) -> bool:
        """Whether a submission of the sample class is there for an incident: a loop, a crash, ..."""
        declared = declared_marks(self.assignment.course, self.assignment.name)
        return bool(declared[handed.name]["incidents"])

    def _submit(self, handed_in: Sequence[Handed]) -> list[str]:
        shutil.rmtree(self.assignment.course.submitted, ignore_errors=True)
        for handed in handed_in:
            folder = self.assignment.course.submitted / handed.name / self.assignment.name
            folder.mkdir(parents=True)
            text = handed.text(self.assignment.starter)
            (folder / f"{self.assignment.name}.ipynb").write_text(text, encoding="utf-8")
        return [handed.name for handed in handed_in]

    def _grade(
        self, handed_in: Sequence[Handed]
    ) -> dict[str, tuple[Points | str, tuple[str, ...]]]:
        """What `autograder grade` does, in this process."""
        names = self._submit(handed_in)
        with open_grader(self.assignment, os.cpu_count() or 1) as grader:
            graded = grader.grade_all(names)
        return {
            marks.student: (
                {v.question: v.points for v in marks.verdicts if v.points is not None},
                tuple(incident.kind for incident in marks.incidents),
            )
            for marks in graded
        }

    def _nbgrader(self, handed_in: Sequence[Handed]) -> dict[str, Points | str]:
        """What the real command writes into a gradebook of its own."""
        from nbgrader.api import Gradebook

        course = self.assignment.course
        names = self._submit(handed_in)
        database = self._folder / "nbgrader.db"
        scripts = Path(sys.executable).parent
        done = subprocess.run(
            [
                *(scripts / "nbgrader", "autograde", self.assignment.name, "--force", "--create"),
                f"--CourseDirectory.db_url=sqlite:///{database}",
            ],
            cwd=course.root,
            env=os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
        )
        assert database.is_file(), done.stderr
        found: dict[str, Points | str] = {}
        with Gradebook(f"sqlite:///{database}") as gradebook:
            for name in names:
                (book,) = gradebook.find_submission(self.assignment.name, name).notebooks
                found[name] = {
                    grade.name.removeprefix("check-"): grade.auto_score
                    for grade in book.grades
                    if grade.auto_score is not None
                }
        return found

    def _by_otter(self, handed: Handed, questions: set[str]) -> Points | str:
        released = self._otter / "student" / f"{self.assignment.name}.ipynb"
        folder = self._folder / "handed-in" / handed.name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / released.name
        path.write_text(handed.text(released), encoding="utf-8")
        try:
            found = otter_marks(path, self._otter / "autograder.zip", LONGEST_SECONDS)
        except Exception as error:  # whatever ends it is what is to be told
            return _without_marks(error)
        return {question: points for question, points in found.items() if question in questions}

    def _by_gradescope(self, handed: Handed) -> Points | str:
        root = self._folder / "root" / handed.name
        try:
            text = handed.text(self.assignment.starter)
            lay_out_harness(
                self._gradescope, root, {f"{self.assignment.name}.ipynb": text.encode()}
            )
            return run_autograder(root).marks
        except Exception as error:  # whatever ends it is what is to be told
            return _without_marks(error)
        finally:
            shutil.rmtree(root, ignore_errors=True)


def graded_questions(points: Points | str) -> Sequence[str]:
    """The questions that have points."""
    return () if isinstance(points, str) else tuple(points)


def _without_marks(error: Exception) -> str:
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no result after {LONGEST_SECONDS} s"
    said = str(error).strip().splitlines()
    return f"no result ({type(error).__name__}: {said[-1] if said else ''})"


def _autograder(*arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, arguments)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def lay_out(folder: Path) -> Course:
    """A course folder of its own, with the releases as they are committed."""
    course = lay_out_course(Course.at(ROOT), folder)
    shutil.copytree(ROOT / "assignments", course.root / "assignments")
    return course


def summary(points: Points | str) -> str:
    """All points of a submission."""
    return points if isinstance(points, str) else f"{sum(points.values()):.2f}"


def main() -> int:
    """Print the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT")
    parser.add_argument("--class-only", action="store_true", help="leave out the known answers")
    parser.add_argument("--csv", type=Path, help="write the mark of every question here")
    asked = parser.parse_args()
    wrong, lines = 0, [["assignment", "submission", "question", "incidents", *WAYS]]
    with tempfile.TemporaryDirectory(prefix="ways-") as folder:
        course = lay_out(Path(folder) / "course")
        print(f"{'submission':28}", *(f"{way:>20}" for way in WAYS), " incidents", flush=True)
        for name in asked.assignments or course.names():
            comparison = Comparison(course, name, Path(folder) / "forms")
            handed_in = class_of(comparison.assignment)
            if not asked.class_only:
                handed_in += known_answers(comparison.assignment)
            for row in comparison.rows(handed_in):
                sums = (f"{summary(row.marks[way]):>20}" for way in WAYS)
                print(f"{name + ' ' + row.handed.name:28}", *sums, "", *row.incidents, flush=True)
                lines += _lines(name, row)
                for difference in row.differences():
                    wrong += 1
                    print(f"    NOT THE SAME: {difference}", flush=True)
    if asked.csv:
        with asked.csv.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    print(f"{len(lines) - 1} questions marked; {wrong} marks differ that should not")
    return 1 if wrong else 0


def _lines(name: str, row: Row) -> Iterator[list[str]]:
    questions = dict.fromkeys(q for points in row.marks.values() for q in graded_questions(points))
    for question in questions:
        marks = (row.marks[way] for way in WAYS)
        told = (
            points if isinstance(points, str) else f"{points.get(question, math.nan):g}"
            for points in marks
        )
        yield [name, row.handed.name, question, " ".join(row.incidents), *told]


if __name__ == "__main__":
    sys.exit(main())
