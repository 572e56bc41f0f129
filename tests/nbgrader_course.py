"""nbgrader as staff use it: its commands, its formgrader's calls, and what its gradebook holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import nbgrader as nbgrader_package
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

BIN = Path(sys.executable).parent
EXAMPLES = Path(nbgrader_package.__file__).parent / "docs" / "source" / "user_guide"
"""nbgrader's own example course, which comes in its wheel."""
PACKAGE = Path(__file__).resolve().parents[1]

USE_ENGINE = """
from autograder.platforms.nbgrader.configuration import use_engine
use_engine(get_config())
"""


def nbgrader(root: Path, *arguments: str) -> tuple[int, str]:
    """Runs the real command in the course's folder; gives its exit code and what it said."""
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(PACKAGE)}
    command = [BIN / "nbgrader", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def _config(root: Path) -> Any:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    return config


def release(root: Path, assignment: str) -> None:
    """`nbgrader generate_assignment`, in this process: that takes a tenth of the time."""
    directory = CourseDirectory(config=_config(root))
    directory.assignment_id = assignment
    GenerateAssignment(coursedir=directory, config=directory.config).start()


def feedback(root: Path, assignment: str) -> None:
    """`nbgrader generate_feedback`, in this process."""
    directory = CourseDirectory(config=_config(root))
    directory.assignment_id = assignment
    GenerateFeedback(coursedir=directory, config=directory.config).start()


def press_autograde(root: Path, assignment: str, student: str) -> dict[str, Any]:
    """What the formgrader's button does, not in the main thread; gives what it would show."""
    answer: dict[str, Any] = {}

    def press() -> None:
        directory = CourseDirectory(config=_config(root))
        api = NbGraderAPI(coursedir=directory, config=directory.config)
        answer.update(api.autograde(assignment, student))

    thread = threading.Thread(target=press)
    thread.start()
    thread.join()
    return answer


def gradebook(root: Path, assignment: str, url: str = "") -> dict[str, Any]:
    """All that the gradebook holds of an assignment's submissions, by student and notebook; it is in
    the course's folder where no `url` is given."""
    held: dict[str, Any] = {}
    with Gradebook(url or f"sqlite:///{root}/gradebook.db") as book:
        for submission in book.assignment_submissions(assignment):
            held[submission.student.id] = {
                notebook.name: {
                    "grades": {
                        grade.name: (grade.auto_score, grade.needs_manual_grade)
                        for grade in notebook.grades
                    },
                    "comments": {
                        comment.name: comment.auto_comment
                        for comment in notebook.comments
                        if comment.auto_comment
                    },
                    "penalty": notebook.late_submission_penalty,
                    "score": (notebook.score, notebook.max_score),
                    "timestamp": submission.timestamp,
                }
                for notebook in submission.notebooks
            }
    return held


def notebooks(root: Path) -> dict[str, bytes]:
    """The graded notebooks, by path."""
    folder = root / "autograded"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.ipynb")}


def table_of(page: str) -> list[list[str]]:
    """The table of marks on a page of feedback, as text."""
    table = page[page.index('<table class="marks">') : page.index("</table>")]
    return [
        [" ".join(re.sub("<[^>]*>", "", cell).split()) for cell in re.split("</t[dh]>", row)[:-1]]
        for row in table.split("</tr>")[:-1]
    ]
