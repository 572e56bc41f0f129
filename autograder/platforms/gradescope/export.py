"""Writes the zip that Gradescope takes as an autograder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import cast

from autograder.course.course import Assignment
from autograder.course.probes import Probes
from autograder.errors import InputError
from autograder.files import whole_file
from autograder.grading.exam import Exam
from autograder.grading.files_beside import released_files
from autograder.grading.settings import settings_table
from autograder.platforms.gradescope.bundle import COURSE, FILE, Bundle, Show
from autograder.platforms.gradescope.pins import pins
from autograder.platforms.wheel import find_wheel

TEMPLATES = files("autograder.platforms.gradescope") / "templates"
SCRIPTS = {"setup.sh": "setup.sh", "run_autograder": "run_autograder.sh"}
"""Name in the zip -> template."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same course gives the same zip."""


@dataclass(frozen=True)
class AutograderZip:
    """A zip that was written."""

    path: Path
    files: tuple[str, ...]

    @property
    def mebibytes(self) -> float:
        """Its size."""
        return self.path.stat().st_size / (1 << 20)


def export_gradescope(
    assignment: Assignment, bundle: Bundle, to: Path, wheel: Path | None = None
) -> AutograderZip:
    """Writes the autograder of one assignment; `wheel` is this package, by default the running one.

    Only what grading needs goes in: the master and its rubric, the release, the pictures of the course
    and how it runs notebooks. InputError where the wheel is none.
    """
    package = find_wheel(wheel)
    content: dict[str, bytes] = {
        name: (TEMPLATES / template).read_bytes().replace(b"\r\n", b"\n")
        for name, template in SCRIPTS.items()
    }
    content[package.name] = package.content
    content["constraints.txt"] = pins().encode()
    content[FILE] = bundle.text().encode()
    for path, inside in course_files(assignment):
        content[f"{COURSE}/{inside}"] = path.read_bytes()
    table = settings_table(assignment.course)
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in table.items()]
    content[f"{COURSE}/pyproject.toml"] = "".join(["[tool.autograder]\n", *lines]).encode()
    _write(to, content)
    return AutograderZip(to, tuple(content))


def bundle_of(assignment: Assignment, show: str, sandbox: bool, minutes: float) -> Bundle:
    """How an assignment is to be graded on Gradescope, with what nbgrader's settings say of it."""
    theirs = assignment.course.folders.theirs
    own = tuple(file for name, file in theirs if name == assignment.name)
    return Bundle(assignment.name, cast(Show, show), sandbox, minutes, own)


def setup_steps(exam: Exam, bundle: Bundle) -> Iterator[str]:
    """What is to be set on Gradescope, a line for each thing."""
    automatic = [q for q in exam.rubric.questions if q.automatic]
    yield "On Gradescope, make a Programming Assignment:"
    yield f"- autograder points: {sum(q.points for q in automatic):g}"
    yield "- upload the zip under Configure Autograder, on Ubuntu 22.04 or later"
    yield f"- under Settings: a container with 3 GB of memory or more, a time limit of {bundle.minutes:g} minutes"
    for question in exam.rubric.questions:
        if not question.automatic:
            yield (
                f"- a person marks {question.id!r}: enable manual grading, and add a question of "
                f"{question.points:g} points to the outline"
            )
    if not bundle.sandbox:
        yield "Submissions will run WITHOUT a sandbox: they can read the solutions and forge marks."


def course_files(assignment: Assignment) -> Iterator[tuple[Path, str]]:
    """The files of the course that grading this one assignment needs, and where they go.

    nbgrader's settings are not among them: they may name a gradebook and its password.
    """
    for path in (assignment.master, assignment.rubric):
        yield path, f"solutions/{assignment.name}/{path.name}"
    for found in released_files(assignment.released):
        yield found.path, f"assignments/{assignment.name}/{found.inside.as_posix()}"
    images = assignment.course.images
    for path in Probes(images).files():
        yield path, f"data/images/{path.relative_to(images).as_posix()}"


def _write(to: Path, content: Mapping[str, bytes]) -> None:
    """A zip of the files, in its place only when it is whole; scripts can be executed."""
    if to.is_dir() or not to.absolute().parent.is_dir():
        raise InputError(f"{to}: a file can't be written there")
    with whole_file(to) as new, zipfile.ZipFile(new, "w") as archive:
        for name, data in content.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.create_system = 3  # Unix: else nobody reads the bits
            info.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
