"""The order in which questions are judged, where what is called could tell of hidden inputs."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from autograder.engine.session import Run, StepIncident
from autograder.grading.judging import judge
from autograder.grading.plan import QuestionSteps
from autograder.grading.run import Ports
from autograder.questions.verdict import Verdict
from autograder.values.call import NO_PORT, Port


def question(id: str, hidden: bool) -> Any:
    return SimpleNamespace(id=id, hidden_probes=hidden, by_hand=False, automatic=True)


class NotedPorts(Ports):
    """Notes the steps of which it was asked for a port."""

    def __init__(self) -> None:
        self.asked: list[int | None] = []

    def at(self, step: int | None) -> Port:
        self.asked.append(step)
        return NO_PORT

    def incidents(self) -> tuple[StepIncident, ...]:
        return ()


def judged(questions: Sequence[Any]) -> tuple[list[int | None], list[str]]:
    """The steps whose ports were asked for, and the verdicts as they are given."""
    exam: Any = SimpleNamespace(
        assignment=SimpleNamespace(name="a"),
        rubric=SimpleNamespace(questions=tuple(questions), tests={}),
        release=SimpleNamespace(places={}),
        verdict=lambda question, answer, port: Verdict(question.id, "correct", 1, 1, "Right."),
    )
    steps = {question.id: QuestionSteps() for question in questions}
    plan: Any = SimpleNamespace(
        questions=steps,
        check=[question.id for question in questions].index,
        repaired=SimpleNamespace(tampering=()),
    )
    submission: Any = SimpleNamespace(incidents=(), student="ada", status="graded")
    ports = NotedPorts()
    marks = judge(exam, submission, plan, Run((), (), (), ()), ports, True)
    return ports.asked, [verdict.question for verdict in marks.verdicts]


def test_questions_with_hidden_inputs_are_judged_last():
    """What a network says when it is called, as a student reads at once, comes before any of them."""
    asked = [question("f", True), question("net", False), question("g", True), question("h", False)]
    assert judged(asked) == ([1, 3, 0, 2], ["f", "net", "g", "h"])
