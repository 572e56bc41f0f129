"""A damaged submission on its way through the platforms: an archive that is collected, and Gradescope."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.course.course import Course
from autograder.grading.grader import Grader
from autograder.grading.submission import read_submission
from autograder.platforms.archives.collect import collect
from autograder.platforms.archives.upload import releases_of, take
from autograder.platforms.gradescope.results import graded_results, staff_report
from autograder.printable import printable
from tests.fuzz.sentences import unclear
from tests.gradescope import wrong_form

LARGEST_PACKED = 20 << 20
"""Bytes of one file that is packed here: holes count as bytes."""
MOODLE = "Ada Lovelace_101_assignsubmission_file_/"


def way_in_faults(grader: Grader, student: str) -> Iterator[str]:
    """What is wrong with what platforms make of what lies in a student's folder."""
    handed_in = _folder(grader, student)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        root = Path(name)
        yield from _collected(grader, handed_in, root)
        yield from _uploaded(grader, handed_in, root)


def _folder(grader: Grader, student: str) -> Path:
    """Where the submission lies: its folder's name may be none that can be shown."""
    submitted = grader.assignment.course.submitted
    found = (path for path in submitted.iterdir() if printable(path.name) == student)
    return next(found) / grader.assignment.name


def _elsewhere(grader: Grader, submitted: Path) -> Grader:
    """The same grader for another folder of submissions, which keeps nothing."""
    course = grader.assignment.course
    other = Course(course.root, replace(course.folders, submitted=str(submitted)))
    assignment = other.assignment(grader.assignment.name)
    exams = tuple(replace(exam, assignment=assignment) for exam in grader.exams)  # type: ignore[type-var]
    return replace(grader, assignment=assignment, exams=exams, ledger=type(grader.ledger)())


def _collected(grader: Grader, handed_in: Path, root: Path) -> Iterator[str]:
    archive = root / "moodle.zip"
    if _pack(handed_in, archive) == 0:
        return
    there = _elsewhere(grader, root / "collected")
    collection = collect(there.assignment, [archive])
    for line in (*collection.left, *collection.notes):
        if reason := unclear(line):
            yield f"collect: {reason}: {line[:300]!r}"
    if not collection.submissions and not collection.left:
        yield "collect: nothing was laid out, and nothing is said of it"
    for item in collection.submissions:
        read_submission(there.assignment, item.student)


def _pack(folder: Path, archive: Path) -> int:
    """Packs the regular files of a folder as Moodle does; gives how many there are."""
    count = 0
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for place, _, names in os.walk(folder):
            for name in names:
                path = Path(place, name)
                inside = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
                if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_PACKED:
                    continue
                if not os.access(path, os.R_OK):
                    continue
                opened.writestr(
                    zipfile.ZipInfo(MOODLE + inside), path.read_bytes(), zipfile.ZIP_DEFLATED
                )
                count += 1
    return count


def _uploaded(grader: Grader, handed_in: Path, root: Path) -> Iterator[str]:
    there = _elsewhere(grader, root / "uploaded")
    (exam,) = there.exams
    place = root / "uploaded" / "student" / exam.name
    upload = take(handed_in, place, releases_of(there.assignment))
    for line in (upload.problem, upload.note):
        if line and (reason := unclear(line)):
            yield f"gradescope: {reason}: {line[:300]!r}"
    graded = there.attempt(exam, "student")
    if not graded.marks.verdicts:
        yield f"gradescope: {graded.marks.incidents}"
        return
    results = graded_results(exam, graded, "after_published", upload.problem)
    json.dumps(results, allow_nan=False).encode()
    yield from (f"gradescope: {fault}" for fault in wrong_form(results))
    staff_report(graded, {}, upload.problem or upload.note).encode()
