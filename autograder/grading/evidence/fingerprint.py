"""What made a piece of evidence, as one text: where nothing of it changed, nothing needs to be run."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.course import PACKAGE
from autograder.engine.session import Engine
from autograder.grading.plan import Plan

RUNS_INSIDE = ("cards", "engine", "markup", "notebook", "values")
"""The package's folders of which something runs where a notebook does, or reads what it gives. A test
looks at what a notebook's process has loaded."""
DESCRIPTIONS = (".dist-info", ".egg-info", ".egg-link")
RUNS_BESIDE = (
    "errors.py",
    "files.py",
    "printable.py",
    "course/repair.py",
    "grading/evidence",
    "grading/files_beside.py",
    "grading/isolation.py",
    "grading/plan.py",
    "grading/preparation.py",
    "grading/run.py",
)
"""What decides of what is run, and how."""


def fingerprint(plan: Plan, surroundings: str) -> str:
    """64 hexadecimal digits of all that a run depends on: cells, what is taken out, the files beside
    the notebook, limits, and its `surroundings`."""
    steps = [
        [
            step.source,
            step.unaltered,
            None if step.exports is None else [*map(asdict, step.exports)],
        ]
        for step in plan.steps
    ]
    files = {str(inside): content_digest(path) for inside, path in plan.files.items()}
    return digest_of([surroundings, steps, sorted(files.items()), asdict(plan.limits)])


def surroundings(engine: Engine) -> str:
    """The same of all that the notebooks of an engine have in common: the walls around them, what is
    prepared, this package's own code that runs there, Python, and all that is installed."""
    return digest_of(
        [
            engine.surroundings(),
            code_digest((*RUNS_INSIDE, *RUNS_BESIDE)),
            installed(),
            [sys.implementation.name, *sys.version_info],
        ]
    )


def code_digest(parts: Iterable[str] = ("",)) -> str:
    """Of the content of these files and folders of the package; a version's number stays the same through
    every edit."""
    return files_digest(PACKAGE / part for part in parts)


def files_digest(paths: Iterable[Path]) -> str:
    """Of the names and the content of files, and of all that lies in folders."""
    digest = hashlib.sha256()
    for top in paths:
        for path in sorted(_files(top)):
            name = path.relative_to(top.parent)
            digest.update(digest_of([str(name), content_digest(path)]).encode())
    return digest.hexdigest()


def _files(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
    elif top.is_dir():
        for path in top.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


@cache
def installed() -> tuple[str, ...]:
    """Names and versions of all installed distributions, as the folders that describe them are called
    (`numpy-2.1.0.dist-info`): to read what is in them would take a second."""
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        found.update(name for name in os.listdir(folder) if name.endswith(DESCRIPTIONS))
    return tuple(sorted(found))


def content_digest(path: Path) -> str:
    """64 hexadecimal digits of what is in a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(parts: list[Any]) -> str:
    """64 hexadecimal digits of plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
