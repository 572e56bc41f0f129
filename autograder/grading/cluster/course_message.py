"""What a worker must have of an assignment, as bytes: it travels once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.course.course import Assignment
from autograder.grading.cluster.plan_message import FileMessage, read_file
from autograder.grading.evidence.fingerprint import Surroundings
from autograder.grading.exam import Exam
from autograder.grading.files_beside import released_files
from autograder.questions.packed import pack as pack_key
from autograder.values.codec import Codec
from autograder.values.message import pack, unpack

MOST_BYTES = 1 << 30
MOST_FILES = 10_000


@dataclass(frozen=True, eq=False)
class CourseMessage:
    """An assignment for those who run its submissions elsewhere. It never enters a notebook's process."""

    preload: tuple[str, ...]
    """What its notebooks import before their first cell."""
    keys: tuple[str, ...]
    """What answers are judged by for which something is called: packed."""
    files: tuple[FileMessage, ...]
    """What is released beside the notebook."""
    surroundings: Surroundings
    """Those of the grader's own machine: others must have the same."""

    def pack(self) -> bytes:
        """As bytes, which `unpack_course` reads."""
        return pack(self, CODEC)


CODEC = Codec((CourseMessage, FileMessage, Surroundings))


def course_message(
    assignment: Assignment,
    exams: Iterable[Exam],
    preload: tuple[str, ...],
    surroundings: Surroundings,
) -> CourseMessage:
    """The message on an assignment."""
    keys = [pack_key(key) for exam in exams for key in exam.called_keys()]
    files = [read_file(found.inside, found.path) for found in released_files(assignment.released)]
    return CourseMessage(preload, tuple(keys), tuple(files), surroundings)


def unpack_course(content: bytes) -> CourseMessage:
    """What `CourseMessage.pack` gave. MalformedError for anything else."""
    message: CourseMessage = unpack(
        content, CourseMessage, MOST_BYTES, MOST_BYTES, CODEC, MOST_FILES
    )
    return message
