"""What the staff's own notebooks give: the references, from the executed master, and the untouched
answers, from the starter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from autograder.course.cells import grade_id
from autograder.course.probes import Probes
from autograder.course.release import Release
from autograder.course.repair import unaltered
from autograder.course.rubric import Rubric
from autograder.course.source import Source
from autograder.course.starter import starter_of
from autograder.engine.session import Engine, Limits, Run
from autograder.grading.answers import answer_to
from autograder.grading.exam import ExamError
from autograder.grading.files_beside import overlay
from autograder.grading.plan import Plan, make_plan
from autograder.grading.run import open_run
from autograder.questions.answer import Answer
from autograder.questions.key import Key


def keys_of(
    source: Source, engine: Engine, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Key[Any]]:
    """The key of each question, taken from the executed master as from a submission; what the starter
    gives is not in it yet.

    `folder` holds the files that lie beside the notebook. ExamError where the master fails.
    """
    master = source.assignment.master
    plan = staff_plan(source.notebook, source.rubric, source.tests, folder, limits)
    probe = Probes(source.assignment.course.images)
    keys: dict[str, Key[Any]] = {}
    with open_run(engine, plan) as (run, port):
        must_be_clean(plan, run, str(master))
        for question in source.rubric.questions:
            answer, check = answer_to(question, plan, run), plan.check(question.id)
            try:
                keys[question.id] = Key.of(question, answer, probe, port.at(check))
            except ValueError as error:
                raise ExamError(f"{master}: question {question.id}: {error}") from error
    return keys


def with_untouched(
    keys: Mapping[str, Key[Any]], untouched: Mapping[str, Answer]
) -> Mapping[str, Key[Any]]:
    """The keys with what the starter gives, by question."""
    return {id: replace(key, untouched=untouched.get(id, Answer())) for id, key in keys.items()}


def untouched_answers(
    source: Source, engine: Engine, folder: Path, limits: Limits = Limits()
) -> Mapping[str, Answer]:
    """What the starter gives before anybody typed anything, by question.

    ExamError where it does not run from top to bottom.
    """
    starter = starter_of(source.notebook)
    tests = {
        str(name): cell.source for cell in starter.cells if (name := grade_id(cell)) in source.tests
    }
    plan = staff_plan(starter, source.rubric, tests, folder, limits)
    with open_run(engine, plan) as (run, _):
        must_be_clean(plan, run, "the starter")
        return {
            question.id: answer_to(question, plan, run)
            for question in source.rubric.questions
            if question.automatic
        }


def staff_plan(
    notebook: NotebookNode, rubric: Rubric, tests: Mapping[str, str], folder: Path, limits: Limits
) -> Plan:
    """The plan to run a notebook of the staff's own, which needs no repair."""
    release = Release(notebook, tuple(question.id for question in rubric.questions))
    return make_plan(unaltered(release), release, rubric, tests, overlay({}, folder), limits)


def must_be_clean(plan: Plan, run: Run, where: str) -> None:
    """ExamError where anything but an ordinary test did not end as it should."""
    for incident in run.incidents:
        raise ExamError(f"{where}: {incident.staff}")
    for step, error in enumerate(run.errors):
        if error and not plan.steps[step].unaltered:
            words = [str(o.get("evalue", ""))[:300] for o in run.outputs[step] if "evalue" in o]
            raise ExamError(
                f"{where}: the cell {plan.cell(step).id} ends with {error}: {' '.join(words)}"
            )
