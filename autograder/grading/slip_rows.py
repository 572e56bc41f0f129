"""What every slip does to every question of an assignment: for staff, who see the wrong answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from autograder.course.course import Assignment, Course
from autograder.course.probes import Probes
from autograder.engine.session import Engine
from autograder.errors import AutograderError
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.kit_exam import prepare_exam
from autograder.grading.settings import Settings
from autograder.questions.key import Key
from autograder.questions.question import Probe
from autograder.questions.shown_answer import shown_answer

MOST_GIVEN = 3
"""Wrong answers to one part that are written out."""

SlipState = Literal["told", "alike", "blind", "untold"]


@dataclass(frozen=True)
class SlipRow:
    """One slip in one question."""

    name: str
    sentence: str
    """What students are told."""
    state: SlipState
    """`told`; `alike`: told unless a commoner one of `alike` is; `blind`: it leaves the whole question
    right; `untold`: the rubric says so."""
    gives: tuple[str, ...] = ()
    """What it gives to each part, in words."""
    alike: tuple[str, ...] = ()
    """Slips that give the same wrong answers."""
    showing: str = ""
    """Of a blind spot: in which other input it would show."""


Keys = Mapping[str, Key[Any]]
"""By question: what answers are judged by."""
SlipRows = Mapping[str, tuple[SlipRow, ...]]
"""By the id of a question."""


def slip_rows(assignment: Assignment, keys: Keys) -> SlipRows:
    """The slips that can be made in each question, in the order in which they are looked for."""
    probe = Probes(assignment.course.images)
    return {name: _rows(key, probe) for name, key in keys.items()}


def slips_of(
    course: Course, engine: Engine, settings: Settings, known: Mapping[str, Keys]
) -> Mapping[str, SlipRows]:
    """By assignment: the slips in its questions. Masters whose keys are `known`, or that ran before, are
    not run again; an assignment that can't be graded has none."""
    found = {}
    for name in course.names():
        if name in known:
            found[name] = slip_rows(course.assignment(name), known[name])
            continue
        assignment = course.assignment(name)
        runner = PlanRunner(engine, settings.store(assignment))
        try:
            exam = prepare_exam(assignment, engine, settings.limits, runner)
        except AutograderError:  # building it says why
            continue
        found[name] = slip_rows(assignment, exam.keys)
    return found


def _rows(key: Key[Any], probe: Probe) -> tuple[SlipRow, ...]:
    found, wrong = key.slips(), key.wrong_answers()
    untold = set(key.question.untold_names)
    groups = {name: group - {name} for group in found.together for name in group}
    rows = []
    for name, sentence in key.question.sentences().items():
        if name not in wrong:
            continue
        blind = name in found.blind
        rows.append(
            SlipRow(
                name,
                sentence,
                _state(name, untold, blind, name in groups),
                tuple(
                    f"{part}: {' or '.join(map(shown_answer, answers[:MOST_GIVEN]))}"
                    for part, answers in wrong[name].items()
                    if answers
                ),
                tuple(sorted(groups.get(name, ()))),
                key.showing(name, probe) if blind else "",
            )
        )
    return tuple(rows)


def _state(name: str, untold: set[str], blind: bool, is_alike: bool) -> SlipState:
    if name in untold:
        return "untold"
    if blind:
        return "blind"
    return "alike" if is_alike else "told"
