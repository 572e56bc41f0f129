"""What is found on one part of a function question, from what the function gave on its cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.convolution.tasks import Task
from autograder.questions.function.attempt import Attempt
from autograder.questions.function.sentences import HABITS
from autograder.questions.function.trial import trial_of
from autograder.questions.function.tryout import Fault
from autograder.questions.own_words import error_type
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Reply

OTHER_ARGUMENTS = "(got an unexpected keyword argument|missing|takes|got multiple values)"
"""What Python says where a function is called with other arguments than it has."""


def wrong_finding(answer: str, task: Task, part: str, shown: Attempt, show: bool) -> Finding:
    """The finding on a part that is wrong, as `shown` is; written out where `show`, with a message,
    else without one: see `in_short`."""
    fault = shown.fault
    assert fault is not None, "only what is wrong is told so"
    show = show and fault.kind != "uses-library" and shown.reply is not None
    kind = _kind(answer, shown.reply, fault)
    habit, step = HABITS.get(kind), SlipStep(kind, Rank.DAILY)
    return Finding(
        part,
        "wrong",
        f"`{part}`: `{answer}` {fault.sentence}" if show else "",
        (Explained((step,), habit.format(function=answer, deed=fault.sentence)),) if habit else (),
        trial=trial_of(answer, task, part, shown, fault) if show else None,
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
            kind = error_type(fault.words)  # no example is shown, so nothing of it is quoted
            words = "the same error" if fault.words in told else f"an error, {kind}"
            sentence = f"ends with {words}" if fault.words in told or kind else fault.sentence
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
