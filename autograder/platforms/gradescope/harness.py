"""The harness: grades the one submission that Gradescope has laid out, and writes `results.json`.

It never ends without a result that can be read: the first one is written before anything else, and
each replaces the one before in one step. Gradescope counts a submission that it has to end itself as
0, so grading ends before: first by giving the notebook less time, at last by ending this process.
Where nothing could be graded, the result has no score, and the exit code is 1.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.engine.errors import SandboxError
from autograder.engine.sandbox.doctor import report
from autograder.engine.sandbox.survey import survey
from autograder.engine.session import Limits
from autograder.errors import AutograderError
from autograder.files import write_whole
from autograder.grading.exam import Exam
from autograder.grading.notebook_result import NotebookResult
from autograder.grading.opening import prepare_grader
from autograder.grading.settings import load_settings
from autograder.platforms.archives.upload import Upload, releases_of, take
from autograder.platforms.gradescope.bundle import Bundle, read_bundle
from autograder.platforms.gradescope.results import (
    JsonObject,
    graded_results,
    staff_report,
    ungraded_results,
)

STUDENT = "student"
"""What the one submission's student is called here: Gradescope knows whose it is."""

UNGRADED = (
    "Your submission has arrived, but it could not be graded yet. The staff of your course can see why "
    "and will grade it again: you need not do anything."
)
NOT_ENDED = "Grading was ended from outside before it had a result: the memory is the usual reason."
TOO_SLOW = (
    "Grading had no result after {seconds:.0f} seconds and was ended, before Gradescope would have. "
    "Give the autograder more CPU, or a longer time limit and export it with the same --minutes."
)
NO_WALLS = (
    "{error}\n\n{report}\nOr grade elsewhere: export the submissions from Gradescope, then `autograder "
    "collect` and `autograder grade`. The option is one of `autograder export gradescope`."
)
LEAST_SECONDS = 10.0
"""That a notebook gets for all its cells, however late it is."""
STARTING = 5.0
"""What starting the processes of one of two runs takes."""


def grade_in(root: Path) -> int:
    """Grades the submission below `root` (Gradescope's `/autograder`); gives the exit code."""
    desk = _Desk(root, time.monotonic())
    desk.write(ungraded_results(UNGRADED, NOT_ENDED))
    try:
        bundle = read_bundle(root / "source")
        with desk.watched(bundle.seconds):
            results, staff = _graded(root, bundle, desk)
    except SandboxError as error:
        return desk.give_up(NO_WALLS.format(error=error, report=report(survey())))
    except AutograderError as error:
        return desk.give_up(str(error))
    except Exception as error:  # a fault of our own: the student gets a sentence, staff the rest
        print(traceback.format_exc())
        return desk.give_up(f"The grader itself failed: {type(error).__name__}: {error}")
    print(staff, flush=True)
    desk.write(results)
    return 0


def _graded(root: Path, bundle: Bundle, desk: _Desk) -> tuple[JsonObject, str]:
    with tempfile.TemporaryDirectory(prefix="submitted-") as submitted:
        assignment = bundle.graded_assignment(root / "source", Path(submitted))
        folder = Path(submitted) / STUDENT / assignment.name
        upload = take(root / "submission", folder, releases_of(assignment))
        settings = load_settings(assignment.course)
        with settings.engine(sandbox=bundle.sandbox) as engine:
            engine.begin()
            grader = prepare_grader(assignment, engine, settings.limits)
            limits = _within(settings.limits, bundle.seconds - desk.seconds)
            exam = grader.exam(assignment.name)
            graded = replace(grader, limits=limits).grade_student(exam, STUDENT, public_too=True)
    return _report(root, bundle, exam, graded, upload)


def _report(
    root: Path, bundle: Bundle, exam: Exam, graded: NotebookResult, upload: Upload
) -> tuple[JsonObject, str]:
    results = graded_results(exam, graded, bundle.show, upload.problem)
    return results, staff_report(graded, _metadata(root), upload.problem or upload.note)


def _within(limits: Limits, seconds: float) -> Limits:
    """The limits, with less time for the submission where not enough is left.

    All runs and calls of a submission have `total_seconds` together, and the run in which the public
    parts are judged has them once more: two parts of three. The third is for starting processes, and for
    waiting for a processor, which does not count.
    """
    return replace(
        limits, total_seconds=min(limits.total_seconds, max(LEAST_SECONDS, seconds / 3 - STARTING))
    )


def _metadata(root: Path) -> dict[str, Any]:
    """What Gradescope says of the submission; nothing where that can't be read: no mark depends on it."""
    try:
        metadata = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return metadata if isinstance(metadata, dict) else {}


class _Desk:
    """Where the result is written: always a whole one, and the last one that was meant."""

    def __init__(self, root: Path, begin: float) -> None:
        self._path = root / "results" / "results.json"
        self._begin = begin

    @property
    def seconds(self) -> float:
        """Since the harness began."""
        return time.monotonic() - self._begin

    def write(self, results: JsonObject) -> None:
        """Puts a result in the place of the one before, in one step."""
        write_whole(self._path, json.dumps(results, allow_nan=False, indent=1))

    def give_up(self, staff: str) -> int:
        """Writes a result without a score; gives the exit code."""
        print(staff, flush=True)
        self.write(ungraded_results(UNGRADED, staff))
        return 1

    def watched(self, seconds: float) -> _Watch:
        """A time in which grading must end: else this process does, with a result."""
        return _Watch(self, seconds)


class _Watch:
    """Ends the process when a time is over, unless the work is done before."""

    def __init__(self, desk: _Desk, seconds: float) -> None:
        self._desk, self._seconds = desk, seconds
        self._lock, self._done = threading.Lock(), False
        self._timer = threading.Timer(seconds, self._over)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *problem: object) -> None:
        with self._lock:
            self._done = True
        self._timer.cancel()

    def _over(self) -> None:
        with self._lock:
            if not self._done:
                os._exit(self._desk.give_up(TOO_SLOW.format(seconds=self._seconds)))
