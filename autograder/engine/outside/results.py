"""What is known of each step, from one process or several, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.engine.outside.command import CommandEnd
from autograder.engine.outside.notices import NOTICES, incident
from autograder.engine.outside.recording import Recording
from autograder.engine.refusal import Refusal, in_words
from autograder.engine.session import Limits, Run, Step, StepIncident
from autograder.values.export import Export
from autograder.values.value import Value

MOST_REFUSAL_STEPS = 5
"""Steps of which it is told that the sandbox refused something."""


@dataclass(frozen=True, eq=False)
class StepResult:
    """One step that was run, or left out."""

    outputs: tuple[dict[str, Any], ...]
    count: int | None
    error: str | None
    values: Mapping[str, Value]
    process: int | None = None
    """The number of the process that ran it, and that keeps what can be called."""


class Results:
    """Collects the results of a session's steps, and its incidents."""

    def __init__(self, steps: Sequence[Step], limits: Limits) -> None:
        self._steps = steps
        self._limits = limits
        self._results: dict[int, StepResult] = {}
        self._incidents: dict[tuple[str, int | None], StepIncident] = {}
        self.counts = execution_counts(steps)
        """The execution count of each step."""
        self.held_up = False
        """Whether a limit of time was met that the machine may be to blame for."""
        self.left_out: dict[int, str] = {}
        """Steps that had to be killed, or that ended their process, and the kind of incident."""

    def pending(self) -> Iterator[tuple[int, Step]]:
        """The steps that are to be run, with their numbers: none that is empty or left out."""
        for index, step in enumerate(self._steps):
            if index not in self.left_out and self.counts[index] is not None:
                yield index, step

    def tell(self, kind: str, step: int | None, how: str = "") -> tuple[str, str]:
        """Note an incident, one of a kind for each step; its error's name and words."""
        new = incident(kind, step, self._limits, how)
        first = self._incidents.setdefault((kind, step), new)
        return NOTICES[kind].error, first.student

    def note(self, step: int, end: CommandEnd) -> None:
        """Note what has to be known of each command of a step: what was refused, and whether the
        machine held it up."""
        self.held_up |= end.held_up
        self._tell_refusals(step, end.refusals)

    def _tell_refusals(self, step: int, refusals: Sequence[Refusal]) -> None:
        """Note what the sandbox refused, if anything; of a notebook that goes on trying, the first
        few steps say enough."""
        count = sum(kind == "sandbox-refusal" for kind, _ in self._incidents)
        if refusals and count < MOST_REFUSAL_STEPS:
            self.tell("sandbox-refusal", step, in_words(refusals))

    def leave_out(self, step: int, kind: str, how: str) -> None:
        """Note how a step ended its process, and that others run again without it."""
        self.left_out[step] = kind
        self.tell(kind, step, how=f"{how}, and the others ran again without it")

    def keep(
        self,
        process: int,
        reached: Mapping[int, tuple[str | None, Mapping[str, Value]]],
        recording: Recording,
        broken_off: int | None,
    ) -> None:
        """Keep what the process of that number gave: errors and values, and the outputs. Of the step that it broke
        off, only where no earlier process finished it."""
        for index, (error, values) in reached.items():
            if index != broken_off or index not in self._results:
                outputs, count = recording.outputs(index), self.counts[index]
                self._results[index] = StepResult(outputs, count, error, values, process)

    def keeper(self, step: int, export: Export) -> int | None:
        """The number of the process that keeps the value of an export; None where there is none."""
        result = self._results.get(step)
        value = None if result is None else result.values.get(export.key)
        return None if result is None or value is None or value.problem else result.process

    def incidents(self) -> tuple[StepIncident, ...]:
        """In the order in which they happened."""
        return tuple(self._incidents.values())

    def run(self, seconds: float) -> Run:
        """All that is known."""
        results = [self._result(index) for index in range(len(self._steps))]
        return Run(
            outputs=tuple(result.outputs for result in results),
            execution_counts=tuple(result.count for result in results),
            errors=tuple(result.error for result in results),
            values=tuple(result.values for result in results),
            incidents=self.incidents(),
            seconds=seconds,
        )

    def _result(self, index: int) -> StepResult:
        step = self._steps[index]
        if index in self._results:
            return self._results[index]
        if index in self.left_out:
            name, words = self.tell(self.left_out[index], index)
            return error_result(step, self.counts[index], name, words)
        return StepResult((), None, None, missing(step, "the notebook had ended before"))


def error_result(step: Step, count: int | None, name: str, words: str) -> StepResult:
    """The result of a step that was left out: an error that says why, and no values."""
    output = {
        "output_type": "error",
        "ename": name,
        "evalue": words,
        "traceback": [f"{name}: {words}"],
    }
    return StepResult((output,), count, name, missing(step, words))


def missing(step: Step, detail: str) -> dict[str, Value]:
    """What is said of all exports of a step that was not reached."""
    absent = Value(problem="not-reached", detail=detail)
    return {export.key: absent for export in step.exports or ()}


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
