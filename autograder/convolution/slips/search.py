"""Which slips explain an answer: the questions that they make of the one asked, answered and compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from autograder.convolution.slips.slip import Asked, Changed, Slip

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


def after_one(
    asked: Asked, slips: Sequence[Slip[Asked]], compute: Callable[[Asked], Result | None]
) -> Iterator[tuple[Changed[Asked], Result]]:
    """Every question that one slip makes of this one, with what it gives; without those that give nothing."""
    for changed in singles(asked, slips):
        result = compute(changed.asked)
        if result is not None:
            yield changed, result


def explaining(
    tried: Iterable[tuple[Changed[Asked], Result]],
    second: Sequence[Slip[Asked]],
    compute: Callable[[Asked], Result | None],
    is_given: Callable[[Result], bool],
    is_near: Callable[[Changed[Asked], Result], bool] = lambda changed, result: True,
) -> list[Changed[Asked]]:
    """What `tried` has after one slip, or else what a `second` makes of it, after which the answer that
    was given is exactly right: all ways with the fewest slips, those of the first slips first. `is_given`
    says of a result whether it is what was given (the right answer must not be), `is_near` whether one
    slip more may make it so."""
    near = []
    found = []
    for changed, result in tried:
        if is_given(result):
            found.append(changed)
        elif second and is_near(changed, result):
            near.append(changed)
    return found or [
        changed
        for changed in pairs(near, second)
        if (after_two := compute(changed.asked)) is not None and is_given(after_two)
    ]


def speaking_against(
    asked: Asked,
    slips: Sequence[Slip[Asked]],
    compute: Callable[[Asked], Result | None],
    is_right: Callable[[Result], bool],
) -> frozenset[tuple[str, Hashable]]:
    """What a right answer contradicts: slips that would have made it wrong, each with the occasion that
    stands in the question. Not those that happen once."""
    against: set[tuple[str, Hashable]] = set()
    for changed in singles(asked, [slip for slip in slips if not slip.lapse]):
        (step,) = changed.steps
        if len(step.place.occasions) > 1:  # which of them it was made at can't be told
            continue
        result = compute(changed.asked)
        if result is not None and not is_right(result):
            against |= {(step.slip, mark) for mark in step.place.marks}
    return frozenset(against)
