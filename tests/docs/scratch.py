"""A scratch copy of the project, in which the commands of the pages are run as a reader types them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell

from tests.docs.not_run import NOT_RUN
from tests.docs.page import ROOT, Block, Page
from tests.nbgrader_course import EXAMPLES

LEFT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "*.egg-info", "build", "dist", "demo")
LONGEST_SECONDS = 1200
STUDENTS = ("ada", "ben", "chiara", "farid")
"""Those of `kernels`' sample class whom the pages speak of; only they stay here, since all take minutes."""
ASSIGNMENTS = ("kernels",)
"""Those of the course that stay here: the commands that are run name no other, and each is built and graded."""
EXCHANGE = """
c = get_config()
c.CourseDirectory.course_id = "imaging"
c.Exchange.root = {!r}
"""


class Scratch:
    """The copy, a home of its own, and the environment that the tests run in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.home = folder / "home"
        shutil.copytree(ROOT, self.root, ignore=LEFT)
        for name in ("pyproject.toml", "constraints.txt"):
            os.utime(self.root / name, (0, 0))  # so that make takes the environment as it is
        for place in ("assignments", "data/class", "solutions"):
            for path in sorted((self.root / place).iterdir()):
                if path.is_dir() and path.name not in ASSIGNMENTS:
                    shutil.rmtree(path)
        for name in ASSIGNMENTS:
            few_students(self.root / "data" / "class" / name, STUDENTS)
        (self.root / ".venv").symlink_to(sys.prefix)
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        settings = self.home / ".jupyter" / "nbgrader_config.py"
        settings.parent.mkdir(parents=True)
        settings.write_text(EXCHANGE.format(str(self.exchange)))

    def run(self, page: Page) -> tuple[int, str]:
        """Runs a page from top to bottom in one shell; its exit code, and all that was printed."""
        SCENES.get(page.name, nothing)(self)
        done = subprocess.run(
            ["bash", "-c", script(page)], cwd=self.root, env=self.environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LONGEST_SECONDS,
        )  # fmt: skip
        return done.returncode, done.stdout

    def do(self, *command: str, folder: Path) -> None:
        """Runs one command that no page shows at this place; it must end well."""
        subprocess.run(
            command, cwd=folder, env=self.environment(), check=True, timeout=LONGEST_SECONDS
        )

    def environment(self) -> Mapping[str, str]:
        """The shell's: a home of its own, the environment's commands, and the copy's own package."""
        path = os.pathsep.join((str(Path(sys.prefix) / "bin"), os.environ["PATH"]))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        own = {"HOME": str(self.home), "PATH": path, "PYTHONPATH": str(self.root), "MAKEFLAGS": ""}
        return kept | own


def script(page: Page) -> str:
    """A page as one script of bash that ends where a command does not end as the page says."""
    lines = ["set -euo pipefail"]
    for block in page.blocks():
        if block.act in ARROWS:
            lines.append(_writing(block))
        commands = [command for command in block.commands() if command not in NOT_RUN]
        for command in commands:
            fails = block.act == "fails" and command == commands[-1]
            lines.append(f"echo '$ '{_quoted(command)}")
            lines.append(
                f"if {command}; then echo 'it did not fail'; exit 1; fi" if fails else command
            )
    return "\n".join(lines)


ARROWS = {"file": ">", "append": ">>"}


def _writing(block: Block) -> str:
    path = _quoted(str(block.what))
    return (
        f'mkdir -p "$(dirname {path})"\n'
        f"cat {ARROWS[str(block.act)]} {path} <<'END-OF-BLOCK'\n{block.text}END-OF-BLOCK"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# --- what a page needs before its first command, beside what the pages before it have made


def few_students(folder: Path, names: Sequence[str]) -> None:
    """Leaves the submissions of some in a sample class, and their marks."""
    for path in folder.glob("*.py"):
        if path.stem not in names:
            path.unlink()
    marks = folder / "marks.json"
    declared = json.loads(marks.read_text(encoding="utf-8"))
    kept = {name: declared[name] for name in names if name in declared}
    marks.write_text(json.dumps(kept), encoding="utf-8")


def nothing(scratch: Scratch) -> None:
    """Most pages begin with what they need."""


def handed_in(scratch: Scratch) -> None:
    """The demo's class, as if nbgrader had collected it: only then does it give feedback back."""
    for folder in demo(scratch).glob("submitted/*/*"):
        (folder / "timestamp.txt").write_text("2026-03-01 12:00:00.000000 UTC")
        (folder / "submission_secret.txt").write_text(folder.parent.name)


def released(scratch: Scratch) -> None:
    """`kernels`, as the page before has released it; released here where the page is run alone."""
    course = demo(scratch)
    if not any(scratch.exchange.glob("imaging/outbound/kernels")):
        scratch.do("nbgrader", "release_assignment", "kernels", folder=course)


def demo(scratch: Scratch) -> Path:
    """The demo's course, which the first page makes; made here where a page is run alone."""
    folder = scratch.root / "demo"
    if not folder.is_dir():
        scratch.do("make", "demo", folder=scratch.root)
    return folder


def archives(scratch: Scratch) -> None:
    """An archive as Canvas gives it, of a submission of the demo's class, and who is who."""
    course = demo(scratch)
    shutil.copytree(course / "assignments", scratch.root / "assignments", dirs_exist_ok=True)
    notebook = course / "submitted" / "ada" / "kernels" / "kernels.ipynb"
    with zipfile.ZipFile(scratch.root / "submissions.zip", "w") as archive:
        archive.write(notebook, "lovelaceada_11_901_kernels.ipynb")
    (scratch.root / "students.csv").write_text("11,ada\n")


def masters_of_others(scratch: Scratch) -> None:
    """A master of Otter Assign in the course that the page makes, and nbgrader's example course, of which
    `nbgrader quickstart` takes many seconds to make more than is brought in."""
    cells = [
        new_raw_cell("# ASSIGNMENT CONFIG\nname: lab01"),
        new_raw_cell("# BEGIN QUESTION\nname: q1\npoints: 2"),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell("root = 2 ** 0.5 # SOLUTION"),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        new_code_cell("assert root > 1"),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]
    folder = scratch.root / "imaging"
    folder.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells), folder / "lab01.ipynb")
    shutil.copytree(EXAMPLES / "source", folder / "course101" / "source")


SCENES: dict[str, Callable[[Scratch], None]] = {
    "docs/grading.md": handed_in,
    "docs/students.md": released,
    "docs/platforms.md": archives,
    "docs/authoring.md": masters_of_others,
}
