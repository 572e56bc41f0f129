"""The versions that an exported autograder installs: those that this project is tested with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from autograder.course.course import CHECKOUT, PROJECT

EXTRA = "grader"


def pins() -> str:
    """One `name==version` a line for all that grading needs, as pip's constraints.

    The checkout's own constraints where there are some; else the versions of this environment.
    """
    path = CHECKOUT and CHECKOUT / "constraints.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path and path.is_file() else []
    chosen = {canonicalize_name(line.split("==")[0]): line for line in lines if "==" in line}
    return "".join(
        f"{chosen.get(name) or f'{name}=={version(name)}'}\n" for name in sorted(_needed())
    )


def _needed() -> set[NormalizedName]:
    """All packages that grading needs, those that they need and so on, as far as they are installed."""
    needed: set[NormalizedName] = set()
    waiting = [(PROJECT, frozenset({EXTRA}))]
    done = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # for another system, or a Python that this is not
            continue
        needed.add(canonicalize_name(name))
        for line in lines:
            wanted = Requirement(line)
            if wanted.marker is None or any(
                wanted.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ):
                item = (wanted.name, frozenset(wanted.extras))
                if item not in done:
                    done.add(item)
                    waiting.append(item)
    return needed - {canonicalize_name(PROJECT)}
