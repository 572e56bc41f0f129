"""Plain nbgrader: the same assignment, tested by cells with assert in the student's own kernel."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.attack import FULL, Attack
from tests.attacks.places import Outcome, Place, bounded, effects_of
from tests.attacks.stage import HONEST, Stage, remove
from tests.mini_course import POINTS

PLAIN_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "plain"
c.ExecutePreprocessor.timeout = 2
c.Execute.timeout = 2
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
"""
"""The same time for each cell as here; for the rest, what nbgrader does by itself."""
PLAIN_CHECKS = {
    "blur": """
import numpy as np
expected = np.ones((3, 3, 1, 1)) / 9
assert np.allclose(blur, expected)
### BEGIN HIDDEN TESTS
hidden = "@HIDDEN@"
assert np.allclose(np.sum(blur), 1)
### END HIDDEN TESTS
""",
    "sizes": """
from autograder.convolution import sizes
from autograder.convolution.layers import Conv2D, MaxPooling2D
assert size_conv == sizes.output_shape(Conv2D(2, 3), (1, 7, 10, 1))
assert size_pool == sizes.output_shape(MaxPooling2D(2), (1, 7, 10, 1))
""",
    "pooled": """
expected = steps.reshape(8, 2, 10, 2).mean(axis=(1, 3))
score = float(np.mean(np.isclose(pooled, expected)))
score
""",
}
"""The tests as a teacher writes them, in the notebook; one gives part of its points. What is
printed, no test can see."""
DIRECTORIES = ("CONFIG", "DATA", "RUNTIME")
"""Where Jupyter writes to: not into the home that is looked at."""
PLAIN_FIRST = "import numpy as np"


class PlainNbgrader(Place):
    """The same assignment as a plain nbgrader course, with `nbgrader autograde`."""

    def __init__(self, stage: Stage) -> None:
        """Makes the course in the stage's folder: a few seconds."""
        self.root = stage.root / "plain"
        self._source(stage)
        self._nbgrader(stage, "generate_assignment", "mini", check=True)
        self._kept = stage.root / "plain-kept"
        shutil.copytree(self.root, self._kept)

    def attempt(self, attack: Attack, stage: Stage, students: Sequence[str]) -> Outcome:
        remove(self.root)
        shutil.copytree(self._kept, self.root)
        stage.submit(attack)
        before = stage.look()
        for student in students:
            self._submit(stage, student)
        ended = True
        with bounded():
            try:
                self._nbgrader(stage, "autograde", "mini")
            except subprocess.TimeoutExpired:
                ended = False
        found = stage.effects(before) | (set() if ended else {"broken"})
        scores = self._scores()
        outputs = self._outputs("mallory")
        points = self._points(scores, "mallory", attack.points)
        found |= effects_of(attack, points, outputs, "", stage)
        for student in students:
            if student in HONEST and self._points(scores, student, FULL) != FULL:
                found.add("harm")
        return Outcome(points, frozenset(), frozenset(found))

    def _source(self, stage: Stage) -> None:
        folder = self.root / "source" / "mini"
        folder.mkdir(parents=True)
        (self.root / "nbgrader_config.py").write_text(PLAIN_CONFIG)
        notebook = stage.mini.starter()
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            question = name.removeprefix("check-")
            if name.startswith("check-") and question in PLAIN_CHECKS:
                text = PLAIN_CHECKS[question].strip()
                cell.source = text.replace("@HIDDEN@", stage.secrets["hidden"])
            elif name.startswith("check-"):
                cell.source = "# What was printed, a person reads."
                cell.metadata.nbgrader.grade = False
                cell.metadata.nbgrader.pop("points", None)
            elif "open_checks" in cell.source:
                cell.source = PLAIN_FIRST
        nbformat.write(notebook, folder / "mini.ipynb")

    def _submit(self, stage: Stage, student: str) -> None:
        """The stage's submission, with the checks of this course."""
        folder = self.root / "submitted" / student / "mini"
        folder.parent.mkdir(parents=True)
        # cp, because shutil copies neither pipes nor what it cannot follow.
        subprocess.run(
            ["cp", "-a", stage.mini.course.submitted / student / "mini", folder], check=True
        )
        if not (folder / "mini.ipynb").is_file():
            return  # it has another name, or leads nowhere
        notebook = nbformat.read(folder / "mini.ipynb", as_version=4)
        release = nbformat.read(self.root / "release" / "mini" / "mini.ipynb", as_version=4)
        released = {
            cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in release.cells
        }
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            original = released.get("check-blur" if name == "my-own-check" else name)
            if name is not None and original is not None and original.metadata.nbgrader.locked:
                cell.source = original.source
                cell.metadata.nbgrader = {**original.metadata.nbgrader, "grade_id": name}
        nbformat.write(notebook, folder / "mini.ipynb")

    def _nbgrader(self, stage: Stage, *arguments: str, check: bool = False) -> None:
        """Run nbgrader with the stage's home. RuntimeError where it fails and must not."""
        binaries = str(Path(sys.executable).parent)
        environment = {
            "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "HOME": str(stage.home),
            "CANARY": stage.secrets["environment"],
            **{f"JUPYTER_{kind}_DIR": str(stage.root / "jupyter") for kind in DIRECTORIES},
            "PYTHONDONTWRITEBYTECODE": "1",
            "IPYTHONDIR": str(stage.root / "ipython"),
        }
        log = stage.root / "nbgrader.log"  # no pipe: a process that is left would keep it open
        with log.open("w") as file:
            done = subprocess.run(
                [sys.executable, "-m", "nbgrader", *arguments],
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                timeout=120,
                check=False,
            )
        if check and done.returncode:
            raise RuntimeError(log.read_text())

    def _scores(self) -> dict[tuple[str, str], float]:
        from nbgrader.api import Gradebook, MissingEntry

        scores = {}
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as book:
            for submission in book.assignment_submissions("mini"):
                for question in PLAIN_CHECKS:
                    with contextlib.suppress(MissingEntry):
                        grade = book.find_grade(
                            f"check-{question}", "mini", "mini", submission.student.id
                        )
                        scores[submission.student.id, question] = grade.auto_score or 0.0
        return scores

    def _points(
        self, scores: Mapping[tuple[str, str], float], student: str, due: Sequence[float]
    ) -> tuple[float, ...]:
        """What was given; for what no test sees, what is due."""
        return tuple(
            scores.get((student, question), 0.0) if question in PLAIN_CHECKS else points
            for question, points in zip(POINTS, due, strict=True)
        )

    def _outputs(self, student: str) -> list[list[Any]]:
        """What the cells put out: of the checks, what is no traceback with their own text."""
        path = self.root / "autograded" / student / "mini" / "mini.ipynb"
        if not path.is_file():
            return []
        notebook = nbformat.read(path, as_version=4)
        return [
            [o for o in cell.get("outputs", []) if o.output_type != "error"]
            for cell in notebook.cells
        ]
