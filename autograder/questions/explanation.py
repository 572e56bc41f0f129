"""Which slips explain a whole answer, from what explains each of its parts, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.convolution.slips.slip import Rank
from autograder.questions.verdict import Drawing, Explained, Finding, ToldSlip

MOST_IDEAS = 2
"""Ideas that are told of one question; whoever mends those hears of the next ones."""


@dataclass(frozen=True)
class Explanation:
    """What explains an answer."""

    slips: tuple[ToldSlip, ...] = ()
    """One for each slip and part, the idea that explains most first."""
    sentences: tuple[str, ...] = ()
    """What the student is told."""
    rows: Mapping[str, Drawing] = field(default_factory=dict)
    """By part that is explained: what draws it."""
    unsure: bool = False
    """Whether several ideas explain some part as well as each other, so that none of them is told."""


@dataclass(frozen=True)
class _Idea:
    """The same slips, made in some parts of a question."""

    names: tuple[str, ...]
    by_part: tuple[tuple[str, Explained], ...]

    @property
    def parts(self) -> frozenset[str]:
        """The parts that it explains."""
        return frozenset(part for part, _ in self.by_part)

    @property
    def order(self) -> tuple[int, int, int]:
        """The best first: explains most parts, with fewest slips, the commonest ones."""
        steps = self.by_part[0][1].steps
        return -len(self.by_part), len(steps), sum(step.order for step in steps)

    @property
    def is_shown(self) -> bool:
        """Whether there is enough to tell it: what is seldom done must be seen twice, and each of two
        slips by itself."""
        rarest = max(step.rank for _, explained in self.by_part for step in explained.steps)
        needed = max(2 if rarest is Rank.RARE else 1, len(self.names))
        return sum(explained.seen for _, explained in self.by_part) >= needed

    def where(self, among_others: bool) -> str:
        """Where it was made, as the beginning of a sentence: the parts, where others have another idea,
        and the layer, where it is the same in all of them."""
        parts = ", ".join(f"`{part}`" for part, _ in self.by_part) if among_others else ""
        places = {explained.where for _, explained in self.by_part}
        place = places.pop() if len(places) == 1 else ""
        named = ", ".join(filter(None, (parts, place)))
        return f"{named[0].upper()}{named[1:]}: " if named else ""

    @property
    def idea(self) -> str:
        """What it has in common with others."""
        _, explained = self.by_part[0]
        return "+".join(step.idea or step.slip for step in explained.steps)


def explanation(findings: Sequence[Finding]) -> Explanation:
    """The slips that explain an answer: as few ideas as possible, each told at its parts.

    A slip that a right part contradicts is not told. Of ideas that explain as many parts the commoner
    is told; where they are equally common, and not one idea, none is: no explanation is better than a
    wrong one.
    """
    against = frozenset().union(*(finding.against for finding in findings))
    left = {
        finding.part: tuple(way for way in finding.ways if not _speaks(against, way))
        for finding in findings
    }
    told: list[_Idea] = []
    unsure = False
    while len(told) < MOST_IDEAS:
        ideas = sorted(
            (idea for idea in _ideas(left) if idea.is_shown), key=lambda idea: idea.order
        )
        if not ideas:
            break
        best = ideas[0]
        rivals = [idea for idea in ideas if idea.order == best.order and idea.parts & best.parts]
        if len({rival.idea for rival in rivals}) == 1:
            told.append(best)
        else:
            unsure = True
        for part in best.parts:
            del left[part]
    return Explanation(
        tuple(
            ToldSlip(step.slip, part, step.place.layer, step.place.axis)
            for idea in told
            for part, explained in idea.by_part
            for step in explained.steps
        ),
        tuple(
            f"{idea.where(len(told) > 1)}{sentence}"
            for idea in told
            for sentence in dict.fromkeys(explained.sentence for _, explained in idea.by_part)
        ),
        {part: explained.row for idea in told for part, explained in idea.by_part},
        unsure,
    )


def _speaks(against: frozenset[tuple[str, object]], way: Explained) -> bool:
    return any((step.slip, mark) in against for step in way.steps for mark in step.place.marks)


def _ideas(left: dict[str, tuple[Explained, ...]]) -> list[_Idea]:
    """What explains the parts that are left, each way in all parts where it does."""
    found: dict[tuple[tuple[str, int], ...], dict[str, Explained]] = {}
    for part, ways in left.items():
        for way in ways:
            made = tuple((step.slip, step.place.variant) for step in way.steps)
            found.setdefault(made, {}).setdefault(part, way)
    return [
        _Idea(tuple(name for name, _ in made), tuple(parts.items()))
        for made, parts in found.items()
    ]
