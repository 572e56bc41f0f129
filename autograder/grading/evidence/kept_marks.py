"""Marks beside the evidence that they were made of: where nothing changed, nothing is judged anew."""

from __future__ import annotations

import json
from dataclasses import dataclass

from autograder.grading.marks import Incident, Marks
from autograder.questions.verdict import Picture, ToldSlip, Trial, Verdict, WindowRow
from autograder.values.codec import Codec
from autograder.values.text import MalformedError, read_json

MOST_BYTES = 16 << 20
CODEC = Codec((Incident, Marks, Picture, ToldSlip, Trial, Verdict, WindowRow))


@dataclass(frozen=True)
class KeptMarks:
    """Marks in words, and what they were made of."""

    key: str
    """Of all that they depend on: see `MarksKeys.of`."""
    marks: Marks

    def pack(self) -> bytes:
        """As bytes: JSON."""
        plain, _ = CODEC.encode(self.marks.without_pictures())
        return json.dumps({"key": self.key, "marks": plain}).encode()


def unpack_marks(content: bytes | None) -> KeptMarks | None:
    """What `pack` gave; None for anything else."""
    if content is None:
        return None
    try:
        said = read_json(content, MOST_BYTES)
        marks = CODEC.decode(said["marks"], ())
        if isinstance(said["key"], str) and isinstance(marks, Marks):
            return KeptMarks(said["key"], marks)
    except (MalformedError, KeyError, TypeError):
        pass
    return None
