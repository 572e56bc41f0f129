"""What all inputs have in common on which a function is right, and all lack on which it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from autograder.questions.function.attempt import Attempt
from autograder.questions.function.properties import PROPERTIES, Property, told
from autograder.questions.verdict import Explained

LEAST = 3
"""So many inputs must be right, and so many wrong, before what they have in common is told."""
LEAST_ALONE = 2
"""Of two properties each must be lacked alone by so many wrong inputs."""


def lacking(
    wrong: Sequence[Attempt], right: Sequence[Attempt], most: int = 2, where: str = ""
) -> tuple[Explained, ...]:
    """What the right inputs have and the wrong ones lack, where the evidence is clear: one property, or
    two (if `most` allows) of which every wrong input lacks one; none where several would do as well."""
    if len(wrong) < LEAST or len(right) < LEAST:
        return ()
    missing = {
        prop.name: frozenset(
            number for number, attempt in enumerate(wrong) if not prop.holds(attempt.example)
        )
        for prop in PROPERTIES
        if all(prop.holds(attempt.example) for attempt in right)
    }
    everything = frozenset(range(len(wrong)))
    named = {prop.name: prop for prop in PROPERTIES}
    alone = [named[name] for name, without in missing.items() if without == everything]
    if alone:
        return (_explained(alone, len(wrong), where),) if len(alone) == 1 else ()
    if most < 2:
        return ()
    both = [
        [named[one], named[other]]
        for one, other in combinations(missing, 2)
        if missing[one] | missing[other] == everything
        and len(missing[one] - missing[other]) >= LEAST_ALONE
        and len(missing[other] - missing[one]) >= LEAST_ALONE
    ]
    return (_explained(both[0], len(wrong), where),) if len(both) == 1 else ()


def _explained(properties: Sequence[Property], seen: int, where: str) -> Explained:
    steps = tuple(one.step for one in properties)
    return Explained(steps, told(properties), seen, where=where)
