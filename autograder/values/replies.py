"""Replies on their way to the grader: a hostile process sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograder.values.call import Reply, ReplyProblem
from autograder.values.callers import LIBRARIES
from autograder.values.message import pack, unpack
from autograder.values.tensors import extent
from autograder.values.text import MalformedError, printable

OWN_WORDS = ("error", "not-an-array")
"""Problems of which the notebook's code may have something to say."""
DETAILS: dict[ReplyProblem, str] = {
    "ended": "arrays larger than allowed",
    "interrupted": "the call took too long",
    "not-reached": "there is nothing to call",
}
"""What is said of other problems, whatever the notebook's process says of them."""


def pack_replies(replies: Sequence[Reply], array_bytes: int) -> bytes:
    """A message with replies, as the notebook's process sends it."""
    arrays = [reply.value for reply in replies if reply.value is not None]
    if sum(extent(array.shape, array.itemsize) for array in arrays) > array_bytes:
        return pack((Reply(problem="ended", detail=DETAILS["ended"]),))
    return pack(tuple(replies))


def unpack_replies(
    payload: bytes, calls: int, array_bytes: int, reply_bytes: int
) -> tuple[Reply, ...]:
    """The replies to so many calls; fewer only where the last one tells of a problem.

    Raises:
        MalformedError: no honest process sends this.
    """
    replies: tuple[Reply, ...] = unpack(payload, tuple[Reply, ...], array_bytes)
    if not 1 <= len(replies) <= calls or (len(replies) < calls and not replies[-1].stopped):
        raise MalformedError("replies to other calls")
    return tuple(_checked(reply, reply_bytes) for reply in replies)


def _checked(reply: Reply, most: int) -> Reply:
    if (reply.problem is None) != (reply.value is not None):
        raise MalformedError("a reply with a value and a problem, or with neither")
    if reply.value is not None and reply.value.nbytes > most:
        raise MalformedError("a reply that is too large")
    return cleaned(reply)


def cleaned(reply: Reply) -> Reply:
    """The reply with its texts as lines that can be shown, and no libraries but those that are
    known."""
    detail = DETAILS.get(reply.problem or "none", "")
    if reply.problem in OWN_WORDS:
        detail = reply.detail
    return replace(
        reply,
        type_name=printable(reply.type_name, 80),
        detail=printable(detail, 500),
        libraries=tuple(name for name in LIBRARIES if name in reply.libraries),
    )
