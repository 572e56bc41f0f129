"""Where attacks of functions that are called are tried, and what students and staff read of them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unittest import mock

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.outside.exchange import Exchange
from autograder.engine.session import Engine
from autograder.grading import judging
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.grader import Grader
from autograder.grading.incidents import of_run
from autograder.grading.judging import judge_public
from autograder.grading.notebook_result import NotebookResult
from autograder.platforms.gradescope.results import graded_results
from tests.attacks.calling import SAW, CallAttack, CallEffect, CallShownIn
from tests.functions_course import FunctionsCourse


@dataclass(frozen=True)
class Called:
    """What became of an attack."""

    incidents: frozenset[str]
    effects: frozenset[CallEffect]

    def gained(self, attack: CallAttack) -> bool:
        """Whether anything came of it that must not."""
        return bool(self.effects & {"early", "unseen", attack.effect})


@dataclass(frozen=True, eq=False)
class CallPlace:
    """The grading of functions, by an engine, with results as Gradescope shows them."""

    course: FunctionsCourse
    engine: Engine

    def attempt(
        self,
        attack: CallAttack,
        down: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext,
    ) -> Called:
        """Grade an attack, with one defence `down`."""
        code = attack.code(self.course.right["conv"], self.public)
        with down():
            graded = self.course.grade(self.engine, public_too=True, conv=code)
        found: set[CallEffect] = set()
        if self.at_once(graded) != self.of_right:
            found.add("early")
        told = json.dumps([self.results(graded), graded.marks.plain()])
        if SAW in told:
            found.add("quoted")
        kinds = frozenset(incident.kind for incident in graded.marks.incidents)
        if attack.whole and graded.marks.verdict("conv").points and "not-isolated" not in kinds:
            found.add("unseen")
        return Called(kinds, frozenset(found))

    def results(self, graded: NotebookResult) -> dict[str, Any]:
        """All that Gradescope is told."""
        return graded_results(self.course.exam, graded, "after_published")

    def at_once(self, graded: NotebookResult) -> str:
        """What it shows before the marks."""
        results = self.results(graded)
        tests = [test for test in results.pop("tests") if test["visibility"] == "visible"]
        results.pop("score")
        return json.dumps([results, tests])

    @cached_property
    def of_right(self) -> str:
        """The same of right answers."""
        return self.at_once(self.course.grade(self.engine, public_too=True))

    @cached_property
    def public(self) -> tuple[str, ...]:
        """What stands for the public inputs of `conv2d`."""
        digests = []
        for part in self.course.exam.public["conv"].expected():
            for example in part.examples:
                case = example.case.arguments
                settings = case.get("strides", (1, 1)), case.get("padding", "valid")
                what = case["image"].tobytes() + case["kernel"].tobytes() + repr(settings).encode()
                digests.append(hashlib.sha1(what).hexdigest())
        return tuple(sorted(digests))


# --- one defence of the grader's down


def incidents_at_once() -> AbstractContextManager[Any]:
    """What happens in calls is told like all else."""
    return mock.patch.object(
        judging, "of_run", lambda told, plan, in_calls=False: of_run(told, plan)
    )


@contextmanager
def one_process() -> Iterator[None]:
    """The public part is judged after the hidden one, in the same process."""
    real, kept = Grader.judge, []

    def judge(self, exam, submission, plan, run, ports):  # type: ignore[no-untyped-def]
        marks = real(self, exam, submission, plan, run, ports)
        kept.extend(judge_public(exam, plan, run, ports))
        return marks

    with (
        mock.patch.object(Grader, "judge", judge),
        mock.patch.object(PlanRunner, "public", side_effect=lambda *_: tuple(kept)),
    ):
        yield


@contextmanager
def words_quoted() -> Iterator[None]:
    """An error's own words, names of types, and reasons for an end are told as they come."""
    anything = mock.MagicMock(__contains__=lambda *_: True)
    questions = "autograder.questions.function"
    with ExitStack() as off:
        for name in ("attempt", "finding"):
            off.enter_context(mock.patch(f"{questions}.{name}.error_type", str))
        off.enter_context(mock.patch(f"{questions}.tryout.KNOWN_TYPES", anything))
        off.enter_context(mock.patch("autograder.values.replies.OWN_WORDS", anything))
        yield


def paths_believed() -> AbstractContextManager[Any]:
    """A refused file is told by whatever path the process says."""

    class Everything(str):
        def __contains__(self, part: object) -> bool:
            return True

    real = Exchange._done
    return mock.patch.object(
        Exchange, "_done", lambda self, payload, named: real(self, payload, Everything())
    )


def not_isolated() -> AbstractContextManager[Any]:
    """Functions are called beside all libraries alone."""
    return mock.patch.object(ForkedEngine, "isolated", return_value=None)


CALL_DEFENCES: dict[CallShownIn, Callable[[], AbstractContextManager[Any]]] = {
    "incidents at once": incidents_at_once,
    "one process": one_process,
    "words quoted": words_quoted,
    "paths believed": paths_believed,
    "not isolated": not_isolated,
}
"""By name: what takes the defence down."""
