"""What made a piece of evidence, as one text: where nothing of it changed, nothing needs to be run."""

from __future__ import annotations

import hashlib
import json
import os
import site
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from autograder.course.course import PACKAGE
from autograder.engine.session import Engine
from autograder.grading.plan import Plan
from autograder.grading.read_files import ReadableFile, bytes_digest

RUNS_INSIDE = ("cards", "engine", "markup", "notebook", "values")
"""The package's folders of which something runs where a notebook does, or reads what it gives. A test
looks at what a notebook's process has loaded."""
SITES = tuple(site.getsitepackages())
"""The folders to which distributions are installed."""
MOST_NAMED = 6
"""Distributions that a sentence lists."""
DESCRIPTIONS = (".dist-info", ".egg-info", ".egg-link")
RUNS_BESIDE = (
    "__init__.py",
    "errors.py",
    "files.py",
    "printable.py",
    "course/repair.py",
    "course/repaired_notebook.py",
    "grading/evidence",
    "grading/files_beside.py",
    "grading/isolation.py",
    "grading/plan.py",
    "grading/preparation.py",
    "grading/read_files.py",
    "grading/run.py",
)
"""What decides of what is run, and how."""


def fingerprint(plan: Plan, surroundings: str) -> str:
    """64 hexadecimal digits of all that a run depends on: cells, what is taken out, the files beside
    the notebook, limits, and the digest of its surroundings."""
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


@dataclass(frozen=True)
class Surroundings:
    """What the notebooks of an engine have in common."""

    engine: str
    """The walls around them, and what is prepared: JSON."""
    code: str
    """Of this package's own code that runs there: 64 hexadecimal digits."""
    installed: tuple[str, ...]
    """Names and versions of all distributions."""
    python: str

    @cached_property
    def digest(self) -> str:
        """64 hexadecimal digits of it all."""
        return digest_of([*asdict(self).values()])

    def differences(self, other: Surroundings) -> tuple[str, ...]:
        """What another machine has that is different, in words."""
        told = []
        if self.python != other.python:
            told.append(
                f"it has Python {_version(other.python)} in the place of {_version(self.python)}"
            )
        if self.code != other.code:
            told.append("it has another state of this package")
        if self.installed != other.installed:
            told.append(_other_packages(self.installed, other.installed))
        if self.engine != other.engine:
            told.append(_other_engine(json.loads(self.engine), json.loads(other.engine)))
        return tuple(told)


def surroundings(engine: Engine) -> Surroundings:
    """What the notebooks of an engine have in common."""
    return Surroundings(
        json.dumps(engine.surroundings(), sort_keys=True),
        code_digest((*RUNS_INSIDE, *RUNS_BESIDE)),
        installed(),
        " ".join(map(str, (sys.implementation.name, *sys.version_info))),
    )


def _version(python: str) -> str:
    return ".".join(python.split()[1:4])


def _other_packages(here: Sequence[str], there: Sequence[str]) -> str:
    """In words: which distributions are not the same, a few of them by name."""
    more, missing = sorted({*there} - {*here}), sorted({*here} - {*there})
    parts = []
    for verb, names in (("it has", more), ("it has not", missing)):
        if names:
            shown = ", ".join(Path(name).stem for name in names[:MOST_NAMED])
            rest = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            parts.append(f"{verb} {shown}{rest}")
    return "other packages are installed: " + "; ".join(parts)


def _other_engine(here: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """In words: which of what stands around notebooks, or is prepared for them, is not the same."""
    ours, theirs = dict(_flat("", here)), dict(_flat("", there))
    names = [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]
    told = [f"{name} is {theirs.get(name)}, not {ours.get(name)}" for name in names[:MOST_NAMED]]
    return "notebooks find other walls there, or other things prepared: " + "; ".join(told)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Plain data as pairs of a dotted name and a text."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), part)
    else:
        yield name, str(value)


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
    for folder in filter(_is_installed_to, sys.path):
        found.update(name for name in os.listdir(folder) if name.endswith(DESCRIPTIONS))
    return tuple(sorted(found))


def _is_installed_to(folder: str) -> bool:
    """Whether it is a folder of distributions. One within another, such as setuptools puts onto the path
    of whoever imports it, is a part of what is installed there."""
    inside = (Path(folder) != Path(top) and Path(folder).is_relative_to(top) for top in SITES)
    return os.path.isdir(folder) and not any(inside)


def content_digest(file: ReadableFile) -> str:
    """64 hexadecimal digits of what is in a file."""
    return bytes_digest(file.read_bytes())


def digest_of(parts: list[Any]) -> str:
    """64 hexadecimal digits of plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
