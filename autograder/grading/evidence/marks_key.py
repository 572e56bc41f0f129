"""What marks depend on, as one text: where nothing of it changed, nothing needs to be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.course import Assignment
from autograder.engine.session import Limits
from autograder.grading.evidence.fingerprint import code_digest, content_digest, digest_of
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.exam import Exam
from autograder.grading.file_tree import FoundFile, LeftOut, file_tree, link_on_the_way

NOTHING: Mapping[Path, str] = {}
MOST_BYTES = 256 << 20
"""Of a submission's files, and the released ones."""


@dataclass(frozen=True, eq=False)
class MarksKeys:
    """Makes the keys of the marks of one assignment."""

    assignment: Assignment
    runner: PlanRunner
    limits: Limits
    kept: bool = True
    """Whether marks are kept at all."""

    def of(self, exam: Exam, student: str, read: Mapping[Path, str] = NOTHING) -> str:
        """Of all that the marks of a submission depend on, and its graded notebook: of the bytes of its
        files, so that nothing of it needs to be read. Empty where nothing is kept, where it would
        take long, and where the files are no student's own.

        `read` are digests of files by their places: where a submission was read, of what was read.
        """
        if self.runner.store is None or not self.kept:
            return ""
        assignment = self.assignment
        if link_on_the_way(assignment.course.submitted, student, assignment.name) is not None:
            return ""
        theirs, ours = (
            [*file_tree(assignment.handed_in(student))],
            [*file_tree(assignment.released)],
        )
        size = sum(file.size for file in (*theirs, *ours) if isinstance(file, FoundFile))
        if not (theirs or ours) or size > MOST_BYTES:
            return ""
        try:
            content = [_described(file, read.get(file.inside)) for file in theirs]
            content += [_described(file) for file in ours]
        except OSError:  # it changes just now
            return ""
        about = [
            self._judging,
            exam.state,
            exam.name,
            self.runner.surroundings.digest,
            asdict(self.limits),
        ]
        return digest_of([*about, content])

    @cached_property
    def _judging(self) -> str:
        """Of what all marks depend on: this package's code, and the course's configuration."""
        return digest_of([code_digest(), self.assignment.course.configuration])


def _described(file: FoundFile | LeftOut, digest: str | None = None) -> list[str]:
    """A file's place and content, of which the digest may be known; of what is not taken, why not."""
    inside = str(file.inside)
    if isinstance(file, LeftOut):
        return [inside, file.reason]
    return [inside, digest or content_digest(file.path), str(file.names > 1)]
