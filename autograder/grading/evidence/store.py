"""Where the evidence of an assignment lies: `evidence/<assignment>/`, for the grader's eyes alone.

    evidence/kernels/submitted/<student>/<notebook>.evidence    and .marks
    evidence/kernels/staff/<notebook>.evidence                  the master, and what `verify` and exports run
    evidence/kernels/pictures/                                  what the master has drawn

A file is there whole or not at all. One that is damaged, cut off or of something else is told in a
sentence, and its notebook is run again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from autograder.course.course import Assignment, Course
from autograder.engine.session import Step
from autograder.errors import InputError
from autograder.files import DiskError, clear_left
from autograder.grading.evidence.evidence import Evidence
from autograder.grading.evidence.evidence_file import (
    HEAD,
    MOST_BYTES,
    TooMuchError,
    pack_evidence,
    read_fingerprint,
    unpack_evidence,
)
from autograder.grading.evidence.kept_marks import MOST_BYTES as MOST_MARKS
from autograder.grading.evidence.own_file import own_file, write_own_file
from autograder.grading.evidence.pictures import pictures_of
from autograder.grading.evidence.shared_pictures import SharedPictures
from autograder.printable import printable
from autograder.values.text import MalformedError

SUBMITTED, STAFF, PICTURES = "submitted", "staff", "pictures"
REFERENCES = "references"
"""The staff's own notebook from whose run the references are taken: the master's."""
UNTOUCHED = "untouched"
"""The one that says what each question has before anybody typed anything: the starter's."""
EVIDENCE, MARKS = ".evidence", ".marks"
IGNORED = "*\n"
"""Of the file `.gitignore` in the folder: students' work is nobody's to publish."""


class EvidenceStore:
    """The evidence of one assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self.folder = assignment.course.evidence / assignment.name
        self._pictures = SharedPictures(self.folder / PICTURES)
        self.remarks: list[str] = []
        """What is to be told of files that could not be used or written, in sentences."""

    def submitted(self, student: str, notebook: str) -> Path:
        """Where the evidence of a submitted notebook lies, without the ending."""
        return self.folder / SUBMITTED / student / notebook

    def staff(self, name: str) -> Path:
        """The same of a notebook of the staff's own."""
        return self.folder / STAFF / name

    def find(
        self, place: Path, fingerprint: str, steps: Sequence[Step], words_only: bool = False
    ) -> Evidence | None:
        """The evidence of that fingerprint, of a run of these steps, with `words_only` without what is
        only shown; None where there is none."""
        path = _with(place, EVIDENCE)
        try:
            content = own_file(path, HEAD + MOST_BYTES)
            if read_fingerprint(content) != fingerprint:
                return None
            return unpack_evidence(content, steps, words_only, self._pictures.get)
        except FileNotFoundError:
            return None
        except (MalformedError, OSError) as error:
            self._remark(f"{self._named(path)} can't be used ({_reason(error)}): it is made again.")
            return None

    def put(self, place: Path, evidence: Evidence) -> None:
        """Keep it in the place of what is there. Where that fails, a sentence says so: the marks do
        not depend on it."""
        path = _with(place, EVIDENCE)
        try:
            self._lay_out(path.parent)
            if place == self.staff(REFERENCES):
                self._pictures.add(pictures_of(evidence.run.outputs))
            write_own_file(path, pack_evidence(evidence, self._pictures))
        except TooMuchError:
            self._remark(
                f"{self._named(path)} is not kept: it would be more than {MOST_BYTES >> 20} MiB."
            )
        except (DiskError, OSError, TypeError) as error:
            self._remark(f"{self._named(path)} is not kept: {_reason(error)}.")

    def kept_marks(self, place: Path) -> bytes | None:
        """What `put_marks` has kept there; None where that is nothing, or can't be read."""
        try:
            return own_file(_with(place, MARKS), MOST_MARKS)
        except (OSError, MalformedError):
            return None

    def put_marks(self, place: Path, content: bytes) -> None:
        """Keep the marks that were made of the evidence in the same place."""
        path = _with(place, MARKS)
        try:
            self._lay_out(path.parent)
            write_own_file(path, content)
        except (DiskError, OSError) as error:
            self._remark(f"{self._named(path)} is not kept: {_reason(error)}.")

    def clear_left(self) -> None:
        """Clear what runs that were killed have left beside what they wrote."""
        students = self.folder / SUBMITTED
        of_students = students.iterdir() if students.is_dir() else ()
        for folder in (self.folder / STAFF, self.folder / PICTURES, *of_students):
            clear_left(folder)

    def _lay_out(self, folder: Path) -> None:
        top = self._assignment.course.evidence
        if not top.is_dir():
            top.mkdir(mode=0o700, parents=True, exist_ok=True)
            top.chmod(0o700)  # whatever the umask says
        with suppress(FileExistsError), open(top / ".gitignore", "x", encoding="utf-8") as file:
            file.write(IGNORED)
        folder.mkdir(parents=True, exist_ok=True)

    def _named(self, path: Path) -> str:
        return "The evidence " + printable(str(path.relative_to(self._assignment.course.root)))

    def _remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)


def _with(place: Path, ending: str) -> Path:
    return place.with_name(place.name + ending)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error)


def remove_evidence(course: Course, assignments: Sequence[str], student: str | None) -> int:
    """Removes the evidence of these assignments, or of one student's submissions to them; gives how
    many folders were removed. InputError where a student has none."""
    removed = 0
    for name in assignments:
        folder = course.evidence / name
        if student is not None:
            if not _is_name(student):
                raise InputError(f"{printable(student)}: this is no student's name")
            folder = folder / SUBMITTED / student
        if os.path.isdir(folder) and not os.path.islink(folder):
            shutil.rmtree(folder)
            removed += 1
    if student is not None and not removed:
        raise InputError(f"there is no evidence of {printable(student)} in {course.evidence}")
    return removed


def kept_assignments(course: Course) -> tuple[str, ...]:
    """The assignments of which there is evidence."""
    if not course.evidence.is_dir():
        return ()
    return tuple(sorted(path.name for path in course.evidence.iterdir() if path.is_dir()))


def _is_name(student: str) -> bool:
    """Whether it names a folder, and nothing above or below one."""
    return bool(student) and student not in (".", "..") and Path(student).name == student
