"""The settings that an exported autograder brings along, as a file in its zip."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from autograder.course.course import Assignment, Course, Folders
from autograder.errors import InputError

Show = Literal["visible", "after_due_date", "after_published"]
"""When students see a thing, in Gradescope's words."""

FILE = "autograder.json"
COURSE = "course"
"""The folder with the course's files, beside `FILE`."""
MARGIN_SECONDS = 30
"""What grading leaves of Gradescope's time limit."""


@dataclass(frozen=True)
class Bundle:
    """How one exported autograder grades."""

    assignment: str
    show: Show = "after_published"
    """When students see the verdicts that hidden inputs decide."""
    sandbox: bool = True
    minutes: float = 10
    """Gradescope's time limit for one submission."""
    theirs: tuple[str, ...] = ()
    """Released files that students may replace by their own."""

    @property
    def seconds(self) -> float:
        """How long grading may take: it ends before Gradescope's limit does."""
        return max(60 * self.minutes - MARGIN_SECONDS, 30 * self.minutes)

    def text(self) -> str:
        """The bundle as `read_bundle` reads it."""
        return json.dumps(asdict(self), indent=1) + "\n"

    def graded_assignment(self, source: Path, submitted: Path) -> Assignment:
        """The assignment of the unpacked zip at `source`, with submissions in `submitted`.

        InputError where its files are not there.
        """
        theirs = tuple((self.assignment, name) for name in self.theirs)
        course = Course.at(source / COURSE)
        folders = Folders(submitted=str(submitted), theirs=theirs)
        return Course(course.root, folders).assignment(self.assignment)


def read_bundle(source: Path) -> Bundle:
    """The bundle of the unpacked zip at `source`; InputError where there is none."""
    path = source / FILE
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        return Bundle(**(settings | {"theirs": tuple(settings["theirs"])}))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} can't be used: {error}. Export the autograder again.") from error
