"""Every attack of the table: it gains nothing here, and does where its defence is off."""

from __future__ import annotations

import pytest

from tests.attacks.places import Outcome
from tests.attacks.table import ATTACKS
from tests.speeds import each, some

CLASS = ("anna", "mallory", "zoe")
FAMILIES = (
    "forging",
    "reading",
    "harming",
    "escaping",
    "stopping",
    "submitting",
    "sharing",
    "showing",
)
SAMPLE = ("fake-score", "double-check")
"""Of the attacks that plain nbgrader shows; `python -m tests.attacks` shows all."""

QUICK = (
    "equal-to-all",
    "script-in-a-table",
    "answer-is-a-pickle",
    "rubric",
    "linked-file",
    "loop",
    "fork-bomb",
    "memory-slowly",
    "disk",
    "flood-of-text",
    "program",
    "gradebook-rewritten",
    "files-in-flight",
    "name-of-bytes",
    "stuffed-notebook",
)
"""Some of each family; `make thorough` tries the others."""

FEW = (
    "equal-to-all",
    "script-in-a-table",
    "fake-score",
    "answer-is-a-pickle",
    "deep-frame",
    "rubric",
    "references-by-walk",
    "own-memory",
    "linked-file",
    "loop",
    "fork-bomb",
    "memory-slowly",
    "disk",
    "disk-in-flight",
    "memory-of-a-thread-alone",
    "flood-of-text",
    "tcp",
    "kills-another",
    "program",
    "gradebook-rewritten",
    "exit-while-taken",
    "killed",
    "double-check",
    "files-in-flight",
    "lock-on-a-library",
    "name-of-bytes",
    "linked-assignment",
    "stuffed-notebook",
    "cells-by-the-thousand",
    "deep-folders",
)
"""For each defence one that it stops."""

BEHIND_BOTH = [a for a in ATTACKS if a.needs == "sandbox" or a.family == "forging"]
TRIED_TWICE = [a for a in BEHIND_BOTH if a.name in FEW]
"""One of each kind; `make soak` tries the others behind both walls as well."""

ON_DISKS = [a for a in ATTACKS if "disk" in a.gain]
ON_SHARED = [
    a for a in ON_DISKS if a.name in ("disk", "disk-of-a-thread", "disk-by-one-page", "inodes")
]
"""The same where the disk is shared."""


SHOWN = [a for a in ATTACKS if a.shown_in != "plain nbgrader"]
SHOWN_FIRST = {a.shown_in: a for a in reversed(SHOWN)}.values()
"""One for each defence; `make soak` and `make attacks` show all, and all that each prevents."""


def named(attack) -> str:
    return attack.name


def deserved(attack, outer_wall: bool = False) -> Outcome:
    seen = not (outer_wall and attack.of_files)
    incidents = frozenset({attack.incident} - {None}) if seen else frozenset()
    return Outcome(attack.points, incidents, frozenset())


@pytest.mark.parametrize("attack", each(ATTACKS, QUICK))
def test_it_gets_what_it_deserves_and_harms_nobody(attack, inner_wall, stage):
    assert inner_wall.attempt(attack, stage, CLASS) == deserved(attack)


@pytest.mark.thorough
@pytest.mark.parametrize("attack", some(BEHIND_BOTH, TRIED_TWICE), ids=named)
def test_the_same_behind_both_walls(attack, both_walls, stage):
    assert both_walls.attempt(attack, stage, ("mallory",)) == deserved(attack, outer_wall=True)


@pytest.mark.thorough
@pytest.mark.parametrize("attack", some(ON_DISKS, ON_SHARED), ids=named)
def test_the_same_where_the_disk_is_shared(attack, shared_disk, stage):
    assert shared_disk.attempt(attack, stage, ("mallory",)) == deserved(attack)


@pytest.mark.thorough
@pytest.mark.parametrize("attack", some(SHOWN, list(SHOWN_FIRST)), ids=named)
def test_it_succeeds_where_its_defence_is_off(attack, down, stage):
    found = down[attack.shown_in].attempt(attack, stage, ("mallory",)).effects
    if attack.effect not in found and attack.refusable:
        pytest.skip("this system refuses it by itself")
    assert attack.effect in found


@pytest.mark.thorough
@pytest.mark.parametrize("attack", [a for a in ATTACKS if a.name in SAMPLE], ids=named)
def test_it_succeeds_in_plain_nbgrader(attack, plain, stage):
    assert attack.shown_in == "plain nbgrader"
    students = CLASS if attack.effect == "harm" else ("mallory",)
    assert attack.effect in plain.attempt(attack, stage, students).effects


def test_the_honest_alone_leave_no_trace(inner_wall, stage):
    """What the stage sees is an attack's doing."""
    before = stage.look()
    inner_wall.grade(stage, ("anna", "zoe"))
    assert stage.effects(before) == set()


def test_the_table():
    names = [attack.name for attack in ATTACKS]
    assert len(set(names)) == len(names) >= 40
    assert {attack.family for attack in ATTACKS} == set(FAMILIES)
    mechanisms = [attack.mechanism for attack in ATTACKS]
    assert len(set(mechanisms)) == len(mechanisms)
    for attack in ATTACKS:
        assert attack.mechanism.endswith("."), attack.name
        assert attack.gain, attack.name
        assert attack.needs is None or attack.shown_in == "no sandbox", attack.name
