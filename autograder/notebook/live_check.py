"""The verdict on one question, live in the student's notebook."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.cards.card import as_html, as_text
from autograder.errors import did_you_mean
from autograder.notebook.cell_run import CellRun
from autograder.notebook.changed_cell import SCRIPT
from autograder.notebook.check import CheckFailed, nbgrader_run
from autograder.notebook.hint_steps import HintSteps, helped, next_step
from autograder.notebook.last_run import why_stale
from autograder.notebook.quiet import quiet
from autograder.notebook.recorder import Recorder
from autograder.notebook.shown import Shown
from autograder.notebook.time_limit import TimeIsUp, within
from autograder.notebook.values import LiveNotebook
from autograder.questions.answer import Answer
from autograder.questions.public import EarlierFormError, PublicPart, read_public
from autograder.questions.public_question import PublicQuestion
from autograder.questions.verdict import Verdict
from autograder.values.randomness import same_randomness

PUBLIC_ONLY = "This looks at the public part only; grading looks at more."
"""Stands above a verdict under `nbgrader validate`, which cuts lines after 87 characters."""

SECONDS = 5.0
"""For a whole check: what a student's code does has an end by then."""
NO_END = (
    "The check was stopped after {seconds:g} seconds: is there a loop without an end in your code, or "
    "one that takes very long?"
)

NOTHING = PublicPart("", "nothing", {}, {})


class Check:
    """Called with the id of a question, it shows what is right, what is wrong and why."""

    def __init__(
        self,
        public: PublicPart,
        namespace: Mapping[str, Any],
        recorder: Recorder | None,
        folder: Path = Path(),
        advice: str = "",
    ):
        """`namespace` holds the notebook's variables; `recorder` knows how its cells ran.

        The notebook's file lies in `folder`. `advice` is what every check says in the place of a
        verdict, where none can be given.
        """
        self._folder = folder
        self._advice = advice
        self._steps = HintSteps()
        self._public = public
        self._namespace = namespace
        self._recorder = recorder

    def __call__(self, question: str) -> None:
        """Shows the verdict on the question of that id.

        KeyError, with all ids, where there is none. Under `nbgrader validate` a check that is not
        right raises CheckFailed; under stock `nbgrader autograde` any check raises NotTheGrader, so
        that a wrong set-up gives no points.
        """
        run = nbgrader_run()
        if self._advice:
            if run == "validate":
                raise CheckFailed(self._advice)
            print(f"{question}: {self._advice}")
            return
        if question not in self._public.questions and run is None:
            print(self._unknown(question))
            return
        asked = self.question(question)
        with quiet():
            verdict, answer = self._verdict(asked)
        if run == "validate" and verdict.outcome != "correct":
            raise CheckFailed(f"{PUBLIC_ONLY}\n{as_text(verdict, asked.hint)}")
        if verdict.outcome == "not attempted":  # an untouched starter stays quiet
            run_first = " Run the cell with your answer first." if self._not_run(asked) else ""
            print(f"{question}: not attempted yet.{run_first}")
            return
        unjudged = verdict.outcome == "error" and not verdict.parts
        if verdict.outcome == "correct" or run is not None or unjudged:
            show(verdict, asked.hint)
            return
        help = self._steps.help(question, answer)
        told, hint = helped(verdict, asked.hint, help)
        show(told, hint, next_step(verdict, asked.hint, help))

    def question(self, question: str) -> PublicQuestion[Any]:
        """The live question of that id; KeyError, with all ids, where there is none."""
        if question not in self._public.questions:
            raise KeyError(self._unknown(question))
        return self._public.questions[question]

    def _unknown(self, question: str) -> str:
        known = self._public.questions
        return (
            f"There is no question {question!r} here{did_you_mean(question, known) or '.'} "
            f"There are: {', '.join(known)}"
        )

    def verdict(self, question: str) -> Verdict:
        """The verdict on the public part of a question; the notebook's values stay as they are.

        An error where they are not those of the answer's cell as it was run last, or where there is no
        verdict after SECONDS.
        """
        verdict, _ = self._verdict(self._public.questions[question])
        return verdict

    def _verdict(self, asked: PublicQuestion[Any]) -> tuple[Verdict, Answer]:
        """The verdict, and the answer that was judged; an empty one where none was."""
        stale = self._why_stale(asked)
        if stale:
            return Verdict(asked.id, "error", 0.0, asked.points, stale), Answer()
        try:
            with same_randomness():
                expected = asked.expected()  # the first time Keras is imported, which may take long
                return within(SECONDS, lambda: self._judged(asked, expected))
        except TimeIsUp:
            message = NO_END.format(seconds=SECONDS)
            return Verdict(asked.id, "error", 0.0, asked.points, message), Answer()

    def _judged(self, asked: PublicQuestion[Any], expected: Any) -> tuple[Verdict, Answer]:
        run, notebook = self._run(asked), LiveNotebook(self._namespace)
        answer = notebook.answer(asked.exports(), run.printed if run else None)
        answer = replace(answer, broken=run.error if run else "")
        problems = {value.problem for value in answer.values.values()}
        if problems == {"undefined"} and not answer.broken:
            message = "Not attempted yet."
            return Verdict(asked.id, "not attempted", 0.0, asked.points, message), answer
        untouched = self._public.untouched[asked.id]
        return asked.judge(answer, expected, untouched, notebook), answer

    def _why_stale(self, asked: PublicQuestion[Any]) -> str:
        if self._recorder is None:
            return ""
        return why_stale(self._recorder, asked.id, _names(asked), self._namespace, self._folder)

    def _run(self, asked: PublicQuestion[Any]) -> CellRun | None:
        """The last run of the answer's cell."""
        return self._recorder.run_of(asked.id, _names(asked)) if self._recorder else None

    def _not_run(self, question: PublicQuestion[Any]) -> bool:
        """Whether the answer's cell was not run in this kernel, as far as that is known."""
        if question.reads_output:
            return self._run(question) is None
        return all(name not in self._namespace for name in _names(question))

    def __repr__(self) -> str:
        return f"<checks of {self._public.title}: {', '.join(self._public.questions)}>"


def live_checks(assignment: str, folder: str | Path, namespace: Mapping[str, Any] | None) -> Check:
    """The checks of an assignment as `check.open_checks` gives them, with what it raises."""
    place = Path(folder).resolve()
    try:
        public = read_public(place)
    except EarlierFormError as error:  # a check says so, and the cells between can be run
        return Check(NOTHING, {}, None, advice=f"{error}.")
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"The files public.json and public.safetensors of {assignment} are not in {place}. "
            "Keep the notebook in the folder that it came in, and open it there."
        ) from error
    if public.assignment != assignment:
        raise ValueError(
            f"{place} holds the files of {public.assignment}, not of {assignment}: "
            "keep each assignment in a folder of its own."
        )
    shell = running_shell()
    if shell is None:
        return Check(
            public, vars(sys.modules["__main__"]) if namespace is None else namespace, None
        )
    recorder = Recorder.of(shell) or Recorder(shell)
    for asked in public.questions.values():
        recorder.watch(_names(asked))
    return Check(public, shell.user_ns if namespace is None else namespace, recorder, place)


def _names(question: PublicQuestion[Any]) -> tuple[str, ...]:
    """The variables that hold the answer to a question."""
    return tuple(dict.fromkeys(export.name for export in question.exports()))


def running_shell() -> Any:
    """The running IPython shell; None outside one."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def show(verdict: Verdict, hint: str, more: str = "") -> None:
    """Shows a verdict under the running cell: a card with pictures, or text outside a notebook. `more`
    is said below it."""
    if running_shell() is None:
        print(as_text(verdict, hint, more=more))
        return
    from IPython.display import display

    html = as_html(verdict, hint, more=more) + SCRIPT
    display(Shown(html, as_text(verdict, hint, more=more)))
