"""Questions as Otter's test cases: `tests/<question>.py` calls what stands here.

An Otter test runs in the student's process, and passes unless it raises an exception, whose words
are all that it can say of an answer. So a verdict is raised, with the sentence that names the mistake.
"""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.cards.card import as_text
from autograder.notebook.live_check import live_checks, running_shell, show
from autograder.notebook.quiet import quiet
from autograder.notebook.recorder import Recorder
from autograder.notebook.saved_notebook import saved_source
from autograder.notebook.values import LiveNotebook
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise
from autograder.questions.key import Key
from autograder.questions.packed import unpack
from autograder.questions.verdict import Verdict
from autograder.values.call import Port

Namespace = Mapping[str, Any]
"""The notebook's variables: Otter's `env`."""


class NotRight(AssertionError):
    """Raised by a test case that fails; its words are the verdict."""


class OtterCases(ABC):
    """The test cases of one question. Made anew by Otter for every run of a test file, and judged once
    in each."""

    def __init__(self, question: str, parts: int) -> None:
        """`parts` is the number of cases that share the points."""
        self._id = question
        self._parts = parts
        self._shown = False
        """Whether the verdict stands under the running cell already, with its pictures."""

    def part(self, env: Namespace, number: int) -> None:
        """The case of one part of the question. NotRight, with the verdict, where it is not right.

        The verdict stands in the first case that fails; the others say that it does.
        """
        verdict, hint = self._verdict(env)
        passed = self._passed(verdict)
        if not passed[number]:
            self._fail(verdict, hint, number == passed.index(False))

    def _passed(self, verdict: Verdict) -> list[bool]:
        """Which cases pass, so that their points are the verdict's.

        A part that may give a share of its points has several cases. Where there is no value to be judged
        there may be fewer parts than of a right answer.
        """
        pieces, rest = divmod(self._parts, len(verdict.parts))
        if not rest:
            return [
                piece < round(share * pieces)
                for _, share in verdict.parts
                for piece in range(pieces)
            ]
        earned = (verdict.points or 0) / verdict.max_points if verdict.max_points else 0
        right = round(earned * self._parts)
        return [number < right for number in range(self._parts)]

    def _fail(self, verdict: Verdict, hint: str, whole: bool) -> None:
        if self._shown:
            raise NotRight("see above what is right, what is not, and why")
        if whole:
            raise NotRight(f"\n{_unbroken(as_text(verdict, hint))}")
        raise NotRight("this part is not right either: see the message above")

    @abstractmethod
    def _verdict(self, env: Namespace) -> tuple[Verdict, str]:
        """The verdict on the question and its hint; worked out once."""


class LiveCases(OtterCases):
    """The cases in the student's folder: they judge with the public part, and show the kit's card."""

    def __init__(self, assignment: str, question: str, parts: int) -> None:
        """The public part of `assignment` lies in the folder in which the notebook runs."""
        super().__init__(question, parts)
        self._assignment = assignment
        self._judged: tuple[Verdict, str] | None = None

    def public(self, env: Namespace) -> None:
        """The only case, where hidden ones decide the points."""
        verdict, hint = self._verdict(env)
        if verdict.outcome != "correct":
            self._fail(verdict, hint, True)

    def _verdict(self, env: Namespace) -> tuple[Verdict, str]:
        if self._judged is None:
            check = live_checks(self._assignment, ".", env)
            hint = check.question(self._id).hint
            with quiet():
                verdict = check.verdict(self._id)
            if _somebody_looks() and verdict.outcome != "not attempted":
                show(verdict, hint)
                self._shown = True
            self._judged = verdict, hint
        return self._judged


class GradedCases(OtterCases):
    """The cases in Otter's autograder.zip: they judge with all that the grader knows."""

    def __init__(self, question: str, parts: int, packed: str) -> None:
        """`packed` is the question with what is expected, as `packed.pack` writes it."""
        super().__init__(question, parts)
        self._text = packed
        self._judged: tuple[Verdict, str] | None = None

    @cached_property
    def _key(self) -> Key[Any]:
        return unpack(self._text)

    def public(self, env: Namespace) -> None:
        """The visible case, worth nothing: what the student's own check says."""
        public = self._key.public()

        def check(answer: Answer, port: Port) -> Verdict:
            return public.check(answer, self._key.untouched, port)

        verdict = self._judge(env, check)
        if verdict.outcome != "correct":
            self._fail(verdict, public.hint, True)

    def _verdict(self, env: Namespace) -> tuple[Verdict, str]:
        if self._judged is None:
            verdict = self._judge(env, self._key.verdict)
            self._judged = verdict, self._key.question.hint
        return self._judged

    def _judge(self, env: Namespace, judge: Callable[[Answer, Port], Verdict]) -> Verdict:
        """The verdict on what the notebook holds, by whoever judges."""
        with quiet():
            question, notebook = self._key.question, LiveNotebook(env)
            return judge(notebook.answer(question.exports(), _printed(question)), notebook)


def _somebody_looks() -> bool:
    """Whether a card would be seen: `otter check` runs the notebook, and shows the messages alone."""
    notebook = getattr(sys.modules.get("otter"), "Notebook", None)
    return running_shell() is not None and not getattr(notebook, "_grading_mode", False)


def _printed(question: Exercise[Any]) -> str | None:
    """What the answer's own cell printed.

    Otter runs notebooks without telling the ids of cells, so the cell is known by its source in the
    notebook's file. Where it is lost, the cell counts that ran last before the check.
    """
    shell = running_shell()
    recorder = None if shell is None else Recorder.of(shell)
    if recorder is None or not question.reads_output:
        return None
    source = saved_source(question.id, Path.cwd())
    run = recorder.run_of(question.id) if source is None else recorder.run_by(source)
    return None if run is None else run.printed


def _unbroken(text: str) -> str:
    """The text with nothing in it that begins an element of HTML: Otter puts it into a page as it is.

    A zero-width joiner behind `<` and `&` is not seen, and no element begins so.
    """
    return re.sub(r"([<&])(?=[A-Za-z/!?#])", "\\1\u2060", text)
