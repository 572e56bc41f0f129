"""What a mistake is: a name, and what somebody who makes it would give in place of the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Wrong = TypeVar("Wrong")


@dataclass(frozen=True)
class Mistake(Generic[Wrong]):
    """A known misconception. Tables of them are in order of priority, the specific before the general.

    What students are told of it stands with the kinds of questions, in their `sentences`.
    """

    name: str
    """A slug that stands for it in rubrics and in marks, the same in several tables where the idea
    is the same."""
    wrong: Wrong
    """What it gives, worked out from the question; each table says in which form."""
