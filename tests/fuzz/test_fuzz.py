"""Damaged submissions: each gets marks or one clear incident, and none takes the grader down."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest

from autograder.course.course import Course
from tests.engine_of import engine_of
from tests.fuzz.damage import LARGEST, Draft
from tests.fuzz.example import example, notebooks
from tests.fuzz.table import DAMAGES
from tests.fuzz.tally import Share, try_all
from tests.fuzz.world import open_world

COUNT, EXECUTED = 120, 6
"""Examples, and how many of them are run."""
SEED = 933502
"""The same every time: what CI finds is of the change that it looks at. `make fuzz` draws a new one."""
ASSIGNMENTS = ("from_scratch", "kernels")
"""One whose functions are called, and one with pictures; `make fuzz` takes all."""


@pytest.mark.thorough
def test_damaged_submissions_are_graded_or_told(root, tmp_path):
    course, engine = Course.at(root), engine_of(root)
    with open_world(tmp_path / "course", course, ASSIGNMENTS, engine) as world:
        tally = try_all(world, SEED, range(COUNT), Share(COUNT // EXECUTED))
    faults = [*tally.faults, *(f"{t.told}: {fault}" for t in tally.faulty for fault in t.faults)]
    assert faults == []
    assert len(tally.trials) == COUNT
    assert sum(trial.executed for trial in tally.trials) == EXECUTED
    statuses = {trial.marks.status for trial in tally.trials if trial.marks}
    assert statuses == {"graded", "unreadable", "missing"}


def files(folder: Path) -> list[tuple[str, bytes | None]]:
    """All that lies below a folder, with what is in each file."""
    return [
        (repr(path.relative_to(folder)), path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink() and not (path.is_file() and path.stat().st_size > 10**6)
    ]


def test_the_same_seed_and_number_make_the_same_files(built_mini, tmp_path):
    for number in range(12):
        for place in ("one", "other"):
            (tmp_path / place).mkdir(exist_ok=True)
            example(7, number, [built_mini.assignment]).lay_out(tmp_path / place)
    assert files(tmp_path / "one") == files(tmp_path / "other")
    assert len({content for _, content in files(tmp_path / "one") if content}) > 6


def test_a_cell_that_stands_there_many_times_is_written_as_far_as_is_read():
    cell = {"cell_type": "markdown", "source": "x" * (1 << 20)}
    draft = Draft(random.Random(1), "mini", (), {"cells": [cell] * 30_000})
    draft.write_text()
    assert len(draft.text) == LARGEST


def test_every_damage_finds_something_in_whatever_is_left(built_mini, tmp_path):
    """On the starter, and on what other damages have left of it."""
    whole = notebooks(built_mini.assignment)
    for damage in DAMAGES:
        for number, left in enumerate(
            (whole[0], {"cells": [None, {}]}, {"metadata": 7}, [], "text")
        ):
            draft = Draft(random.Random(1), "mini", whole, copy.deepcopy(left))
            if damage.stage == "files":
                draft.folder = tmp_path / f"{damage.name}-{number}"
                draft.content = b"{}"
                draft.write_file()
            else:
                draft.text, draft.content = '{"a": [1]}', b'{"a": [1]}'
            damage.act(draft)
