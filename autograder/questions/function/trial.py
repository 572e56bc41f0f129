"""What the card of a function shows: one call, and what came of it."""

from __future__ import annotations

import numpy as np

from autograder.convolution.tasks import Task
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.tryout import Fault
from autograder.questions.verdict import Trial

WRITTEN = 1000
"""Numbers in what a function gave; more of them are neither written out nor drawn."""


def trial_of(answer: str, task: Task, part: str, shown: Attempt, fault: Fault) -> Trial:
    """The call of an attempt with the fault that was found: "conv2d(image, kernel, strides=(2, 1))"."""
    arguments = shown.example.case.arguments
    words = [
        name if isinstance(value, np.ndarray) else repr(value)
        for name, value in arguments.items()
        if name in task.positional
    ]
    words += [
        f"{name}={value!r}" for name, value in arguments.items() if name not in task.positional
    ]
    remark, value = fault.remark, fault.value
    if shown.words:
        remark = f"{remark}: {shown.words}"
    if value is None and not remark and shown.reply is not None:
        value = shown.reply.value
    if value is not None and value.size > WRITTEN:
        remark, value = f"an array of shape {value.shape}", None
    return Trial(
        part,
        f"{answer}({', '.join(words)})",
        {name: array for name, array in arguments.items() if isinstance(array, np.ndarray)},
        value,
        remark,
        shown.example.expected,
    )
