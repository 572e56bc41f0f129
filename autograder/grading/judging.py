"""Judges what came out of a run: marks, by the rubric, without any notebook running but for calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.engine.session import Run
from autograder.grading.answers import answer_to
from autograder.grading.exam import Exam
from autograder.grading.incidents import UNWALLED, of_cells, of_run, of_tests
from autograder.grading.marks import Marks
from autograder.grading.plan import Plan
from autograder.grading.run import Ports
from autograder.grading.submission import Submission
from autograder.questions.answer import Answer
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict


def judge(
    exam: Exam, submission: Submission, plan: Plan, run: Run, ports: Ports, walled: bool
) -> Marks:
    """The marks of a submission by what came out of its run.

    Questions are judged in the rubric's order, so that calls always come in the same one, but those
    with hidden inputs last: what the notebook's code says before can't speak of them. `walled` says
    whether a sandbox stood around the notebook. What happens in calls is not among the incidents.
    """
    questions = exam.rubric.questions
    by_id = {
        question.id: _verdict(exam, question, plan, run, ports)
        for question in sorted(questions, key=lambda question: question.hidden_probes)
    }
    verdicts = tuple(by_id[question.id] for question in questions)
    incidents = (
        *submission.incidents,
        *(() if walled else (UNWALLED,)),
        *of_tests(exam, plan, run),
        *of_cells(plan.repaired),
        *of_run(run.incidents, plan),
    )
    name, student = exam.assignment.name, submission.student
    return Marks(name, student, submission.status, verdicts, incidents)


def _verdict(exam: Exam, question: Question[Any], plan: Plan, run: Run, ports: Ports) -> Verdict:
    verdict = exam.verdict(
        question, answer_to(question, plan, run), ports.at(plan.check(question.id))
    )
    return replace(verdict, hidden_decides=False)  # the hidden probes are among what was expected


def judge_public(exam: Exam, plan: Plan, run: Run, ports: Ports) -> Iterator[Verdict]:
    """The verdicts on the public part of the questions that have a hidden one. They are no marks."""
    for question in exam.rubric.questions:
        answer = answer_to(question, plan, run)
        verdict = exam.public_verdict(question, answer, ports.at(plan.check(question.id)))
        if verdict is not None:
            yield verdict


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
