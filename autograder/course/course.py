"""A course: the folder with its assignments, solutions and submissions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import InputError, did_you_mean

PROJECT = "convolution-course-kit"
PACKAGE = Path(__file__).resolve().parents[1]


def checkout_around(package: Path) -> Path | None:
    """The project's own folder, where the package runs from a checkout; None where it was installed.

    Beside an installed package lie those of others, which may have folders of any name.
    """
    try:
        about = tomllib.loads((package.parent / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return package.parent if about.get("project", {}).get("name") == PROJECT else None


CHECKOUT = checkout_around(PACKAGE)

NBGRADER_CONFIG = "nbgrader_config.py"


@dataclass(frozen=True)
class Folders:
    """What nbgrader's settings say of a course's folders: paths from its root, or absolute ones."""

    source: str = "build/source"
    release: str = "assignments"
    submitted: str = "submitted"
    autograded: str = "autograded"
    theirs: tuple[tuple[str, str], ...] = ()
    """(assignment, file) of released files that students may replace by their own."""


@dataclass(frozen=True)
class Course:
    """Where the files of a course lie.

    A folder that holds only submissions takes assignments and solutions from the checkout.
    """

    root: Path
    folders: Folders = Folders()
    nbgrader: Any = field(default=None, repr=False, compare=False)
    """What nbgrader says of the course, once its nbgrader_config.py was executed: grading has that
    done once a run, and keeps it here."""

    @classmethod
    def at(cls, root: Path) -> Course:
        """The course in `root`; InputError where there is no such folder or nothing to grade with."""
        root = root.resolve()
        if not root.is_dir():
            raise InputError(f"{root}: there is no such folder. Name the course's with --course.")
        course = cls(root)
        if not course.solutions.is_dir() and not (root / NBGRADER_CONFIG).is_file():
            raise InputError(
                f"{root}: there is no `solutions` folder here, and no {NBGRADER_CONFIG}. "
                "Run this in the course's folder, or name it with --course."
            )
        return course

    def _own(self, name: str) -> Path:
        own = self.root / name
        if own.exists() or CHECKOUT is None or not (CHECKOUT / name).exists():
            return own
        return CHECKOUT / name

    @property
    def solutions(self) -> Path:
        """Masters, rubrics and wrong answers."""
        return self._own("solutions")

    @property
    def assignments(self) -> Path:
        """The built starters: nbgrader's release directory."""
        return self._own(self.folders.release)

    @property
    def images(self) -> Path:
        """The course's pictures, which probes are made of."""
        return self._own("data") / "images"

    @property
    def sources(self) -> Path:
        """Built source notebooks: nbgrader's source directory, never committed."""
        return self.root / self.folders.source

    @property
    def submitted(self) -> Path:
        """nbgrader's folder of submissions."""
        return self.root / self.folders.submitted

    @property
    def autograded(self) -> Path:
        """nbgrader's folder of graded submissions."""
        return self.root / self.folders.autograded

    @property
    def evidence(self) -> Path:
        """What runs gave, for the grader alone: students' code, values and outputs."""
        return self.root / "evidence"

    @property
    def reports(self) -> Path:
        """Pages of the class."""
        return self.root / "reports"

    @property
    def configuration(self) -> str:
        """What its nbgrader_config.py says; empty where there is none."""
        try:
            return (self.root / NBGRADER_CONFIG).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def names(self) -> tuple[str, ...]:
        """All assignments that have a rubric, in alphabetical order."""
        if not self.solutions.is_dir():
            return ()
        return tuple(
            sorted(path.name for path in self.solutions.iterdir() if (path / "rubric.py").is_file())
        )

    def _released(self) -> set[str]:
        """The assignments of which a notebook lies where nbgrader releases them."""
        return {path.parent.name for path in self.assignments.glob("[!.]*/[!.]*.ipynb")}

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name; InputError, with those there are, where there is none."""
        if name not in self.names():
            known = sorted({*self.names(), *self._released()})
            raise InputError(
                f"there is no assignment {name!r} in {self.root}{did_you_mean(name, known) or '.'} "
                f"There are: {', '.join(known) or 'none'}"
            )
        return Assignment(self, name)


@dataclass(frozen=True)
class Assignment:
    """Where the files of one assignment lie."""

    course: Course
    name: str

    @property
    def master(self) -> Path:
        """The notebook with its solutions, py:percent text."""
        return self.course.solutions / self.name / f"{self.name}.py"

    @property
    def rubric(self) -> Path:
        """The questions."""
        return self.course.solutions / self.name / "rubric.py"

    @property
    def wrong_answers(self) -> Path:
        """Known wrong answers and unusual right ones: a folder of files, or one file."""
        folder = self.course.solutions / self.name / "wrong_answers"
        return folder if folder.is_dir() else folder.with_suffix(".py")

    @property
    def released(self) -> Path:
        """The folder that students receive."""
        return self.course.assignments / self.name

    @property
    def starter(self) -> Path:
        """The notebook that students receive."""
        return self.released / f"{self.name}.ipynb"

    def handed_in(self, student: str) -> Path:
        """The folder that a student has handed in."""
        return self.course.submitted / student / self.name

    def graded(self, student: str) -> Path:
        """The folder of a student's graded notebooks."""
        return self.course.autograded / student / self.name

    @property
    def source(self) -> Path:
        """The folder of nbgrader's source notebook."""
        return self.course.sources / self.name
