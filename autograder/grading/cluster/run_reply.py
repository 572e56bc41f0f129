"""What a worker sends back, as bytes: evidence, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.engine.session import Step
from autograder.grading.evidence.evidence_file import (
    HEAD,
    MOST_BYTES,
    TooMuchError,
    pack_evidence,
    unpack_evidence,
)
from autograder.grading.evidence.machines import FarEvidence
from autograder.values.text import MalformedError, printable

DONE, HELD_UP, TOO_LARGE, FAILED = b"E", b"H", b"L", b"F"
LONGEST = 1000
"""Characters of a reason."""


@dataclass(frozen=True)
class FarFailure:
    """A worker could not do its part: no fault of the submission's."""

    reason: str


class TooLarge:
    """The evidence is more than may travel."""


RunReply = FarEvidence | TooLarge | FarFailure


def pack_reply(reply: RunReply) -> bytes:
    """A reply as bytes."""
    if isinstance(reply, FarFailure):
        return FAILED + reply.reason[:LONGEST].encode("utf-8", "replace")
    if isinstance(reply, TooLarge):
        return TOO_LARGE
    try:
        return (HELD_UP if reply.held_up else DONE) + pack_evidence(reply.evidence)
    except TooMuchError:
        return TOO_LARGE


def unpack_reply(content: object, steps: Sequence[Step], fingerprint: str) -> RunReply:
    """The reply of `pack_reply` for a run of these steps; a failure where it is none, or of something
    else. Whatever a worker sends, it is only read."""
    if type(content) is not bytes or not 0 < len(content) <= MOST_BYTES + HEAD + 1:
        return FarFailure("it sent something that is no reply")
    kind, rest = content[:1], content[1:]
    if kind == TOO_LARGE:
        return TooLarge()
    if kind == FAILED:
        return FarFailure(printable(rest.decode("utf-8", "replace"), LONGEST))
    if kind not in (DONE, HELD_UP):
        return FarFailure("it sent a reply of an unknown form")
    try:
        evidence = unpack_evidence(rest, steps)
    except MalformedError as error:
        return FarFailure(f"its evidence can't be used: {error}")
    if evidence.fingerprint != fingerprint:
        return FarFailure("its evidence is of something else than was asked")
    return FarEvidence(evidence, kind == HELD_UP)
