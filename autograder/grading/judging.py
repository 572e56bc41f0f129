"""Judges what came out of a run: marks, by the rubric, without any notebook running but for calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from autograder.engine.session import Run, StepIncident
from autograder.errors import AutograderError
from autograder.grading.answers import answer_to
from autograder.grading.exam import Exam
from autograder.grading.incidents import UNWALLED, of_cells, of_isolation, of_run, of_tests
from autograder.grading.isolation import judged_apart
from autograder.grading.marks import Incident, Marks
from autograder.grading.plan import NotebookPlan, Plan
from autograder.grading.run import START_FAILED, Ports
from autograder.grading.submission import Submission
from autograder.questions.answer import Answer
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict
from autograder.values.call import Port

VerdictOn = Callable[[Question[Any], Answer, Port], Verdict]
"""Judges the answer to a question: `Exam.verdict`, say."""


class GraderError(AutograderError, RuntimeError):
    """The grader could not do its own part: this is no fault of the submission."""


def judge(
    exam: Exam, submission: Submission, plan: NotebookPlan, run: Run, ports: Ports, walled: bool
) -> Marks:
    """The marks of a submission by what came out of its run. `walled` says whether a sandbox stood
    around the notebook.

    Raises:
        GraderError: no process could be started.
    """
    questions = exam.rubric.questions
    by_id: dict[str, Verdict] = {}
    apart: list[Incident] = []
    for question, verdict, only_in_full in judged(questions, exam.verdict, plan, run, ports):
        by_id[question.id] = verdict
        apart += [of_isolation(question, plan)] if only_in_full else []
    verdicts = tuple(by_id[question.id] for question in questions)
    in_calls = ports.incidents()
    _must_have_started((*run.incidents, *in_calls))
    incidents = (
        *submission.incidents,
        *(() if walled else (UNWALLED,)),
        *of_tests(exam, plan, run),
        *of_cells(plan.repaired),
        *of_run(run.incidents, plan),
        *apart,
        *of_run(in_calls, plan, in_calls=True),
    )
    name, student = exam.assignment.name, submission.student
    return Marks(name, student, submission.status, verdicts, incidents)


def judged(
    questions: Sequence[Question[Any]], verdict_on: VerdictOn, plan: Plan, run: Run, ports: Ports
) -> Iterator[tuple[Question[Any], Verdict, bool]]:
    """Each question, its verdict, and whether it is so good only beside libraries that it must do without.

    They come in the rubric's order, so that calls always come in the same one, but those with hidden
    inputs last: what the notebook's code says before can't speak of them.
    """
    for question in sorted(questions, key=lambda question: question.hidden_probes):
        answer = answer_to(question, plan, run)
        verdict, only_in_full = _called(
            question, plan, ports, partial(verdict_on, question, answer)
        )
        assert verdict is not None, "every question has a verdict"
        # The hidden probes are among what was expected
        yield question, replace(verdict, hidden_decides=False), only_in_full


def _called(
    question: Question[Any], plan: Plan, ports: Ports, judge: Callable[[Port], Verdict | None]
) -> tuple[Verdict | None, bool]:
    """The same, by a port to where the question's answer is to be called."""
    step = plan.check(question.id)
    isolated = ports.isolated(step) if question.by_hand else None
    if isolated is None:
        return judge(ports.at(step)), False
    return judged_apart(judge, isolated, ports.at(step))


def judge_public(exam: Exam, plan: Plan, run: Run, ports: Ports) -> tuple[Verdict, ...]:
    """The verdicts on the public part of the questions that have a hidden one. They are no marks.

    Raises:
        GraderError: no process could be started.
    """
    verdicts = []
    for question in exam.rubric.questions:
        verdict, _ = _called(question, plan, ports, _public(exam, question, plan, run))
        verdicts += [] if verdict is None else [verdict]
    _must_have_started(ports.incidents())
    return tuple(verdicts)


def _must_have_started(incidents: Iterable[StepIncident]) -> None:
    """GraderError where no process could be started."""
    for incident in incidents:
        if incident.kind == START_FAILED:
            raise GraderError(incident.staff)


def _public(
    exam: Exam, question: Question[Any], plan: Plan, run: Run
) -> Callable[[Port], Verdict | None]:
    answer = answer_to(question, plan, run)
    return lambda port: exam.public_verdict(question, answer, port)


def unread(exam: Exam, submission: Submission) -> Marks:
    """The marks of a submission without a notebook that could be read."""
    verdicts = tuple(map(_unread, exam.rubric.questions))
    name, student = exam.assignment.name, submission.student
    return Marks(name, student, submission.status, verdicts, submission.incidents)


def _unread(question: Question[Any]) -> Verdict:
    if not question.automatic:
        return question.judge(Answer(), None, Answer())
    message = "There is no notebook that could be graded."
    return Verdict(question.id, "error", 0.0, question.points, message)
