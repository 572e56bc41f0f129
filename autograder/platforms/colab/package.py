"""The package as a notebook in Colab gets it: along with the notebook, or from where pip finds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from autograder import __version__
from autograder.course.course import PROJECT
from autograder.errors import InputError
from autograder.notebook.colab import KIT
from autograder.platforms.wheel import find_wheel, own_wheel

STAFFS = ("channels", "cli", "grading", "platforms", "reports")
"""Folders that no notebook can import: they stand above it in the house. A notebook that brings the kit
along is to stay small enough for a mail."""


@dataclass(frozen=True)
class Package:
    """How a notebook gets the kit."""

    requirement: str
    """What pip is given: a requirement, an address, or the wheel's path in the bundle."""
    version: str | None
    """The version that must be there; None where any is right that the requirement brings."""
    wheel: bytes = b""
    """The wheel itself, where the notebook brings it along."""


def find_package(said: str | None) -> Package:
    """The package as `--package` says it: a wheel's file, or what pip understands.

    Nothing said means the package that is running, which the notebook then brings along. InputError
    where the file is no wheel of this package.
    """
    if said is not None and said.strip().startswith("-"):
        raise InputError(f"{said}: name a requirement, an address or a wheel, not an option of pip")
    if said is None or (said.endswith(".whl") and "://" not in said):
        wheel = own_wheel(STAFFS) if said is None else find_wheel(Path(said))
        return Package(KIT + wheel.name, __version__, wheel.content)
    return Package(said.strip(), _pinned(said.strip()))


def _pinned(said: str) -> str | None:
    """The version of this package that a requirement pins; None where it does not pin one."""
    try:
        requirement = Requirement(said)
    except InvalidRequirement:  # an address
        return None
    pins = [pin.version for pin in requirement.specifier if pin.operator == "=="]
    ours = canonicalize_name(requirement.name) == PROJECT
    return pins[0] if ours and len(pins) == 1 and "*" not in pins[0] else None
