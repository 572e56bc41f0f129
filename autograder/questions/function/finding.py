"""What is found on one part of a function question, from what the function gave on its cases."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.mistakes.function_mistake import FunctionMistake, Wrong
from autograder.convolution.mistakes.functions import HABITS
from autograder.convolution.tasks import Task
from autograder.questions.function.calls import Reply
from autograder.questions.function.cases import Case
from autograder.questions.function.tryout import Fault, near
from autograder.questions.verdict import Finding, Trial

WRITTEN = 1000
"""Numbers in what a function gave; more of them are neither written out nor drawn."""

HABIT_SENTENCES = {habit.name: habit.message for habit in HABITS}

OTHER_ARGUMENTS = "(got an unexpected keyword argument|missing|takes|got multiple values)"
"""What Python says where a function is called with other arguments than it has."""


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
        return self.fault.kind, self.fault.sentence, self.fault.words


def wrong_finding(answer: str, task: Task, part: str, shown: Tried, show: bool) -> Finding:
    """The finding on a part that is wrong, as `shown` is; written out where `show`, with a message,
    else without one: see `in_short`."""
    fault = shown.fault
    assert fault is not None, "only what is wrong is told so"
    show = show and fault.kind != "uses-library" and shown.reply is not None
    kind = _kind(answer, shown.reply, fault)
    habit = HABIT_SENTENCES.get(kind)
    if kind == "uses-library":
        habit = f"`{answer}` {fault.sentence}: here the point is to write it yourself, in NumPy."
    return Finding(
        part,
        "wrong",
        f"`{part}`: `{answer}` {fault.sentence}, for example here:" if show else "",
        (kind,) if habit else (),
        (habit,) if habit else (),
        trial=_trial(answer, task, part, shown, fault) if show else None,
    )


def in_short(answer: str, findings: Sequence[Finding], faults: Sequence[Fault]) -> list[Finding]:
    """The findings, with messages for those that have none: one for all parts that are wrong in the
    same way. `faults` are those of the wrong ones, in their order."""
    wrong = [index for index, found in enumerate(findings) if found.outcome == "wrong"]
    told = {
        fault.words
        for index, fault in zip(wrong, faults, strict=True)
        if fault.words and findings[index].trial
    }
    alike: dict[str, list[int]] = {}
    for index, fault in zip(wrong, faults, strict=True):
        if not findings[index].message:
            words = "the same error" if fault.words in told else f"an error, {fault.words}"
            sentence = f"ends with {words}" if fault.words else fault.sentence
            alike.setdefault(sentence, []).append(index)
    result = list(findings)
    for sentence, indices in alike.items():
        parts = ", ".join(f"`{result[index].part}`" for index in indices)
        message = f"{parts}: `{answer}` {sentence}."
        result[indices[0]] = replace(result[indices[0]], message=message)
    return result


def _kind(answer: str, reply: Reply | None, fault: Fault) -> str:
    """The fault's kind, or the name of the habit that an error's own words tell."""
    detail = "" if reply is None or reply.problem != "error" else reply.detail
    if re.match(rf"TypeError: (?:\S*\.)?{re.escape(answer)}\(\) {OTHER_ARGUMENTS} ", detail):
        return "other-arguments"
    return fault.kind


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
    gave, value = fault.gave, fault.value
    if value is None and not gave and shown.reply is not None:
        value = shown.reply.value
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
