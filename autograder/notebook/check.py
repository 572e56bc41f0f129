"""`check("blur")`: what a notebook opens its checks with.

What judges is imported only where it is asked: a notebook that is graded takes nothing of it along.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.notebook.grading import is_graded


class CheckFailed(AssertionError):
    """Raised by a check that fails while nbgrader validates the notebook."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in the place of a traceback: this package's own lines help no student."""
        return str(self).splitlines()


class NotTheGrader(RuntimeError):
    """Raised by a check that is run in place of the course's own grading."""


def open_checks(
    assignment: str, folder: str | Path = ".", namespace: Mapping[str, Any] | None = None
) -> Callable[[str], None]:
    """The checks of an assignment; its public part lies in `folder`, beside the notebook.

    They read the notebook's own variables, or those of `namespace`, where it is given.
    FileNotFoundError, in words for a student, where it is not there. ValueError where it is another
    assignment's.
    """
    if is_graded():
        return graded_check
    from autograder.notebook.live_check import live_checks

    return live_checks(assignment, folder, namespace)


def graded_check(question: str) -> None:
    """The check of a question while the grader judges by itself."""
    nbgrader_run()
    print(f"{question}: checked by the grader.")


def nbgrader_run() -> str | None:
    """Which of nbgrader's steps runs the notebook; None where none does.

    NotTheGrader in stock `nbgrader autograde`, so that a wrong set-up gives no points.
    """
    run = os.environ.get("NBGRADER_EXECUTION")
    if run == "autograde":
        raise NotTheGrader(
            "This notebook is being graded without the course's own grader, so this check gives no "
            "points. Staff: grade with `autograder grade`."
        )
    return run
