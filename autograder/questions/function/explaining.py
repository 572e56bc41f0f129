"""Which slips explain the wrong parts of a function question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograder.convolution.slips.slip import SlipStep
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.in_common import lacking
from autograder.questions.function.sentences import sentence
from autograder.questions.function.suspect import Suspect
from autograder.questions.verdict import Explained

Attempts = Sequence[Attempt]
SEPARATE = ("output_shape",)
"""Tasks whose parts ask for different layers, for each of which a function may have lines of its own."""
NEEDED_BY_TWO = 2
"""Wrong cases that are needed before two slips at once are told of them."""


def explained_parts(
    task: str,
    names: Sequence[str],
    parts: Sequence[Attempts],
    suspects: Callable[[int], Sequence[Suspect]],
) -> list[tuple[Explained, ...]]:
    """For each part what explains it: the slips after which a right function would have given the same in
    every case, else what the wrong inputs lack; nothing for parts that are right. `suspects` gives the
    functions with slips that are tried on the part of that number."""
    found = [
        _matching(of_part, suspects(number)) if any(item.fault for item in of_part) else []
        for number, of_part in enumerate(parts)
    ]
    if task not in SEPARATE:
        found = _borne_out(found, parts, suspects)
    single = {
        suspect.steps[0].slip for of_part in found for suspect in of_part if suspect.count == 1
    }
    ways = [_ways(task, of_part, some, single) for of_part, some in zip(parts, found, strict=True)]
    return ways if any(ways) else _in_common(names, parts)


def _matching(attempts: Attempts, suspects: Sequence[Suspect]) -> list[Suspect]:
    """The suspects with the fewest slips that give the same in every case."""
    wrong = [attempt for attempt in attempts if attempt.fault]
    if not all(attempt.is_comparable for attempt in attempts):
        return []
    if not any(attempt.outcome is not None for attempt in wrong):
        return []  # errors alone tell nothing
    # What is wrong tells most, and of that what is small is worked out fastest
    ordered = sorted(attempts, key=lambda item: (item.fault is None, item.example.case.extent))
    found: list[Suspect] = []
    for suspect in suspects:  # those with one slip come first
        if found and suspect.count > found[0].count:
            break
        if suspect.count > 1 and len(wrong) < NEEDED_BY_TWO:
            break
        if all(map(suspect.gives, ordered)):
            found.append(suspect)
    return found


def _borne_out(
    found: Sequence[Sequence[Suspect]],
    parts: Sequence[Attempts],
    suspects: Callable[[int], Sequence[Suspect]],
) -> list[list[Suspect]]:
    """What was found, without single slips that show in more parts which they don't explain, right or
    wrong, than in parts which they do: a function is one piece of code, so that is chance."""
    explained: dict[tuple[SlipStep, ...], set[int]] = {}
    for number, of_part in enumerate(found):
        for suspect in of_part:
            if suspect.count == 1:
                explained.setdefault(suspect.steps, set()).add(number)
    chance = {
        steps
        for steps, numbers in explained.items()
        if len(numbers) <= len(parts) // 2
        and sum(
            _shows(steps, suspects(number), parts[number])
            for number in range(len(parts))
            if number not in numbers and not _is_part_of(steps, found[number])
        )
        > len(numbers)
    }
    return [[suspect for suspect in of_part if suspect.steps not in chance] for of_part in found]


def _shows(
    steps: tuple[SlipStep, ...], suspects: Sequence[Suspect], attempts: Sequence[Attempt]
) -> bool:
    public = [attempt.example for attempt in attempts if attempt.quotable]
    return any(suspect.steps == steps and suspect.shows(public) for suspect in suspects)


def _is_part_of(steps: tuple[SlipStep, ...], found: Sequence[Suspect]) -> bool:
    return any(set(steps) <= set(suspect.steps) for suspect in found)


def _ways(
    task: str, attempts: Attempts, suspects: Sequence[Suspect], single: set[str]
) -> tuple[Explained, ...]:
    """What is told of these suspects, one for each slip: of two slips the one that no other part tells."""
    seen = sum(attempt.fault is not None and attempt.outcome is not None for attempt in attempts)
    ways: dict[tuple[str, ...], Explained] = {}
    for suspect in suspects:
        new = tuple(step for step in suspect.steps if step.slip not in single)
        steps = new if suspect.count > 1 and new else suspect.steps
        names = tuple(step.slip for step in steps)
        ways.setdefault(names, Explained(steps, sentence(task, steps), seen))
    return tuple(ways.values())


def _in_common(names: Sequence[str], parts: Sequence[Attempts]) -> list[tuple[Explained, ...]]:
    """What the wrong inputs of all parts lack and all right ones have; where that is unclear, those of one
    part, and at last beside the right ones of the same part."""
    every = [attempt for of_part in parts for attempt in of_part]
    if not all(attempt.fault is None or attempt.fault.may_be_of_input for attempt in every):
        return [()] * len(parts)
    right = [attempt for attempt in every if attempt.fault is None]
    of_all = lacking([attempt for attempt in every if attempt.fault], right)
    ways = []
    for name, of_part in zip(names, parts, strict=True):
        wrong = [attempt for attempt in of_part if attempt.fault]
        own = [attempt for attempt in of_part if attempt.fault is None]
        found = of_all if wrong else ()
        if wrong and own:
            found = found or lacking(wrong, right, most=1)
            found = found or lacking(wrong, own, most=1, where=f"in `{name}`")
        ways.append(found)
    return ways
