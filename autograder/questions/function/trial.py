"""What the card of a function shows: one call, and what came of it."""

from __future__ import annotations

import numpy as np

from autograder.convolution.tasks import Task
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.cases import Case
from autograder.questions.function.part import Example
from autograder.questions.function.tryout import Fault
from autograder.questions.function.window_seen import first_difference, window_seen
from autograder.questions.verdict import Trial

SAME = 1e-3
"""Numbers that are as near are shown as the same."""
WRITTEN = 1000
"""Numbers in what a function gave; more of them are neither written out nor drawn."""


def written_call(answer: str, task: Task, case: Case) -> str:
    """The call on a case as code: "conv2d(image, kernel, strides=(2, 1))"."""
    words = [
        name if isinstance(value, np.ndarray) else repr(value)
        for name, value in case.arguments.items()
        if name in task.positional
    ]
    words += [
        f"{name}={value!r}" for name, value in case.arguments.items() if name not in task.positional
    ]
    return f"{answer}({', '.join(words)})"


def trial_of(answer: str, task: Task, part: str, shown: Attempt, fault: Fault) -> Trial:
    """The call of an attempt with the fault that was found."""
    arguments = shown.example.case.arguments
    remark, value = fault.remark, fault.value
    if shown.words:
        remark = f"{remark}: {shown.words}"
    if value is None and not remark and shown.reply is not None:
        value = shown.reply.value
    if value is not None and value.size > WRITTEN:
        remark, value = f"an array of shape {value.shape}", None
    return Trial(
        part,
        written_call(answer, task, shown.example.case),
        {name: array for name, array in arguments.items() if isinstance(array, np.ndarray)},
        value,
        remark,
        shown.example.expected,
        "" if value is None else _origin(task, shown.example, value),
    )


def _origin(task: Task, example: Example, value: np.ndarray) -> str:
    """Where the first number comes from that differs, if that can be said in one line."""
    place = first_difference(value, example.expected, SAME)
    seen = window_seen(task.name, example.case.arguments, place) if place is not None else ""
    if place is None or not seen:
        return ""
    index = ", ".join(map(str, place if example.expected.shape[2] > 1 else place[:2]))
    return f"output[{index}] {seen}"
