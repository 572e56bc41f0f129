"""Where functions are called that students must write themselves: beside NumPy, and nothing else.

There is no library to call, and no reference of this package's own: whatever the code does to hide what
it calls, it is not there. The student's cells are run a second time for that, and what they can't
import is left out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from autograder.engine.outside.notices import BROKEN_OFF
from autograder.engine.session import Run, Step
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict
from autograder.values.call import Call, Port, Reply
from autograder.values.export import Export

PACKAGES = ("numpy",)
"""The installed packages that are there."""
TOLD_THERE = ("interrupted", "time-limit", "ended")
"""Problems of a call that have nothing to do with libraries: it is not made again beside them."""
JUDGED_THERE = ("correct", "not attempted")


def isolated_steps(steps: Sequence[Step], run: Run) -> tuple[Step, ...]:
    """The steps until the last function is kept; none where there is no function.

    Tests are left out, whose text students may not have, and cells that had to be killed in `run`.
    """
    last = max((number for number, step in enumerate(steps) if _functions(step)), default=-1)
    return tuple(map(_isolated, steps[: last + 1], run.errors))


def _isolated(step: Step, error: str | None) -> Step:
    if step.exports is not None:
        return replace(step, exports=_functions(step))
    return Step("") if step.unaltered or error in BROKEN_OFF else step


def _functions(step: Step) -> tuple[Export, ...]:
    return tuple(export for export in step.exports or () if export.form == "function")


def processes_of(questions: Iterable[Question[Any]]) -> int:
    """How many processes a submission has at a time: the full notebook stands still, with all that it
    holds, while a function is called beside NumPy alone."""
    return 2 if any(question.by_hand for question in questions) else 1


class HeardPort(Port):
    """Another port, and what it gave."""

    def __init__(self, port: Port) -> None:
        self._port = port
        self._heard: list[tuple[Export, Sequence[Call], tuple[Reply, ...]]] = []

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """What the other port gives."""
        replies = self._port.call(export, calls)
        self._heard.append((export, calls, replies))
        return replies

    @property
    def asked(self) -> bool:
        """Whether anything was called."""
        return bool(self._heard)

    @property
    def stopped(self) -> bool:
        """Whether a call took too long, or ended its process."""
        return any(reply.problem in TOLD_THERE for *_, replies in self._heard for reply in replies)

    def gives_the_same(self, port: Port) -> bool:
        """Whether another port gives the same replies to the same calls: then whoever judges by it says
        the same."""
        return all(_are_same(port.call(export, calls), got) for export, calls, got in self._heard)


def _are_same(ones: Sequence[Reply], others: Sequence[Reply]) -> bool:
    return len(ones) == len(others) and all(
        one.same_as(other) for one, other in zip(ones, others, strict=True)
    )


def judged_apart(
    judge: Callable[[Port], Verdict | None], isolated: Port, full: Port
) -> tuple[Verdict | None, bool]:
    """The verdict on a function by what it gives beside NumPy alone, or, where that is not right, by what
    it gives in the full notebook; and whether that is better."""
    heard = HeardPort(isolated)
    first = judge(heard)
    if first is None or not heard.asked or heard.stopped or first.outcome in JUDGED_THERE:
        return first, False
    if heard.gives_the_same(full):  # far quicker than to judge, which looks for a small input
        return first, False
    second = judge(full)
    return second, second is not None and (second.points or 0) > (first.points or 0)
