"""What a rubric says of the mistakes of the catalogue, and how that is worked out again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from autograder.errors import did_you_mean


@dataclass(frozen=True)
class Mistakes:
    """Every mistake of a question's catalogue, sorted by what it does to this question."""

    apply: tuple[str, ...] = ()
    """Mistakes that give a wrong answer of their own."""
    together: tuple[tuple[str, ...], ...] = ()
    """Groups that give one and the same wrong answer: the student is told of all of a group. A verdict
    carries the name of the group's first."""
    cannot: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reason -> mistakes that have no meaning here, or would give the right answer."""

    @property
    def names(self) -> tuple[str, ...]:
        """All mistakes that a student may be told of, those with an answer of their own first."""
        return self.apply + tuple(name for group in self.together for name in group)

    @property
    def excluded(self) -> tuple[str, ...]:
        """All mistakes that cannot be made, or not be seen, in this question."""
        return tuple(name for names in self.cannot.values() for name in names)


@dataclass(frozen=True)
class MistakeGroups:
    """The same three lists as the arithmetic gives them."""

    apply: frozenset[str]
    together: frozenset[frozenset[str]]
    cannot: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """All of the catalogue."""
        return self.apply.union(self.cannot, *self.together)


def sort_mistakes(answers: Mapping[str, Hashable | None]) -> MistakeGroups:
    """Sorts mistakes by the wrong answers they give.

    `answers` has, for every mistake of the catalogue, something that identifies the wrong answer
    which it gives to the whole question, or None where it gives none.
    """
    groups: dict[Hashable, set[str]] = {}
    for name, answer in answers.items():
        if answer is not None:
            groups.setdefault(answer, set()).add(name)
    return MistakeGroups(
        apply=frozenset(name for group in groups.values() if len(group) == 1 for name in group),
        together=frozenset(frozenset(group) for group in groups.values() if len(group) > 1),
        cannot=frozenset(name for name, answer in answers.items() if answer is None),
    )


def differences(declared: Mistakes, found: MistakeGroups) -> tuple[str, ...]:
    """What a rubric says otherwise than the arithmetic: one sentence each, none where they agree."""
    everything = declared.names + declared.excluded
    unknown = frozenset(everything) - found.names
    told = [
        f"there is no mistake {name} of this kind of question{did_you_mean(name, found.names)}"
        for name in sorted(unknown)
    ]
    for title, said, is_so in (
        ("apply", frozenset(declared.apply) - unknown, found.apply),
        ("cannot", frozenset(declared.excluded) - unknown, found.cannot),
    ):
        if said - is_so:
            told.append(f"`{title}` should not list {_names(said - is_so)}")
        if is_so - said:
            told.append(f"`{title}` should list {_names(is_so - said)}")
    said_groups = {frozenset(group) for group in declared.together if unknown.isdisjoint(group)}
    for group in sorted(said_groups - found.together, key=sorted):
        told.append(f"{_names(group)} do not give one and the same answer")
    for group in sorted(found.together - said_groups, key=sorted):
        told.append(f"{_names(group)} can't be told apart: list them in `together`")
    for name in sorted({name for name in everything if everything.count(name) > 1}):
        told.append(f"{name} is listed twice")
    return tuple(told)


def no_longer(declared: Mistakes, found: MistakeGroups) -> frozenset[str]:
    """The mistakes that a rubric tells as a wrong answer of their own, and that can't be made."""
    return frozenset(declared.apply) & found.cannot


def _names(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
