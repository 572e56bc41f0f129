"""What is found on one part of a function question, from what the function gave on its cases."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.convolution.mistakes.function_mistake import FunctionMistake, Wrong
from autograder.convolution.mistakes.functions import HABITS
from autograder.convolution.tasks import Task
from autograder.questions.calls import Reply
from autograder.questions.cases import Case
from autograder.questions.tryout import Fault, near
from autograder.questions.verdict import Finding, Trial

WRITTEN = 1000
"""Numbers in what a function gave; more of them are neither written out nor drawn."""

HABIT_SENTENCES = {habit.name: habit.message for habit in HABITS}


@dataclass(frozen=True)
class Asked:
    """One case, and what a right function gives."""

    case: Case
    expected: np.ndarray


@dataclass(frozen=True)
class Tried:
    """What a function gave on one case."""

    asked: Asked
    reply: Reply | None
    """None where it was not called."""
    fault: Fault | None
    """What is wrong with it; None where it is right."""

    @property
    def may_shrink(self) -> bool:
        """Whether a smaller case may show the same. How long a call takes, or what it calls, says
        nothing of the case."""
        ended = ("ended", "uses-library", "not-repeatable")
        return self.fault is not None and self.fault.kind not in ended

    @property
    def alike(self) -> Hashable:
        """The same for two faults of which one example is enough."""
        assert self.fault is not None, "only what is wrong is alike"
        if self.fault.kind == "values":
            return self.asked.case.key
        return self.fault.kind, self.fault.sentence


def wrong_finding(answer: str, task: Task, part: str, shown: Tried, show: bool) -> Finding:
    """The finding on a part that is wrong, as `shown` is; written out where `show`."""
    fault = shown.fault
    assert fault is not None, "only what is wrong is told so"
    show = show and fault.kind != "uses-library" and shown.reply is not None
    end = ", for example here:" if show else "."
    habit = HABIT_SENTENCES.get(fault.kind)
    if fault.kind == "uses-library":
        habit = f"`{answer}` {fault.sentence}: here the point is to write it yourself, in NumPy."
    return Finding(
        part,
        "wrong",
        f"`{part}`: `{answer}` {fault.sentence}{end}",
        (fault.kind,) if habit else (),
        (habit,) if habit else (),
        trial=_trial(answer, task, part, shown, fault) if show else None,
    )


def explains(mistake: FunctionMistake, tried: Sequence[Tried], tolerance: float) -> bool:
    """Whether a function with this mistake would have given the same in every case."""
    wrong_first = sorted(tried, key=lambda item: item.fault is None)
    return any(
        all(_gives(wrong, item, tolerance) for item in wrong_first) for wrong in mistake.wrong
    )


def wrong_output(wrong: Wrong, asked: Asked, tolerance: float) -> np.ndarray | None:
    """What a wrong implementation gives on a case; None where it gives what is right, or nothing."""
    try:
        output = wrong(asked.case.arguments)
    except (ValueError, IndexError):  # a wrong rule may not work everywhere
        return None
    if output is None or near(output, asked.expected, tolerance):
        return None
    return output


def _gives(wrong: Wrong, item: Tried, tolerance: float) -> bool:
    if item.reply is None or item.reply.value is None:
        return False
    output = wrong_output(wrong, item.asked, tolerance)
    return near(item.reply.value, item.asked.expected if output is None else output, tolerance)


def _trial(answer: str, task: Task, part: str, shown: Tried, fault: Fault) -> Trial:
    given = shown.asked.case.arguments
    # In the signature's order, which a published case has lost
    arguments = {name: given[name] for name in task.arguments if name in given}
    told = [
        name if isinstance(value, np.ndarray) else repr(value)
        for name, value in arguments.items()
        if name in task.positional
    ]
    told += [
        f"{name}={value!r}" for name, value in arguments.items() if name not in task.positional
    ]
    gave, value = fault.gave, None if shown.reply is None else shown.reply.value
    if value is not None and value.size > WRITTEN:
        gave, value = f"an array of shape {value.shape}", None
    return Trial(
        part,
        f"{answer}({', '.join(told)})",
        {name: array for name, array in arguments.items() if isinstance(array, np.ndarray)},
        value,
        gave,
        shown.asked.expected,
    )
