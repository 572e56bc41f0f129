"""A student's function on one case."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.questions.function.imprint import AS_RIGHT, mark
from autograder.questions.function.part import Example
from autograder.questions.function.tryout import Fault
from autograder.questions.own_words import error_type
from autograder.values.call import Reply


@dataclass(frozen=True, eq=False)
class Attempt:
    """What a function gave on one case."""

    example: Example
    reply: Reply | None
    """None where it was not called."""
    fault: Fault | None
    """What is wrong with it; None where it is right."""
    quotable: bool = False
    """Whether an error's own words may be told, where the input is shown: those on an input that
    students have, or that was looked for to be shown to them."""

    @property
    def words(self) -> str:
        """What is told of an error where the input is shown beside it: its words, or its type."""
        words = "" if self.fault is None else self.fault.words
        return words if self.quotable else error_type(words)

    @property
    def is_comparable(self) -> bool:
        """Whether slips may explain what it gave: an array, right or wrong, or an error."""
        if self.fault is None or self.fault.kind in ("values", "shape"):
            return True
        return self.reply is not None and self.reply.problem == "error"

    @property
    def outcome(self) -> np.ndarray | None:
        """The array that it gave; None for an error, or where nothing is in it."""
        value = None if self.reply is None else self.reply.value
        return None if value is None or not value.size else value

    @cached_property
    def mark(self) -> str:
        """What stands for what it gave, as in an `Imprint`."""
        return AS_RIGHT if self.fault is None else mark(self.outcome)

    @property
    def may_shrink(self) -> bool:
        """Whether a smaller case may show the same. How long a call takes, or what it calls, says
        nothing of the case."""
        ended = ("ended", "uses-library", "not-repeatable")
        return self.fault is not None and self.fault.kind not in ended

    @property
    def alike(self) -> Hashable:
        """The same for two faults of which one example is enough."""
        assert self.fault is not None, "only what is wrong is alike"
        if self.fault.kind == "values":
            return self.example.case.key
        return self.fault.kind, self.fault.sentence, self.fault.words
