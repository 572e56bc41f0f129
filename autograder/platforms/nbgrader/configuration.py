"""nbgrader: its configuration, and the releases that it makes of the built sources."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, NbGraderPreprocessor
from traitlets.config import Config

from autograder.course.build import copy_images, write_beside
from autograder.course.course import Assignment, Course
from autograder.course.master import digest, read_master
from autograder.course.rubric import load_rubric
from autograder.course.source import source_notebook
from autograder.engine.session import Engine, Limits
from autograder.errors import AutograderError
from autograder.files import whole_folder
from autograder.grading.exam import references, untouched_answers

CODE_STUB = "# YOUR CODE HERE"
TEXT_STUB = "YOUR ANSWER HERE"
FRESH = "autograder_source"
"""Key of the source notebook's metadata that says what it was built from; no release has it."""


SEAM = "autograder.platforms.nbgrader.seam"
FEEDBACK = "autograder.platforms.nbgrader.feedback"


def use_engine(config: Any) -> None:
    """Has `nbgrader autograde`, and the formgrader's button, grade as `autograder grade` does.

    For any nbgrader course: its nbgrader_config.py calls this, or `configure`, which does so too.
    """
    config.Autograde.exporter_class = f"{SEAM}.SubmissionExporter"
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [f"{SEAM}.GradeInSandbox"]
    use_feedback(config)


def use_feedback(config: Any) -> None:
    """Has `nbgrader generate_feedback` put a table of marks on top of each page.

    A course that has a template or steps of its own for feedback keeps them.
    """
    theirs = config.GenerateFeedback
    if (
        "exporter_class" in theirs
        or "preprocessors" in theirs
        or "template_name" in config.HTMLExporter
    ):
        return
    theirs.exporter_class = f"{FEEDBACK}.FeedbackExporter"
    theirs.preprocessors = [
        f"{FEEDBACK}.MarksTable",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]


def configure(config: Any) -> None:
    """Sets up nbgrader for a course of this kit; a course's nbgrader_config.py calls it.

    Built sources are released into `assignments/`, stubs do not raise (a starter runs from top to
    bottom), a source that is older than its master is refused, and submissions are graded by this
    package.
    """
    use_engine(config)
    config.CourseDirectory.source_directory = "build/source"
    config.CourseDirectory.release_directory = "assignments"
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB
    default = GenerateAssignment.preprocessors.default()
    config.GenerateAssignment.preprocessors = [RefuseStale, *default]


class StaleSourceError(AutograderError, RuntimeError):
    """A built source does not belong to the master as it is now."""


class RefuseStale(NbGraderPreprocessor):
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


def starter_of(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The source notebook as nbgrader clears it: solutions and hidden tests are gone. `source` is not
    changed."""
    clear = ClearSolutions(code_stub={"python": CODE_STUB}, text_stub=TEXT_STUB)
    starter, _ = clear.preprocess(_deep(source), {})
    starter, _ = ClearHiddenTests().preprocess(starter, {})
    return starter


def _deep(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def build(assignment: Assignment, engine: Engine, limits: Limits = Limits()) -> None:
    """Builds an assignment: source notebook, public part, pictures, and nbgrader's release of them.

    ExamError or ValueError, saying what to mend, where master and rubric are not in order.
    """
    rubric = load_rubric(assignment.rubric)
    source = source_notebook(read_master(assignment.master), rubric)
    if assignment.source.exists():
        shutil.rmtree(assignment.source)
    copy_images(assignment, assignment.source)
    expected = references(assignment, rubric, engine, assignment.source, limits)
    starter = starter_of(source)
    untouched = untouched_answers(starter, rubric, engine, assignment.source, limits)
    write_beside(assignment, rubric, expected, untouched)
    write_source(assignment, source)
    release(assignment)


def write_source(assignment: Assignment, source: nbformat.NotebookNode) -> None:
    """Writes the source notebook, with what it was built from, into its folder."""
    notebook = _deep(source)
    notebook.metadata[FRESH] = built_of(assignment)
    assignment.source.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, assignment.source / f"{assignment.name}.ipynb")


def release(assignment: Assignment) -> None:
    """Lets nbgrader make the release of a built source, and puts it into `assignments/`.

    The gradebook is not touched: grading enters the assignment there. The release is made aside and
    takes the old one's place when it is whole.
    """
    course = assignment.course
    with tempfile.TemporaryDirectory(prefix="autograder-release-") as aside:
        config = Config()
        configure(config)
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
