"""kill -9 of whatever works while a class is graded: nothing is lost, and nothing stays."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.forked.usage import descendants
from autograder.engine.hierarchies import text_of
from autograder.engine.late_engine import LateEngine
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.gradebook import open_gradebook
from autograder.grading.ledger import Ledger
from autograder.grading.settings import load_settings
from tests.chance import drawn, moments
from tests.grading.faults.stage import STUDENTS, groups, half_written, held, kill, wait_until
from tests.machine import skip_for
from tests.mini_course import MiniCourse, without_seconds

COPY = "1000"
"""The score by which the kernel ends copies first; nothing else of ours has it."""
ROLES = ("copy", "supervisor", "zygote", "keeper")
KILLS = 3
"""In one run."""
LATEST_SECONDS = 0.6
"""How long after the one before: a class takes some seconds."""
LOOK_SECONDS = 0.01


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def family(keeper: int) -> Mapping[str, list[int]]:
    """The processes of an engine at work, by what they are."""
    with suppress(OSError):  # one has just ended
        scores = {p: text_of(Path(f"/proc/{p}/oom_score_adj")) for p in descendants(keeper)}
        copies = [pid for pid, score in scores.items() if score.strip() == COPY]
        supervisors = [parent(pid) for pid in copies]
        zygotes = [parent(pid) for pid in supervisors[:1]]
        return dict(zip(ROLES, (copies, supervisors, zygotes, [keeper]), strict=True))
    return {role: [] for role in ROLES}


@pytest.fixture(scope="module")
def engine(built_mini: MiniCourse) -> Iterator[ForkedEngine]:
    """One for all tests: what is killed of it, it replaces."""
    with load_settings(built_mini.course).engine() as late:
        made = late.begin() if isinstance(late, LateEngine) else late
        if not isinstance(made, ForkedEngine):
            skip_for("Linux")
        made.warm()
        yield made


def disturb(engine: ForkedEngine, role: str, draw: random.Random, over: threading.Event) -> int:
    """Kills some of these while the class is graded; how many."""
    done = 0
    while done < KILLS and not over.wait(draw.uniform(0, LATEST_SECONDS)):
        killed = kill_one(engine, role, draw)
        while not killed and not over.wait(LOOK_SECONDS):  # between two notebooks there is none
            killed = kill_one(engine, role, draw)
        done += killed
    return done


def kill_one(engine: ForkedEngine, role: str, draw: random.Random) -> bool:
    """Kills one of these, if there is one now; whether it did."""
    there = [pid for keeper in engine.pids() for pid in family(keeper)[role]]
    return bool(there) and kill(draw.choice(there), lambda pid: is_of(engine, pid))


def is_of(engine: ForkedEngine, pid: int) -> bool:
    return any(pid == keeper or pid in descendants(keeper) for keeper in engine.pids())


@pytest.mark.thorough
@moments
@pytest.mark.parametrize("role", ROLES)
def test_who_is_killed_costs_nobody_a_mark(role, seed, engine, stage, built_exam, wanted):
    draw, mini = drawn(seed), stage.mini
    exam = replace(built_exam, assignment=mini.assignment)
    over, killed = threading.Event(), []
    killer = threading.Thread(target=lambda: killed.append(disturb(engine, role, draw, over)))
    with open_gradebook(mini.course) as gradebook:
        grader = replace(
            mini.grader(exam),
            engine=engine,
            ledger=Ledger(gradebook, EvidenceStore(mini.assignment)),
        )
        killer.start()
        marks = grader.grade_all(STUDENTS)
    over.set()
    killer.join()
    assert killed[0] > 0
    assert {item.student: without_seconds(item.plain()) for item in marks} == wanted
    assert held(mini) == {student: told["score"] for student, told in wanted.items()}
    assert half_written(mini.root) == []
    wait_until(lambda: left(engine) == ([], [], []), "something is left")


def left(engine: ForkedEngine) -> tuple[list[int], list[str], list[str]]:
    """Copies and supervisors, folders of notebooks, and groups."""
    busy = [pid for keeper in engine.pids() for pid in family(keeper)["copy"]]
    folders = [n for n in os.listdir(engine._workspace) if n.startswith(("scratch-", "folder-"))]
    own = [path for path in groups() if path.name == engine._workspace.name]
    return (
        busy,
        folders,
        [name for path in own for name in os.listdir(path) if (path / name).is_dir()],
    )
