"""Marks as Otter's own code gives them: `otter.api.grade_submission`, in a process of its own.

Run as a program it grades one submission: otter_marks.py NOTEBOOK AUTOGRADER_ZIP
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

SECONDS = 300
NO_KERNEL = re.compile(r"[Kk]ernel died|Address already in use")
"""Jupyter chooses the ports of a kernel before the kernel takes them: a program that runs beside it may
have taken one by then. The same is done once more."""


@dataclass(frozen=True)
class OtterMark:
    """What Otter says of one question."""

    score: float
    possible: float
    told: str
    """The summary that staff read."""
    cases: tuple[dict[str, Any], ...]
    """Each case: name, hidden, points, passed, message."""


def otter_results(
    notebook: Path, autograder: Path, seconds: float = SECONDS
) -> dict[str, OtterMark]:
    """By question: what Otter's real code gives for a notebook. TimeoutExpired where it does not end;
    then its kernel is ended, too."""
    code, out, err = _run(notebook, autograder, seconds)
    if code and NO_KERNEL.search(err):
        code, out, err = _run(notebook, autograder, seconds)
    assert code == 0, out[-3000:] + err[-3000:]
    told = json.loads(out.splitlines()[-1])
    return {name: OtterMark(**mark) for name, mark in told.items()}


def _run(notebook: Path, autograder: Path, seconds: float) -> tuple[int, str, str]:
    """This file as a program: its exit code, and what it said."""
    with tempfile.TemporaryDirectory(prefix="otter-marks-") as place:
        command = [sys.executable, Path(__file__).resolve(), notebook.resolve()]
        with subprocess.Popen(
            [*command, autograder.resolve()],
            cwd=place,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            try:
                out, err = running.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                _end(running.pid)
                raise
    return running.returncode, out, err


def otter_marks(notebook: Path, autograder: Path, seconds: float = SECONDS) -> dict[str, float]:
    """By question: the points that Otter's real code gives for a notebook."""
    results = otter_results(notebook, autograder, seconds)
    return {name: mark.score for name, mark in results.items()}


def _end(pid: int) -> None:
    """Ends a process with all that it started, kernels in sessions of their own among them."""
    import psutil

    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()


def lay_over_cells(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """A copy of Otter's student notebook with the sources of some cells, known by their ids, replaced.

    A check cell (`check-blur`) keeps Otter's way of calling the check.
    """
    laid = nbformat.reads(nbformat.writes(notebook), as_version=4)
    cells = {cell.id: cell for cell in laid.cells}
    for name, source in answers.items():
        cells[name].source = source
    return laid


def _grade(notebook: str, autograder: str) -> dict[str, Any]:
    from otter.api import grade_submission

    results = grade_submission(notebook, autograder, quiet=True)
    assert results.catastrophic_error is None, results.catastrophic_error
    return {
        name: {
            "score": test.score,
            "possible": test.possible,
            "told": test.summary(),
            "cases": [
                {
                    "name": case.test_case.name,
                    "hidden": case.test_case.hidden,
                    "points": case.test_case.points,
                    "passed": case.passed,
                    "message": case.message,
                }
                for case in test.test_case_results
            ],
        }
        for name, test in results.results.items()
    }


if __name__ == "__main__":
    print(json.dumps(_grade(*sys.argv[1:])))
