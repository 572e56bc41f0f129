"""What a slip is: a small named change of a question, to which a wrong answer is the right one.

"The same layers with padding 'valid'", "the kernel before it is mirrored", "the mean without the
division": whoever makes a slip answers another question than was asked, and answers it well. A slip
is declared once, for what it changes, and holds wherever that occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

Asked = TypeVar("Asked")
"""What is asked, as data that can be changed: a walk through layers, a kernel, a layer at work."""


class Rank(IntEnum):
    """How often people make a slip. Where two explain an answer equally well, the commoner is told."""

    DAILY = 1
    COMMON = 2
    RARE = 3


@dataclass(frozen=True)
class SlipPlace:
    """Where a slip was made."""

    occasions: frozenset[Hashable] = frozenset()
    """What invited it. A right part in which one of these stands, and which the slip would have made
    wrong, speaks against it; where there are none, every right part that it would change."""
    layer: int | None = None
    """The number of the layer in its chain, from 0, where it was made in one of several."""
    axis: int | None = None
    """0 for the rows, 1 for the columns, where it was made on one of them alone."""
    variant: int = 0
    """Which of several ways to make it: whoever makes it, makes it the same way everywhere."""
    once: bool = False
    """Whether it could have been made elsewhere in the same question, and was not."""

    @property
    def marks(self) -> frozenset[Hashable]:
        """What a right part is asked for: its occasions, each with the way to make the slip there."""
        return frozenset((self.variant, occasion) for occasion in self.occasions or {None})


@dataclass(frozen=True)
class SlipStep:
    """One slip, made at one place of a question."""

    slip: str
    rank: Rank = Rank.COMMON
    idea: str = ""
    """What several slips may have in common, so that they can be told in one breath."""
    place: SlipPlace = SlipPlace()

    @property
    def order(self) -> int:
        """What is likelier has a smaller one: what is common, and made wherever it could be made."""
        return self.rank + self.place.once


@dataclass(frozen=True)
class Changed(Generic[Asked]):
    """A question after one slip or more."""

    asked: Asked
    steps: tuple[SlipStep, ...]
    shows: str
    """What the last of them shows on: that of `Slip`."""


@dataclass(frozen=True)
class Slip(Generic[Asked]):
    """A known way to change a question without noticing. What students are told of it stands with the
    kinds of questions, in their `sentences`."""

    name: str
    """A slug that stands for it in rubrics and in marks, the same in several tables where the idea
    is the same."""
    change: Callable[[Asked], Iterable[tuple[Asked, SlipPlace]]]
    """The questions that it makes of one, and where it was made; none where it has no meaning."""
    rank: Rank = Rank.COMMON
    idea: str = ""
    shows: str = ""
    """On what of an answer it shows: of two slips that show on different things, both can be seen."""
    on_paper: bool = False
    """Whether it is made in a calculation: nobody makes it whose answer a library computes."""
    lapse: bool = False
    """Whether it happens once and says nothing of what somebody thinks: no right part speaks against it."""

    def of(self, before: Changed[Asked]) -> Iterator[Changed[Asked]]:
        """The questions that it makes of one, perhaps after other slips."""
        for asked, place in self.change(before.asked):
            step = SlipStep(self.name, self.rank, self.idea, place)
            yield Changed(asked, (*before.steps, step), self.shows)


class Named(Protocol):
    """What has a name: a slip of any table."""

    @property
    def name(self) -> str:
        """As in `Slip`."""


AnyNamed = TypeVar("AnyNamed", bound=Named)
AnySlip = TypeVar("AnySlip", bound=Slip[Any])


def named(name: str, slips: Sequence[AnyNamed]) -> AnyNamed:
    """The slip of this name. KeyError where the table has none."""
    for slip in slips:
        if slip.name == name:
            return slip
    raise KeyError(name)


def lapse(slip: AnySlip) -> AnySlip:
    """The slip as one that happens once."""
    return replace(slip, lapse=True)
