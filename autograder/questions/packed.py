"""A question with all that its judging needs, as one text: arrays as safetensors, the rest as JSON.

Made where a question is to be judged in another process than the grader's, which has no rubric and
no master. Only the types of the kinds come out of such a text: never pickle, never code.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from autograder.questions.answer import Answer
from autograder.questions.exercise import Expected
from autograder.questions.kinds import KINDS
from autograder.questions.mistakes import Mistakes
from autograder.questions.question import Question
from autograder.values.codec import Codec
from autograder.values.value import Value

FORM = 2
"""Of the text; a package that reads another form says so."""

CODEC = Codec(
    dict.fromkeys(
        (Mistakes, Value, *(t for kind in KINDS.values() for t in (kind, *kind.own_types)))
    )
)
"""Writes the questions of all kinds, and what is expected of them."""


class PackedError(ValueError):
    """A text that `pack` did not write, or that is damaged."""


@dataclass(frozen=True, eq=False)
class Packed(Generic[Expected]):
    """Everything that `Question.judge` needs beside the answer."""

    question: Question[Expected]
    expected: Expected
    """What a right answer gives, hidden probes included."""
    untouched: Answer
    """What the starter gives; its functions can't be called any more."""

    def pack(self) -> str:
        """The text. TypeError for something that has no place in one."""
        before = {"values": self.untouched.values, "printed": self.untouched.printed}
        plain, arrays = CODEC.encode((self.question, self.expected, before))
        ordered = {str(n): np.asarray(array, order="C") for n, array in enumerate(arrays)}
        tensors = save(ordered)
        stored = base64.b85encode(zlib.compress(tensors, 9)).decode("ascii")
        return json.dumps({"form": FORM, "plain": plain, "arrays": stored}, separators=(",", ":"))

    @classmethod
    def unpack(cls, text: str) -> Packed[Any]:
        """What `pack` made a text of. PackedError for any other text."""
        try:
            found = json.loads(text)
            if found["form"] != FORM:
                raise PackedError("a question packed for another version of the package")
            tensors = load(zlib.decompress(base64.b85decode(found["arrays"])))
            arrays = [tensors[str(number)] for number in range(len(tensors))]
            question, expected, before = CODEC.decode(found["plain"], arrays)
            return Packed(question, expected, Answer(before["values"], before["printed"]))
        except (KeyError, TypeError, IndexError, ValueError, RecursionError) as error:
            raise PackedError(f"a packed question that is damaged: {error}") from error
        except (zlib.error, binascii.Error, SafetensorError) as error:
            raise PackedError(f"the arrays of a packed question are damaged: {error}") from error
