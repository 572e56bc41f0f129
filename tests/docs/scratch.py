"""A scratch copy of the project, in which the commands of the pages are run as a reader types them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs.not_run import NOT_RUN
from tests.docs.page import ROOT, Block, Page

LEFT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", "__pycache__", "*.egg-info", "build", "dist", "demo"
)
LONGEST_SECONDS = 1200
STUDENTS = ("ada", "ben", "chiara", "farid")
"""Those of the sample class whom the pages speak of; only they stay, since loops take their time."""
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
        (self.root / ".venv").symlink_to(sys.prefix)
        exchange = folder / "exchange"
        exchange.mkdir()
        exchange.chmod(0o777)
        settings = self.home / ".jupyter" / "nbgrader_config.py"
        settings.parent.mkdir(parents=True)
        settings.write_text(EXCHANGE.format(str(exchange)))

    def run(self, page: Page) -> tuple[int, str]:
        """Runs a page from top to bottom in one shell; its exit code, and all that was printed."""
        SCENES.get(page.name, nothing)(self)
        done = subprocess.run(
            ["bash", "-c", script(page)], cwd=self.root, env=self.environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LONGEST_SECONDS,
        )  # fmt: skip
        return done.returncode, done.stdout

    def environment(self) -> Mapping[str, str]:
        """The shell's: a home of its own, and the commands of the environment."""
        path = os.pathsep.join((str(Path(sys.prefix) / "bin"), os.environ["PATH"]))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        return {**kept, "HOME": str(self.home), "PATH": path, "MAKEFLAGS": ""}


def script(page: Page) -> str:
    """A page as one script of bash that ends at the first command that fails."""
    lines = ["set -euo pipefail"]
    for block in page.blocks():
        if block.path:
            lines.append(_writing(block))
        for command in block.commands():
            if command not in NOT_RUN:
                lines += [f"echo '$ '{_quoted(command)}", command]
    return "\n".join(lines)


def _writing(block: Block) -> str:
    arrow = ">>" if block.appended else ">"
    return (
        f"mkdir -p \"$(dirname '{block.path}')\"\n"
        f"cat {arrow} '{block.path}' <<'END-OF-BLOCK'\n{block.text}END-OF-BLOCK"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# --- what a page needs before its first command, beside what the pages before it have made


def nothing(scratch: Scratch) -> None:
    """Most pages begin with what they need."""


def few_students(scratch: Scratch) -> None:
    """The demo's course, with the students that the pages name."""
    for path in (scratch.root / "demo" / "submitted").iterdir():
        if path.name not in STUDENTS:
            shutil.rmtree(path)


def archives(scratch: Scratch) -> None:
    """An archive as Canvas gives it, of a submission of the demo's class, and who is who."""
    demo = scratch.root / "demo"
    shutil.copytree(demo / "assignments", scratch.root / "assignments", dirs_exist_ok=True)
    notebook = demo / "submitted" / "ada" / "kernels" / "kernels.ipynb"
    with zipfile.ZipFile(scratch.root / "submissions.zip", "w") as archive:
        archive.write(notebook, "lovelaceada_11_901_kernels.ipynb")
    (scratch.root / "students.csv").write_text("11,ada\n")


SCENES: dict[str, Callable[[Scratch], None]] = {
    "docs/grading.md": few_students,
    "docs/platforms.md": archives,
}
