"""A port behind which stands a function of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.values.call import Call, Port, Reply
from autograder.values.export import Export
from autograder.values.kept import Kept


class FakePort(Port):
    """Has calls made by a function that takes one call and gives its reply, or an array alone."""

    def __init__(self, reply: Callable[[Call], Any]) -> None:
        self._reply = reply

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        replies = [self._reply(call) for call in calls]
        return tuple(Reply(item) if isinstance(item, np.ndarray) else item for item in replies)


class KeptPort(Port):
    """Has calls made of what a notebook keeps, as a grader's session does: one that is interrupted is
    the last."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        replies: list[Reply] = []
        try:
            for call in calls:
                replies.append(self._kept.reply(call))
        except KeyboardInterrupt:
            replies.append(Reply(problem="interrupted"))
        return tuple(replies)
