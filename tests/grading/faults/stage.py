"""A small class whose grading is disturbed, and what must hold afterwards whatever the fault was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.engine.hierarchies import own_hierarchies
from autograder.files import LEFT
from tests.mini_course import MiniCourse, without_seconds

STUDENTS = tuple(f"s{number}" for number in range(6))
SLOWLY = "import time; time.sleep(0.2)\n"
"""So that there is a moment at which each of them can be disturbed."""
SETTLE_SECONDS = 15.0
"""What was killed may take so long to be gone, on a machine that is busy."""

Told = Mapping[str, Any]
"""The marks of one student, as `--json` has them, without the seconds."""


def blur(number: int, more: str = SLOWLY) -> str:
    """The answer of one student: no two are alike, so that marks that go astray are seen."""
    return f"{more}blur = np.ones((3, 3, 1, 1)) / {7 + number}"


def submit_class(mini: MiniCourse, more: str = SLOWLY) -> None:
    """Submissions of all students, none of them like another."""
    for number, student in enumerate(STUDENTS):
        mini.submit(student, mini.answered(blur=blur(number, more)), **{"data.txt": f"{number}"})


@dataclass(frozen=True)
class Stage:
    """A course with a class, and a folder for temporary files that is empty when nobody grades."""

    mini: MiniCourse
    temporary: Path
    seen: set[str] = field(default_factory=set)
    """The workspaces of all engines that were met."""

    def start(self, *options: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        """`autograder grade mini`, as a process of its own."""
        command = [sys.executable, "-m", "autograder", "grade", "mini", "--jobs", "2"]
        return subprocess.Popen(
            [*prefix, *command, "--course", str(self.mini.root), *options],
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def grade(self, *options: str, prefix: tuple[str, ...] = ()) -> tuple[int, str]:
        """The exit code of the command, and all that it says, on one line."""
        process = self.start(*options, prefix=prefix)
        said, _ = process.communicate(timeout=300)
        return process.returncode, " ".join(said.split())

    def finish(self) -> Mapping[str, Told]:
        """The marks that the next run gives, which nothing disturbs."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "marks.json")
            code, said = self.grade("--json", str(file))
            assert code == 0, said
            told = json.loads(file.read_text())["submissions"]
        return {item["student"]: without_seconds(item) for item in told}

    def check(self, wanted: Mapping[str, Told]) -> None:
        """The next run goes on from where this one was, to the marks of one that nothing disturbed; no
        file is left over, and the gradebook is whole."""
        assert self.finish() == wanted
        assert held(self.mini) == {student: told["score"] for student, told in wanted.items()}
        assert not os.listdir(self.temporary)
        assert half_written(self.mini.root) == []
        assert [path for path in groups() if path.name in self.seen] == []

    def workspaces(self) -> list[str]:
        """The folders of the engines that run now; their groups of processes have the same names."""
        found = [name for name in os.listdir(self.temporary) if name.startswith("autograder-")]
        self.seen.update(found)
        return found


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder for temporary files through which other users may pass: pytest's own is closed."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def held(mini: MiniCourse) -> Mapping[str, float]:
    """The points that the gradebook holds, which is sound."""
    with sqlite3.connect(mini.root / "gradebook.db", timeout=60) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute(
            "SELECT student_id, sum(coalesce(auto_score, 0)) FROM grade"
            " JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id"
            " JOIN submitted_assignment"
            " ON submitted_assignment.id = submitted_notebook.assignment_id"
            " GROUP BY student_id"
        ).fetchall()
    database.close()
    return dict(rows)


def half_written(root: Path) -> list[Path]:
    """What lies beside a file or a folder only while that is written."""
    return [
        path
        for path in root.rglob("*")
        if LEFT.fullmatch(path.name) or path.name.endswith(("-journal", "-wal"))
    ]


def groups() -> list[Path]:
    """The groups of processes that engines have made below this process's own."""
    return [path for item in own_hierarchies() for path in item.folder.glob("autograder-*")]


def kill(pid: int, is_ours: Callable[[int], bool]) -> bool:
    """kill -9 of a process, if it is still one of ours; whether it was there."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        if not is_ours(pid):  # the number has another owner by now
            return False
        signal.pidfd_send_signal(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    finally:
        os.close(process)
    return True


def wait_until(true: Any, what: str, seconds: float = SETTLE_SECONDS) -> None:
    """Waits until something is true; fails where it is not after a while."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.02)
