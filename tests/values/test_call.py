"""Replies that say the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from autograder.values.call import Reply

REPLY = Reply(np.array([1.0, np.nan]), type_name="ndarray")
OTHERS = {
    "number": replace(REPLY, value=np.array([1.0, 2.0])),
    "type": replace(REPLY, value=np.array([1.0, np.nan], np.float32)),
    "shape": replace(REPLY, value=np.array([[1.0, np.nan]])),
    "none": replace(REPLY, value=None, problem="none"),
    "words": replace(REPLY, type_name="list"),
    "changed": replace(REPLY, changed=True),
    "library": replace(REPLY, libraries=("scipy",)),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_says_something_else(other):
    assert not REPLY.same_as(other)
    assert not other.same_as(REPLY)


def test_what_says_the_same():
    assert REPLY.same_as(replace(REPLY, value=REPLY.value.copy()))
    failed = Reply(problem="error", detail="E: no")
    assert failed.same_as(replace(failed))
