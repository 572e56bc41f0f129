"""Tries every attack in plain nbgrader and in this project: `python -m tests.attacks [NAME...]`.

Names are those of attacks or of families; all are tried without. Some minutes, most of them
nbgrader's. The exit code is 1 where an attack gained something here, or could not be shown.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from autograder.engine.errors import SandboxError
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.preparation import Preparation
from autograder.grading.preparation import SEED
from autograder.notebook.grading import GRADING
from tests.attacks.attack import Attack
from tests.attacks.places import Outcome, OwnGrading, Place, defences_down
from tests.attacks.plain import PlainNbgrader
from tests.attacks.stage import Stage
from tests.attacks.table import ATTACKS
from tests.mini_course import make_mini_course

CLASS = ("anna", "mallory", "zoe")
COLUMNS = "{:10} {:28} {:16} {:24} {:12}"


def main(names: Sequence[str]) -> int:
    """Print the table; the exit code."""
    chosen = [a for a in ATTACKS if not names or a.name in names or a.family in names]
    if not chosen:
        print("There is no such attack. There are:", *(a.name for a in ATTACKS), sep="\n  ")
        return 2
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
    print(COLUMNS.format("family", "attack", "plain nbgrader", "defence off", "autograder"))
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


def _word(attack: Attack, outcome: Outcome) -> str:
    if attack.effect in outcome.effects:
        return "succeeds"
    return "breaks it" if "broken" in outcome.effects else "fails"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
