"""Which slips explain an answer: the questions that they make of the one asked, answered and compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from autograder.convolution.slips.slip import Asked, Changed, Slip, SlipStep

Result = TypeVar("Result")


def singles(asked: Asked, slips: Sequence[Slip[Asked]]) -> Iterator[Changed[Asked]]:
    """Every question that one slip makes of this one."""
    start = Changed(asked, (), "")
    for slip in slips:
        yield from slip.of(start)


def pairs(
    first: Sequence[Changed[Asked]], slips: Sequence[Slip[Asked]]
) -> Iterator[Changed[Asked]]:
    """Every question that one slip more makes of these, where the two show on different things. They
    are taken in the order of the slips, so that no two are tried both ways round."""
    order = list(dict.fromkeys(slip.shows for slip in slips))
    for changed in first:
        for slip in slips:
            if slip.shows and order.index(slip.shows) > order.index(changed.shows):
                yield from slip.of(changed)


def explaining(
    asked: Asked,
    slips: Sequence[Slip[Asked]],
    compute: Callable[[Asked], Result | None],
    is_given: Callable[[Result], bool],
    is_near: Callable[[Result], bool] = lambda result: True,
) -> list[tuple[SlipStep, ...]]:
    """The fewest slips, one or two, after which the answer that was given is exactly right: all ways,
    those of the first slips first. `is_given` says of a result whether it is what was given (the right
    answer must not be), `is_near` whether one slip more may make it so."""
    near = []
    found = []
    for changed in singles(asked, slips):
        result = compute(changed.asked)
        if result is not None and is_given(result):
            found.append(changed.steps)
        elif result is not None and is_near(result):
            near.append(changed)
    return found or [
        changed.steps
        for changed in pairs(near, slips)
        if (result := compute(changed.asked)) is not None and is_given(result)
    ]


def speaking_against(
    asked: Asked,
    slips: Sequence[Slip[Asked]],
    compute: Callable[[Asked], Result | None],
    is_right: Callable[[Result], bool],
) -> frozenset[tuple[str, Hashable]]:
    """What a right answer contradicts: slips that would have made it wrong, each with the occasion that
    stands in the question."""
    against: set[tuple[str, Hashable]] = set()
    for changed in singles(asked, slips):
        (step,) = changed.steps
        if len(step.place.occasions) > 1:  # which of them it was made at can't be told
            continue
        result = compute(changed.asked)
        if result is not None and not is_right(result):
            against |= {(step.slip, mark) for mark in step.place.marks}
    return frozenset(against)
