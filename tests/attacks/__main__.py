"""Tries every attack in plain nbgrader and in this project: `python -m tests.attacks [NAME...]`.

Names are those of attacks or of families; all are tried without. Some minutes, most of them
nbgrader's. The exit code is 1 where an attack gained something here, or could not be shown.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.course.course import Course
from autograder.engine.errors import SandboxError
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.preparation import Preparation
from autograder.grading.preparation import SEED
from autograder.grading.settings import load_settings
from autograder.notebook.grading import GRADING
from tests.attacks.attack import Attack
from tests.attacks.called import CALL_DEFENCES, CallPlace
from tests.attacks.calling import CALLING, CallAttack
from tests.attacks.places import Outcome, OwnGrading, Place, defences_down
from tests.attacks.plain import PlainNbgrader
from tests.attacks.stage import Stage
from tests.attacks.table import ATTACKS
from tests.functions_course import FILES, FunctionsCourse
from tests.mini_course import make_mini_course

CLASS = ("anna", "mallory", "zoe")
CALLED = "calling"
"""The family of attacks by functions that are called."""
COLUMNS = "{:10} {:28} {:16} {:28} {:12}"


def main(names: Sequence[str]) -> int:
    """Print the table; the exit code."""
    chosen = [a for a in ATTACKS if not names or a.name in names or a.family in names]
    called = [a for a in CALLING if not names or a.name in names or CALLED in names]
    if not chosen and not called:
        known = (attack.name for attack in (*ATTACKS, *CALLING))
        print("There is no such attack. There are:", *known, sep="\n  ")
        return 2
    print(COLUMNS.format("family", "attack", "plain nbgrader", "defence off", "autograder"))
    return max(_try_notebooks(chosen) if chosen else 0, _try_calls(called) if called else 0)


def _try_notebooks(chosen: Sequence[Attack]) -> int:
    with tempfile.TemporaryDirectory(prefix="attacks-") as name:
        mini = make_mini_course(Path(name, "built"))
        exam = mini.exam()
        try:
            engine = ForkedEngine(Preparation(("numpy",), seed=SEED, environment={GRADING: "1"}))
        except SandboxError as error:
            print(error)
            return 2
        with engine, Stage(mini, Path(name, "stage")) as stage:
            engine.warm()
            here, down = OwnGrading(exam, engine), defences_down(exam)
            return _compare(chosen, stage, PlainNbgrader(stage), down, here)


def _compare(
    chosen: Sequence[Attack],
    stage: Stage,
    plain: Place,
    down: dict[str, OwnGrading],
    here: Place,
) -> int:
    won = {"plain": 0, "here": 0}
    not_shown = []
    for attack in chosen:
        students = CLASS if attack.effect == "harm" else ("mallory",)
        at_plain = plain.attempt(attack, stage, students)
        at_down = (
            down[attack.shown_in].attempt(attack, stage, students)
            if attack.shown_in in down
            else None
        )
        at_home = here.attempt(attack, stage, CLASS)
        gained = bool(at_home.effects) or at_home.points != attack.points
        won["plain"] += attack.effect in at_plain.effects
        won["here"] += gained
        if attack.effect not in (at_down or at_plain).effects and not attack.refusable:
            not_shown.append(attack.name)
        off = "" if at_down is None else f"{attack.shown_in}: {_word(attack, at_down)}"
        now = "SUCCEEDS" if gained else "stopped"
        print(
            COLUMNS.format(attack.family, attack.name, _word(attack, at_plain), off, now),
            flush=True,
        )
    print(f"\n{len(chosen)} attacks: {won['plain']} succeed in plain nbgrader, {won['here']} here.")
    if not_shown:
        print("Not shown to succeed anywhere:", ", ".join(not_shown))
    return 1 if won["here"] or not_shown else 0


def _try_calls(chosen: Sequence[CallAttack]) -> int:
    """Those of functions that are called; plain nbgrader calls none."""
    won, not_shown = 0, []
    with tempfile.TemporaryDirectory(prefix="attacks-") as name:
        try:
            engine = load_settings(Course.at(FILES)).engine()
        except SandboxError as error:
            print(error)
            return 2
        with engine:
            place = CallPlace(FunctionsCourse.make(Path(name, "course"), engine), engine)
            for attack in chosen:
                at_down = place.attempt(attack, CALL_DEFENCES[attack.shown_in])
                gained = place.attempt(attack).gained(attack)
                won += gained
                shown = attack.effect in at_down.effects
                not_shown += [] if shown else [attack.name]
                off = f"{attack.shown_in}: {'succeeds' if shown else 'fails'}"
                now = "SUCCEEDS" if gained else "stopped"
                print(COLUMNS.format(CALLED, attack.name, "", off, now), flush=True)
    print(f"\n{len(chosen)} attacks in calls: {won} succeed here.")
    if not_shown:
        print("Not shown to succeed anywhere:", ", ".join(not_shown))
    return 1 if won or not_shown else 0


def _word(attack: Attack, outcome: Outcome) -> str:
    if attack.effect in outcome.effects:
        return "succeeds"
    return "breaks it" if "broken" in outcome.effects else "fails"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
