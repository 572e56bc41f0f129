"""What is known of each step when a run is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.engine.session import Step, Taken


@dataclass(frozen=True)
class StepResult:
    """One step that was run, or left out."""

    outputs: tuple[dict[str, Any], ...]
    count: int | None
    error: str | None
    taken: dict[str, Taken]


def error_result(step: Step, count: int | None, name: str, words: str) -> StepResult:
    """The result of a step that was left out: an error that says why, and no values."""
    output = {
        "output_type": "error",
        "ename": name,
        "evalue": words,
        "traceback": [f"{name}: {words}"],
    }
    return StepResult((output,), count, name, missing(step, words))


def missing(step: Step, detail: str) -> dict[str, Taken]:
    """What is said of all exports of a step that was not reached."""
    return {e.label: Taken(problem="not-reached", detail=detail) for e in step.exports or ()}


def execution_counts(steps: Sequence[Step]) -> tuple[int | None, ...]:
    """The number of each step, as Jupyter gives them: an empty cell has none, an export counts as
    the cell for which it stands."""
    counts: list[int | None] = []
    number = 0
    for step in steps:
        counted = step.exports is not None or not (not step.source or step.source.isspace())
        number += counted
        counts.append(number if counted else None)
    return tuple(counts)
