"""What the staff's own notebooks give: the references, from the executed master, and the untouched
answers, from the starter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.cells import grade_id
from autograder.course.probes import Probes
from autograder.course.release import Release
from autograder.course.repaired_notebook import unaltered
from autograder.course.rubric import Rubric
from autograder.course.source import Source
from autograder.course.starter import starter_of
from autograder.engine.session import Limits, Run
from autograder.errors import did_you_mean
from autograder.grading.answers import answer_to
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import REFERENCES, UNTOUCHED
from autograder.grading.exam import ExamError
from autograder.grading.files_beside import overlay
from autograder.grading.plan import NotebookPlan, make_plan
from autograder.grading.run import START_FAILED, Ports
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.public import PUBLIC_FILES
from autograder.questions.question import Question

NAME = re.compile(r"[^\W\d]\w*")
PRELOADED = (
    "What is imported before the first cell stands in pyproject.toml: [tool.autograder] preload."
)


def keys_of(
    source: Source, runner: PlanRunner, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Key[Any]]:
    """The key of each question, taken from the executed master as from a submission; what the starter
    gives is not in it yet.

    `folder` holds the files that lie beside the notebook; the public part is none of them, since it is
    made of what this gives. ExamError where the master fails.
    """
    plan = staff_plan(source.notebook, source.rubric, source.tests, folder, limits)
    probe = Probes(source.assignment.course.images)

    def taken(run: Run, ports: Ports) -> Mapping[str, Key[Any]]:
        must_be_clean(plan, run, source.place)
        keys: dict[str, Key[Any]] = {}
        for question in source.rubric.questions:
            answer, check = answer_to(question, plan, run), plan.check(question.id)
            _must_have_come_out(question, answer, source)
            try:
                keys[question.id] = Key.of(question, answer, probe, ports.at(check))
            except ValueError as error:
                where = f"{source.place(question.id)}: question {question.id}"
                raise ExamError(f"{where}: {error} ({source.rubric.place(question.id)})") from error
        return keys

    return runner.done(plan, runner.place(REFERENCES), taken, words_only=True).result


def _must_have_come_out(question: Question[Any], answer: Answer, source: Source) -> None:
    """ExamError where the master has nothing by a name that the rubric asks for."""
    for export in question.exports():
        if answer.value(export).problem != "undefined":
            continue
        cell = next((c for c in source.master.cells if c.id == question.id), None)
        names = set(NAME.findall(cell.source)) if cell else set()
        raise ExamError(
            f"{source.rubric.place(question.id)}: question {question.id}: the master has no variable "
            f"`{export.name}`{did_you_mean(export.name, names)} ({source.place(question.id)})"
        )


def with_untouched(
    keys: Mapping[str, Key[Any]], untouched: Mapping[str, Answer]
) -> Mapping[str, Key[Any]]:
    """The keys with what the starter gives, by question."""
    return {id: replace(key, untouched=untouched.get(id, Answer())) for id, key in keys.items()}


def untouched_answers(
    source: Source, runner: PlanRunner, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Answer]:
    """What the starter gives before anybody typed anything, by question.

    ExamError where it does not run from top to bottom.
    """
    starter = starter_of(source.notebook)
    tests = {
        str(name): cell.source for cell in starter.cells if (name := grade_id(cell)) in source.tests
    }
    plan = staff_plan(starter, source.rubric, tests, folder, limits)

    def taken(run: Run, _: Ports) -> Mapping[str, Answer]:
        must_be_clean(plan, run, lambda cell: f"{source.place(cell)}: the starter")
        return {
            question.id: answer_to(question, plan, run)
            for question in source.rubric.questions
            if question.automatic
        }

    return runner.done(plan, runner.place(UNTOUCHED), taken, words_only=True).result


def staff_plan(
    notebook: NotebookNode, rubric: Rubric, tests: Mapping[str, str], folder: Path, limits: Limits
) -> NotebookPlan:
    """The plan to run a notebook of the staff's own, which needs no repair."""
    release = Release(notebook, tuple(question.id for question in rubric.questions))
    files = {i: file for i, file in overlay({}, folder).items() if str(i) not in PUBLIC_FILES}
    return make_plan(unaltered(release), release, rubric, tests, files, limits)


def must_be_clean(plan: NotebookPlan, run: Run, place: Callable[[str], str]) -> None:
    """ExamError where anything but an ordinary test did not end as it should; `place` says where the
    cell of an id stands."""
    for incident in run.incidents:
        if incident.kind == START_FAILED:
            raise ExamError(f"{incident.staff} {PRELOADED}")
        cell = "" if incident.step is None else plan.cell(incident.step).id
        raise ExamError(f"{place(cell)}: {incident.staff}")
    for step, error in enumerate(run.errors):
        if error and not plan.steps[step].unaltered:
            words = [str(o.get("evalue", ""))[:300] for o in run.outputs[step] if "evalue" in o]
            raise ExamError(
                f"{place(plan.cell(step).id)}: the cell {plan.cell(step).id} ends with {error}: {' '.join(words)}"
            )
