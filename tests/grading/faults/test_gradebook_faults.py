"""A gradebook that can only be read, or that another program keeps locked."""

from __future__ import annotations

import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.gradebook import GradebookError, open_gradebook
from autograder.grading.gradebook_faults import gradebook_fault
from autograder.grading.ledger import Ledger
from autograder.grading.patience import Patience, in_words
from autograder.grading.transaction import patiently
from tests.chance import drawn, moments
from tests.grading.faults.mounts import read_only
from tests.grading.faults.stage import STUDENTS, Stage, held
from tests.mini_course import without_seconds
from tests.speeds import some

READ_ONLY = {
    "file": (("gradebook.db",), "gradebook.db can only be read"),
    "course": ((".",), "can only be read"),
    "graded notebooks": (("autograded",), "autograded: nothing can be written there"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("what", some(list(READ_ONLY), ["file"]))
def test_what_can_only_be_read_is_told_before_anything_is_run(what, stage, wanted):
    names, words = READ_ONLY[what]
    (stage.mini.root / "autograded").mkdir()
    code, said = stage.grade(prefix=read_only(*(stage.mini.root / name for name in names)))
    assert (code, words in said) == (2, True), said
    assert "Traceback" not in said
    assert "do the same again" in said
    assert not stage.mini.course.evidence.exists()  # not even the master was run
    stage.check(wanted)


@contextmanager
def locked(stage: Stage, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Another program has begun to write to the gradebook, and does not come to an end."""
    with closing(sqlite3.connect(stage.mini.root / "gradebook.db", timeout=60)) as database:
        database.isolation_level = None
        database.execute(f"BEGIN {how}")
        yield
        database.execute("ROLLBACK")


@pytest.mark.thorough
def test_the_terminal_says_that_the_gradebook_is_locked(stage, wanted):
    with locked(stage):
        process = stage.start()
        assert process.stdout is not None
        said = ""
        while "locked" not in said and (line := process.stdout.readline()):
            said += line
    rest, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said + rest
    assert "The gradebook is locked by another program: waiting for it, up to 5 minutes." in said
    stage.check(wanted)


def grader(stage, built_exam, gradebook):
    """As the command has it, but for the engine, which is that of all tests."""
    exam = replace(built_exam, assignment=stage.mini.assignment)
    store = EvidenceStore(stage.mini.assignment)
    return replace(stage.mini.grader(exam), ledger=Ledger(gradebook, store))


@pytest.mark.thorough
@moments
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_whoever_locks_it_for_a_while_is_waited_for(how, seed, stage, built_exam, wanted):
    draw = drawn(seed)
    told, marks = [], {}
    with open_gradebook(stage.mini.course, Patience(60, 0.2, told.append)) as gradebook:
        graded = grader(stage, built_exam, gradebook).grade(STUDENTS)
        for _ in range(draw.randrange(len(STUDENTS))):
            item = next(graded)
            marks[item.student] = item
        with locked(stage, how):
            rest = threading.Thread(target=lambda: marks.update((i.student, i) for i in graded))
            rest.start()
            while not told and rest.is_alive():
                time.sleep(0.01)
        rest.join()
    assert len(told) <= 1  # none where the others had nothing to write any more
    assert {name: without_seconds(item.plain()) for name, item in marks.items()} == wanted
    assert held(stage.mini) == {student: item["score"] for student, item in wanted.items()}


@pytest.mark.thorough
@moments
def test_whoever_never_lets_it_go_is_told_and_nothing_is_lost(seed, stage, built_exam, wanted):
    draw = drawn(seed)
    before = draw.randrange(len(STUDENTS))
    first = []

    def grade():
        with open_gradebook(stage.mini.course, Patience(1)) as gradebook:
            graded = grader(stage, built_exam, gradebook).grade(STUDENTS)
            first.extend(next(graded).student for _ in range(before))
            with locked(stage):
                list(graded)

    with pytest.raises(GradebookError, match="is locked: another program has kept it so for 1 sec"):
        grade()
    assert set(held(stage.mini)) == set(first)
    stage.check(wanted)


def test_how_long_is_waited(mini, monkeypatch):
    """By a clock of the test's own: one sentence, and then an end."""
    seconds, told, tries = itertools.count(), [], []
    patience = Patience(300, 3, told.append, clock=lambda: float(next(seconds)))
    monkeypatch.setattr("autograder.grading.transaction.time.sleep", lambda _: None)
    engine = create_engine(f"sqlite:///{mini.root}/gradebook.db", connect_args={"timeout": 0})

    def write():
        tries.append(1)
        with engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))

    with locked(Stage(mini, mini.root)), pytest.raises(OperationalError) as error:
        patiently(write, patience)
    engine.dispose()
    assert len(tries) == 300
    assert told == ["The gradebook is locked by another program: waiting for it, up to 5 minutes."]
    assert "kept it so for 5 minutes. Close what has it open" in gradebook_fault(
        "sqlite:///x", error.value, patience
    )
    assert [in_words(number) for number in (1, 90, 300)] == ["1 second", "90 seconds", "5 minutes"]
