"""Help in steps: a question to ask oneself, then the hint, then the idea.

Counted in the kernel's memory, so that a restart begins anew; a try is an answer that has changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np

from autograder.questions.answer import Answer
from autograder.questions.verdict import Verdict


class Help(IntEnum):
    """How much is told of a wrong answer."""

    NUDGE = 1
    """What is wrong, and a question to ask oneself."""
    HINT = 2
    """The exercise's hint as well."""
    IDEA = 3
    """The idea behind the answer."""


@dataclass
class HintSteps:
    """How often each question was tried in vain."""

    _tries: dict[str, list[str]] = field(default_factory=dict)
    """By question: what stands for each answer, in the order of the first time."""

    def help(self, question: str, answer: Answer) -> Help:
        """How much is told of this wrong answer; of one that was tried before as much as of the last."""
        tries = self._tries.setdefault(question, [])
        mark = _mark(answer)
        if mark not in tries:
            tries.append(mark)
        return Help(min(len(tries), Help.IDEA))


def helped(verdict: Verdict, hint: str, help: Help) -> tuple[Verdict, str]:
    """The verdict and the hint, both as far as they are told by now; `next_step` says what comes next."""
    held_back = _holds_back(verdict) and help < Help.IDEA
    told = replace(verdict, message=verdict.nudge) if held_back else verdict
    return told, hint if help >= Help.HINT else ""


def next_step(verdict: Verdict, hint: str, help: Help) -> str:
    """What another try is told in addition; empty where that is nothing."""
    if help == Help.NUDGE and hint:
        return "Change your answer and check again: then there is a hint."
    if help == Help.HINT and _holds_back(verdict):
        return "Change your answer and check again: then the check says which idea went wrong."
    return ""


def _holds_back(verdict: Verdict) -> bool:
    """Whether there is an idea to hold back. One that asks nothing at its end is told from the beginning,
    and so is that of a verdict which shows calls."""
    return bool(verdict.slips) and bool(verdict.nudge) and not verdict.trials


def _mark(answer: Answer) -> str:
    """What stands for an answer."""
    digest = hashlib.sha256(repr(answer.printed).encode("utf-8", "surrogatepass"))
    for key, value in sorted(answer.values.items()):
        digest.update(f"{key} {value.problem} {value.type_name}".encode("utf-8", "surrogatepass"))
        if isinstance(value.value, np.ndarray):
            digest.update(f"{value.value.shape} {value.value.dtype}".encode())
            digest.update(np.ascontiguousarray(value.value).tobytes())
        else:
            digest.update(repr(value.value).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
