"""What the slips of a kind do to one question: which can be seen in it, and which can be told apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SortedSlips:
    """Every slip of a question's kind, sorted by what it does to this question."""

    apart: frozenset[str]
    """Those that give a wrong answer of their own."""
    together: frozenset[frozenset[str]]
    """Groups that give one and the same wrong answer: nobody can tell them apart here."""
    blind: frozenset[str]
    """Those that can be made here and leave the whole question right: its blind spots."""
    absent: frozenset[str]
    """Those that have no meaning here."""

    @property
    def names(self) -> frozenset[str]:
        """All of the kind."""
        return self.apart.union(self.blind, self.absent, *self.together)

    @property
    def seen(self) -> frozenset[str]:
        """Those that give a wrong answer."""
        return self.apart.union(*self.together)


def sort_slips(
    names: Iterable[str],
    wrong: Mapping[str, Mapping[str, Sequence[Any]]],
    fingerprint: Callable[[str, Any], Hashable] = lambda part, answer: answer,
) -> SortedSlips:
    """Sorts slips by the wrong answers they give.

    `names` are all of the kind; `wrong` has, by slip and part, the wrong answers, which `fingerprint`
    tells apart.
    """
    groups: dict[Hashable, set[str]] = {}
    for slip, parts in wrong.items():
        found = frozenset(
            (part, frozenset(fingerprint(part, answer) for answer in answers))
            for part, answers in parts.items()
            if answers
        )
        if found:
            groups.setdefault(found, set()).add(slip)
    seen = frozenset().union(*groups.values()) if groups else frozenset()
    return SortedSlips(
        apart=frozenset(slip for group in groups.values() if len(group) == 1 for slip in group),
        together=frozenset(frozenset(group) for group in groups.values() if len(group) > 1),
        blind=frozenset(wrong) - seen,
        absent=frozenset(names) - frozenset(wrong),
    )
