"""kill -9 of the grader itself: the next run goes on where it was, and nothing stays."""

from __future__ import annotations

import os
import time

import pytest

from autograder.engine.forked.usage import descendants
from tests.attacks.survivors import adopt, running
from tests.chance import drawn, moments
from tests.grading.faults.stage import STUDENTS, Stage, kill, wait_until
from tests.speeds import some


def wait_for(stage: Stage, kept: int, process) -> None:
    """Until so many submissions have evidence, or the grader has ended."""
    store = stage.mini.course.evidence / "mini" / "submitted"
    while process.poll() is None and len(list(store.glob("*/mini.evidence"))) < kept:
        stage.workspaces()
        time.sleep(0.01)


@pytest.mark.thorough
@moments
@pytest.mark.parametrize("who", some(["the grader", "all processes"], ["all processes"]))
def test_a_grader_that_is_killed(who, seed, stage, wanted):
    draw = drawn(seed)
    adopt(True)  # what outlives it becomes ours, and is seen
    try:
        process = stage.start()
        wait_for(stage, draw.randrange(len(STUDENTS)), process)
        time.sleep(draw.uniform(0, 0.5))
        stage.workspaces()
        of_it = descendants(process.pid)
        whom = [process.pid] + (of_it if who != "the grader" else [])
        for pid in whom:
            kill(pid, lambda one: one in running())
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        wait_until(lambda: not [pid for pid in of_it if pid in running()], "a process is left")
    finally:
        adopt(False)
    if who == "the grader":
        wait_until(lambda: not os.listdir(stage.temporary), "a folder is left")
    stage.check(wanted)
