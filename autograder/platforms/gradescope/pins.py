"""The versions that an exported autograder installs: those that this project is tested with."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version

from autograder.course.course import CHECKOUT

PACKAGE, EXTRA = "convolution-course-kit", "grader"


def pins() -> str:
    """One `name==version` a line for all that grading needs, as pip's constraints.

    The checkout's own constraints where there are some; else the versions of this environment.
    """
    needed = _needed()
    path = CHECKOUT / "constraints.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    chosen = {_plain(line.split("==")[0]): line for line in lines if "==" in line}
    found = {name: chosen.get(name) or f"{name}=={version(name)}" for name in needed}
    return "".join(f"{found[name]}\n" for name in sorted(found))


def _needed() -> set[str]:
    """All packages that the kit needs to grade, theirs and so on, as far as they are installed."""
    from packaging.requirements import Requirement

    needed: set[str] = set()
    waiting = [(PACKAGE, frozenset({EXTRA}))]
    done = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # for another system, or a Python that this is not
            continue
        needed.add(_plain(name))
        for line in lines:
            wanted = Requirement(line)
            if wanted.marker is None or any(
                wanted.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ):
                item = (wanted.name, frozenset(wanted.extras))
                if item not in done:
                    done.add(item)
                    waiting.append(item)
    return needed - {PACKAGE}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
