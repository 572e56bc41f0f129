"""Evidence as bytes: read back with the caution of the pipe, for a hostile process made what is in it.

    autograder evidence 2            the form
    <fingerprint>                    of what made it: 64 hex digits
    <SHA-256 of all that follows>    so that what is damaged is seen
    two lengths, 8 bytes each        of the next two parts
    JSON, deflated                   all but arrays and pictures
    arrays, deflated                 as safetensors
    pictures                         as safetensors; PNG and JPEG can't be made smaller. Those of the
                                     staff's own run are only named: see `shared_pictures`

Only dataclasses that a table names come out: never a class by its path, never pickle.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.engine.session import Run, Step, StepIncident
from autograder.grading.evidence.checking import checked
from autograder.grading.evidence.evidence import CallRecord, Evidence, RecordedCall
from autograder.grading.evidence.pictures import PuttingBack, length_of_texts, without_pictures
from autograder.values.call import Call, Reply
from autograder.values.codec import Codec
from autograder.values.export import Export
from autograder.values.tensors import DTYPES, pack_tensors, unpack_tensors
from autograder.values.text import MalformedError, read_json
from autograder.values.value import Value

FORM = b"autograder evidence 2\n"
EARLIER = (b"autograder evidence 1\n",)
"""Forms of which nothing but the fingerprint is read: it is that of an earlier version of this package."""
LENGTHS = struct.Struct("<QQ")
HEAD = len(FORM) + 65 + 65

EVIDENCE = Codec(
    (CallRecord, Call, Evidence, Export, RecordedCall, Reply, Run, StepIncident, Value), depth=96
)
MOST_BYTES = 64 << 20
"""Of a file, and of what it holds once it is inflated: what is larger is not kept, so that no class fills
the disk. An honest notebook gives a few."""
MOST_ARRAYS = 100_000
HEADER_BYTES = 64 << 20
FAST = 1


class TooMuchError(ValueError):
    """More than evidence may hold."""


def pack_evidence(evidence: Evidence, elsewhere: Container[str] = ()) -> bytes:
    """The evidence as bytes, but for pictures of which `elsewhere` has the names.

    Raises:
        TooMuchError: they would be more than may be kept.
        TypeError: something in it has no place there.
    """
    if length_of_texts(evidence.run.outputs) > MOST_BYTES:
        raise TooMuchError
    outputs = tuple(
        tuple(without_pictures(output, elsewhere) for output in step)
        for step in evidence.run.outputs
    )
    plain, arrays = EVIDENCE.encode(replace(evidence, run=replace(evidence.run, outputs=outputs)))
    if any(array.dtype.type not in DTYPES.values() for array in arrays):
        raise TypeError("an array of a type that is not kept")
    pictures = [number for number, array in enumerate(arrays) if _is_bytes(array)]
    kept = [array for array in arrays if not _is_bytes(array)]
    size = sum(array.nbytes for array in arrays)
    if size > MOST_BYTES or len(arrays) > MOST_ARRAYS:
        raise TooMuchError
    text = json.dumps({"evidence": plain, "pictures": pictures}).encode()
    if size + len(text) > MOST_BYTES:
        raise TooMuchError
    first = zlib.compress(text, FAST)
    second = zlib.compress(pack_tensors(kept), FAST)
    third = pack_tensors([arrays[number] for number in pictures])
    body = LENGTHS.pack(len(first), len(second)) + first + second + third
    digest = hashlib.sha256(body).hexdigest()
    return FORM + f"{evidence.fingerprint}\n{digest}\n".encode() + body


def read_fingerprint(data: bytes) -> str:
    """The fingerprint that bytes say they have. MalformedError where they are no evidence."""
    if not data.startswith((FORM, *EARLIER)) or len(data) < HEAD:
        raise MalformedError("no evidence of this form")
    return data[len(FORM) : len(FORM) + 64].decode("ascii", "replace")


def unpack_evidence(
    data: bytes,
    steps: Sequence[Step],
    words_only: bool = False,
    kept: Callable[[str], bytes | None] = lambda name: None,
) -> Evidence:
    """The evidence of `pack_evidence`, of a run of these steps; with `words_only` without what is only
    shown. `kept` gives a picture that is kept elsewhere, by its name, or None.

    Raises:
        MalformedError: `pack_evidence` makes no such bytes, or a run of these steps gives no such thing.
    """
    fingerprint, body = read_fingerprint(data), data[HEAD:]
    if not data.startswith(FORM):
        raise MalformedError("of an earlier form")
    if len(data) > MOST_BYTES + HEAD or len(body) < LENGTHS.size:
        raise MalformedError("too long, or too short")
    if hashlib.sha256(body).hexdigest() != data[HEAD - 65 : HEAD - 1].decode("ascii", "replace"):
        raise MalformedError("damaged: its bytes are not those that were written")
    one, two = LENGTHS.unpack_from(body)
    first, second = LENGTHS.size + one, LENGTHS.size + one + two
    if second > len(body):
        raise MalformedError("shorter than its parts")
    said = read_json(_inflated(body[LENGTHS.size : first]), MOST_BYTES)
    if not isinstance(said, dict) or set(said) != {"evidence", "pictures"}:
        raise MalformedError("no evidence")
    plain = _tensors(_inflated(body[first:second]))
    arrays = _merged(plain, _tensors(body[second:]), said["pictures"])
    evidence = EVIDENCE.decode(said["evidence"], arrays)
    if not isinstance(evidence, Evidence) or evidence.fingerprint != fingerprint:
        raise MalformedError("evidence of something else")
    back = PuttingBack(kept, MOST_BYTES)
    outputs = tuple(
        tuple(back.output(output, words_only) for output in step) for step in evidence.run.outputs
    )
    whole = replace(evidence, run=replace(evidence.run, outputs=outputs))
    return checked(whole, steps, words_only)


def _inflated(data: bytes) -> bytes:
    try:
        inflating = zlib.decompressobj()
        inflated = inflating.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise MalformedError(f"not deflated: {error}") from None
    if inflating.unconsumed_tail or not inflating.eof:
        raise MalformedError("cut off, or more than may be kept")
    return inflated


def _tensors(data: bytes) -> Sequence[np.ndarray]:
    return unpack_tensors(data, MOST_BYTES, MOST_ARRAYS, HEADER_BYTES)


def _merged(
    kept: Sequence[np.ndarray], pictures: Sequence[np.ndarray], numbers: Any
) -> list[np.ndarray]:
    """The arrays in the order in which they were written; `numbers` are those of the pictures."""
    count = len(kept) + len(pictures)
    if not (
        isinstance(numbers, list)
        and len(numbers) == len(set(map(str, numbers))) == len(pictures)
        and all(type(number) is int and 0 <= number < count for number in numbers)
    ):
        raise MalformedError("pictures that are not there")
    waiting, shown = iter(kept), dict(zip(numbers, pictures, strict=True))
    return [shown[number] if number in shown else next(waiting) for number in range(count)]


def _is_bytes(array: np.ndarray) -> bool:
    return array.dtype == np.uint8 and array.ndim == 1
