"""A plan as bytes, for another machine. Files that it has already, the released ones, are only named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np

from autograder.engine.session import Limits, Step
from autograder.grading.files_beside import LARGEST_FILES, MOST_FILES
from autograder.grading.plan import Plan, QuestionSteps
from autograder.grading.read_files import ReadableFile, bytes_digest
from autograder.values.codec import Codec
from autograder.values.export import Export
from autograder.values.message import pack, unpack
from autograder.values.text import MalformedError

MOST_JSON = 64 << 20
"""Bytes of a plan's cells and names."""
MOST_NAMED = 10_000
"""Files, the released ones included."""


@dataclass(frozen=True, eq=False)
class FileMessage:
    """A file that lies beside a notebook."""

    inside: str
    """Its place there."""
    digest: str
    """Of its content."""
    content: np.ndarray | None = None
    """Its bytes, as (bytes,) numbers; None where whoever reads this has them."""

    def write(self, folder: Path) -> Path:
        """Writes it to its place in a folder; gives the path. MalformedError where that lies outside,
        or where the content is not what it should be."""
        place = PurePosixPath(self.inside)
        if place.is_absolute() or ".." in place.parts or not place.parts or self.content is None:
            raise MalformedError("a file that can't be written")
        data = self.content.tobytes()
        if bytes_digest(data) != self.digest:
            raise MalformedError("a file of another content than was said")
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path


def read_file(inside: Path, file: ReadableFile) -> FileMessage:
    """A file that lies at `inside`, with its content."""
    data = file.read_bytes()
    content = np.frombuffer(data, dtype=np.uint8)
    return FileMessage(inside.as_posix(), bytes_digest(data), content)


@dataclass(frozen=True, eq=False)
class PlanMessage:
    """A plan without paths of this machine."""

    steps: tuple[Step, ...]
    questions: Mapping[str, QuestionSteps]
    files: tuple[FileMessage, ...]
    limits: Limits

    def plan(self, known: Mapping[str, Path], folder: Path) -> Plan:
        """The plan on this machine: files whose digest is not `known` are written to an empty folder.

        MalformedError where a file is neither known nor there, or can't be written.
        """
        files = {}
        for file in self.files:
            path = known.get(file.digest) if file.content is None else file.write(folder)
            if path is None:
                raise MalformedError(f"a file that is not known here: {file.inside}")
            files[Path(file.inside)] = path
        return Plan(self.steps, self.questions, files, self.limits)


CODEC = Codec((Export, FileMessage, Limits, PlanMessage, QuestionSteps, Step))


def pack_plan(plan: Plan, known: Collection[str]) -> bytes:
    """A plan as bytes. Files whose digests are `known` where it goes are left out."""
    files = []
    for inside, file in plan.files.items():
        message = read_file(inside, file)
        files.append(replace(message, content=None) if message.digest in known else message)
    return pack(PlanMessage(plan.steps, plan.questions, tuple(files), plan.limits), CODEC)


def unpack_plan(content: bytes) -> PlanMessage:
    """What `pack_plan` made bytes of. MalformedError for anything else."""
    message: PlanMessage = unpack(
        content, PlanMessage, LARGEST_FILES, MOST_JSON, CODEC, MOST_FILES + MOST_NAMED
    )
    return message
