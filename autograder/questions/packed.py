"""The key of a question as one text: arrays as safetensors, the rest as JSON.

Made where a question is to be judged in another process than the grader's, which has no rubric and
no master. Only the types of the kinds come out of such a text: never pickle, never code.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.kinds import KINDS
from autograder.values.codec import Codec
from autograder.values.value import Value

FORM = 3
"""Of the text; a package that reads another form says so."""

CODEC = Codec(
    dict.fromkeys((Value, *(t for kind in KINDS.values() for t in (kind, *kind.own_types))))
)
"""Writes the questions of all kinds, and what is expected of them."""


class PackedError(ValueError):
    """A text that `pack` did not write, or that is damaged."""


def pack(key: Key[Any]) -> str:
    """The key as a text. TypeError for something that has no place in one."""
    before = {"values": key.untouched.values, "printed": key.untouched.printed}
    plain, arrays = CODEC.encode((key.question, key.expected, before))
    tensors = save({str(n): np.asarray(array, order="C") for n, array in enumerate(arrays)})
    stored = base64.b85encode(zlib.compress(tensors, 9)).decode("ascii")
    return json.dumps({"form": FORM, "plain": plain, "arrays": stored}, separators=(",", ":"))


def unpack(text: str) -> Key[Any]:
    """The key that `pack` made a text of. PackedError for any other text."""
    try:
        packed = json.loads(text)
        if packed["form"] != FORM:
            raise PackedError("a question packed for another version of the package")
        tensors = load(zlib.decompress(base64.b85decode(packed["arrays"])))
        arrays = [tensors[str(number)] for number in range(len(tensors))]
        question, expected, before = CODEC.decode(packed["plain"], arrays)
        return Key(question, expected, Answer(before["values"], before["printed"]))
    except (KeyError, TypeError, IndexError, ValueError, RecursionError) as error:
        raise PackedError(f"a packed question that is damaged: {error}") from error
    except (zlib.error, binascii.Error, SafetensorError) as error:
        raise PackedError(f"the arrays of a packed question are damaged: {error}") from error
