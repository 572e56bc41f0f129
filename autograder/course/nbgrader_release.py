"""nbgrader's release of a built source: what it is made from, and that it is never an old one."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.course.course import Assignment, Course
from autograder.course.master import digest
from autograder.course.starter import CODE_STUB, TEXT_STUB, copied
from autograder.errors import AutograderError
from autograder.files import whole_folder

FRESH = "autograder_source"
"""Key of the source notebook's metadata that says what it was built from; no release has it."""


class StaleSourceError(AutograderError, RuntimeError):
    """A built source does not belong to the master as it is now."""


class RefuseStale(NbGraderPreprocessor):  # type: ignore[misc]
    """Refuses to release a source notebook that was built from another state of its master."""

    def preprocess(self, nb: nbformat.NotebookNode, resources: Any) -> Any:
        """Compares what the source was built from with what there is. StaleSourceError if not alike."""
        built_from = nb.metadata.pop(FRESH, None)
        name = resources["nbgrader"]["assignment"]
        # nbgrader works in the course's folder, and tells its steps no other way where that is
        now = built_of(Course(Path.cwd()).assignment(name))
        if built_from != now:
            raise StaleSourceError(
                f"The source of {name} was built from an earlier master or rubric. "
                f"Build it again, which also releases it: autograder build {name}"
            )
        return nb, resources


def built_of(assignment: Assignment) -> dict[str, str]:
    """What identifies the state of the files that an assignment is built from."""
    return {"master": digest(assignment.master), "rubric": digest(assignment.rubric)}


def release_settings(config: Any) -> None:
    """Has nbgrader release built sources into `assignments/`, with our stubs, and refuse old ones."""
    config.CourseDirectory.source_directory = "build/source"
    config.CourseDirectory.release_directory = "assignments"
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB
    default = GenerateAssignment.preprocessors.default()
    config.GenerateAssignment.preprocessors = [RefuseStale, *default]


def write_source(assignment: Assignment, source: nbformat.NotebookNode, folder: Path) -> None:
    """Writes the source notebook, with what it was built from, into a folder."""
    notebook = copied(source)
    notebook.metadata[FRESH] = built_of(assignment)
    nbformat.write(notebook, folder / f"{assignment.name}.ipynb")


def release(assignment: Assignment) -> None:
    """Lets nbgrader make the release of a built source, and puts it into `assignments/`.

    The gradebook is not touched: grading enters the assignment there. The release is made aside and
    takes the old one's place when it is whole.
    """
    course = assignment.course
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as aside:
        config = Config()
        release_settings(config)
        config.CourseDirectory.root = str(course.root)
        config.CourseDirectory.release_directory = aside
        config.CourseDirectory.assignment_id = assignment.name
        # nbgrader makes paths from the parts below the root; an absolute one stands for itself
        config.CourseDirectory.directory_structure = "{nbgrader_step}/{student_id}/{assignment_id}"
        config.GenerateAssignment.no_database = True
        config.GenerateAssignment.preprocessors = [
            step
            for step in config.GenerateAssignment.preprocessors
            if getattr(step, "__name__", "") != "SaveCells"
        ]
        directory = CourseDirectory(config=config)
        app = GenerateAssignment(coursedir=directory, config=config)
        app.log = logging.getLogger("autograder.nbgrader")
        app.log.setLevel(logging.ERROR)
        app.start()
        with whole_folder(course.root / "assignments" / assignment.name) as new:
            shutil.copytree(Path(aside) / assignment.name, new, dirs_exist_ok=True)
