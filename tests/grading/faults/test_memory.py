"""Memory that runs out: the grader is in a group of processes (a cgroup) with a limit of its own, as in a
container."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.engine.hierarchies import own_hierarchies
from autograder.engine.sandbox.survey import survey
from tests.chance import drawn, moments
from tests.grading.faults.stage import STUDENTS, wait_until
from tests.machine import skip_for

MEBIBYTE = 1 << 20
LIMIT = 700 * MEBIBYTE
"""Less than the 2 GiB that one notebook may have, more than all other processes take."""
GREEDY = f"blur = np.ones((3, 3, 1, 1)) / 9\nlots = np.ones({LIMIT} // 8)"
HOG = """
import time
with open("/proc/self/oom_score_adj", "w") as score:
    score.write("-1000")
held = []
while True:
    if sum(map(len, held)) < {most}:
        held.append(bytes([1]) * (4 << 20))
    time.sleep(0.005)
"""
"""Another program in the same group, which takes more and more and can't be ended for it."""


class Container:
    """A group with a limit, which ends with all that is in it."""

    def __init__(self, folder: Path, unified: bool) -> None:
        self.folder = folder
        folder.mkdir()
        limit = "memory.max" if unified else "memory.limit_in_bytes"
        (folder / limit).write_text(str(LIMIT))

    @property
    def prefix(self) -> tuple[str, ...]:
        """What stands before a command, so that it runs in here."""
        return ("sh", "-c", f'echo $$ > "{self.folder}/cgroup.procs" && exec "$@"', "sh")


@pytest.fixture
def container() -> Iterator[Container]:
    found = [item for item in own_hierarchies() if "memory" in item.controllers]
    if os.geteuid() != 0 or not found or not survey().inner:
        skip_for("the right to make groups of processes with a limit of memory")
    (hierarchy,) = found
    try:
        made = Container(hierarchy.folder / f"faults-{os.getpid()}", hierarchy.unified)
    except OSError as error:
        skip_for(f"a group of processes with a limit of memory ({error})")
    yield made

    def remove() -> bool:
        for folder in (*made.folder.glob("*/*/"), *made.folder.glob("*/"), made.folder):
            with contextlib.suppress(OSError):
                folder.rmdir()
        return not made.folder.exists()

    wait_until(remove, f"{made.folder} is left")


@pytest.mark.soak
@moments
def test_a_notebook_for_which_there_is_no_memory(seed, stage, container, wanted, tmp_path):
    """It is no doing of its own, which may have more: it gets no marks, and is told; the others have
    theirs."""
    greedy = drawn(seed).choice(STUDENTS)
    stage.mini.submit(greedy, stage.mini.answered(blur=GREEDY))
    stage.mini.rewrite("pyproject.toml", ("cell-seconds = 2", "cell-seconds = 25"))
    file = tmp_path / "marks.json"
    code, said = stage.grade("--json", str(file), prefix=container.prefix)
    assert code == 2, said
    assert f"the grader failed on {greedy}" in said
    (found,) = (m for m in json.loads(file.read_text())["submissions"] if m["student"] == greedy)
    (incident,) = found["incidents"]
    assert (found["questions"], incident["kind"]) == ([], "grader-failed")
    assert "the machine had no memory left, and ended it" in incident["message"]
    told = stage.finish()
    assert {name: item for name, item in told.items() if name != greedy} == {
        name: item for name, item in wanted.items() if name != greedy
    }
    assert (told[greedy]["score"], told[greedy]["incidents"]) == (7.0, [])
    stage.check(told)


@pytest.mark.thorough
@moments
def test_a_machine_on_which_another_program_takes_all(seed, stage, container, wanted):
    """Whatever the kernel ends for it, be it the grader itself."""
    draw = drawn(seed)
    process = stage.start(prefix=container.prefix)
    time.sleep(draw.uniform(1, 6))
    stage.workspaces()
    program = HOG.format(most=LIMIT - 16 * MEBIBYTE)
    hog = subprocess.Popen([*container.prefix, sys.executable, "-c", program])
    try:
        said, _ = process.communicate(timeout=300)
    finally:
        hog.kill()
        hog.wait()
    if process.returncode == 0:
        pass  # it was done before
    elif process.returncode == 2:
        assert "Traceback" not in said
    else:
        assert process.returncode == -9, said
    stage.check(wanted)
