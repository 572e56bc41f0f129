"""What students get of one part of a function question, worked out where the public part is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from autograder.convolution.slips.functions.work import FunctionSlip
from autograder.convolution.tasks import Task
from autograder.questions.function.cases import Case, Cases, simple_cases
from autograder.questions.function.imprint import AS_RIGHT, NOTHING, UNKNOWN, Imprint
from autograder.questions.function.part import Example, ExpectedPart, ShownPart
from autograder.questions.function.suspect import Recomputed

TRIED = 250
"""Small cases that are looked through."""
MOST_SMALL = 16
"""Of which so many are kept."""


def shown_part(
    part: ExpectedPart,
    cases: Cases,
    task: Task,
    seed: int,
    suspects: Sequence[Recomputed],
    example: Callable[[Case], Example],
) -> ShownPart:
    """The public examples, what slips give on them, and small cases on which they show."""
    imprints = list(_imprints(part.examples, suspects))
    names = {imprint.steps for imprint in imprints}
    showing = [one for one in suspects if len(one.steps) == 1 and one.steps in names]
    tried = [example(case) for case in simple_cases(cases, task, seed, TRIED)]
    return ShownPart(
        part.name,
        part.examples,
        tuple(imprint.written() for imprint in imprints),
        _small(tried, showing),
    )


def _imprints(examples: Sequence[Example], suspects: Sequence[Recomputed]) -> Iterator[Imprint]:
    """Those that differ from what is right. What two slips give is left out where one slip gives the
    same."""
    known: set[tuple[str, ...]] = set()
    named: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    showing: set[FunctionSlip] = set()
    for suspect in suspects:  # those with one slip come first
        if len(suspect.slips) > 1 and not showing.issuperset(suspect.slips):
            continue
        imprint = suspect.imprint(examples)
        names = tuple(step.slip for step in imprint.steps)
        if set(imprint.marks) <= {AS_RIGHT, NOTHING, UNKNOWN}:
            continue
        if len(names) == 1:
            showing.update(suspect.slips)
        if (names, imprint.marks) in named:
            continue
        if len(names) == 1 or imprint.marks not in known:
            yield imprint
        named.add((names, imprint.marks))
        if len(names) == 1:
            known.add(imprint.marks)


def _small(tried: Sequence[Example], suspects: Sequence[Recomputed]) -> tuple[Example, ...]:
    """For each suspect the smallest case on which it gives something wrong; of these the smallest."""
    kept: dict[int, Example] = {}
    for suspect in suspects:
        for number, example in enumerate(tried):
            if suspect.output(example) is not example.expected:
                kept[number] = example
                break
    return tuple(kept[number] for number in sorted(kept)[:MOST_SMALL])
