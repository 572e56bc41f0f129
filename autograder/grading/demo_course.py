"""The demo's own course folder, and the marks that an earlier demo gave in it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from autograder.course.course import PACKAGE, Course
from autograder.errors import InputError
from autograder.files import write_whole

COPIED = ("solutions", "data", "nbgrader_config.py", "pyproject.toml")
"""What a course folder of its own needs of the checkout."""

MARKS = "demo.txt"
"""What the demo has printed, behind the state of what it was made from."""


def lay_out_course(source: Course, folder: Path) -> Course:
    """A course folder of its own with what `source` has, but no submissions and no gradebook.

    What an earlier call made there is replaced. InputError where the folder holds something else.
    """
    mark = folder / ".autograder-demo"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError(f"{folder} is no folder; name another --folder")
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise InputError(
            f"{folder} is not empty and was not made by the demo; name another --folder"
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.write_text("made by `autograder demo`, which may replace this folder\n", encoding="utf-8")
    for name in COPIED:
        origin = source.root / name
        if origin.is_dir():
            shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif origin.is_file():
            shutil.copyfile(origin, folder / name)
    return Course.at(folder)


def state_of(course: Course) -> str:
    """What identifies everything that a demo's marks depend on: the course's files and the package."""
    digest = hashlib.sha256()
    for root in (*(course.root / name for name in COPIED), PACKAGE):
        paths = sorted(root.rglob("*")) if root.is_dir() else [root]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(root)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def earlier_marks(folder: Path, state: str) -> str | None:
    """What an earlier demo has printed; None where there was none, or its course was in another state."""
    kept = folder / MARKS
    text = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    return text.removeprefix(state).lstrip("\n") if text.startswith(state) else None


def keep_marks(folder: Path, state: str, printed: Sequence[str]) -> None:
    """Keeps what a demo has printed for the next one."""
    write_whole(folder / MARKS, "\n".join([state, *printed]))
