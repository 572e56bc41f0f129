"""The trees of the kernel's groups of processes (cgroups), and where in them this process is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

UNIFIED = ""
"""What stands for version 2 where version 1 has the names of controllers."""
CONTROLLERS = ("memory", "cpu", "pids")


@dataclass(frozen=True)
class Hierarchy:
    """One tree of groups: version 1 has several, each with controllers of its own."""

    folder: Path
    """The group in which this process is."""
    controllers: tuple[str, ...]
    unified: bool
    """Whether it is that of version 2."""


def hierarchies(mounts: str, memberships: str) -> Iterator[Hierarchy]:
    """Those that are mounted, of what stands in /proc/self/mountinfo and in /proc/self/cgroup."""
    own: dict[str, str] = {}
    known: set[str] = set()
    for line in memberships.splitlines():
        _, listed, path = line.split(":", 2)
        own |= dict.fromkeys(listed.split(","), path)
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        root, place = before.split()[3:5]
        kind, _, options = after.split(" ", 2)
        unified = kind == "cgroup2"
        mounted = {"cgroup": options.split(","), "cgroup2": [UNIFIED]}.get(kind, [])
        group = next((Path(own[name]) for name in mounted if name in own), None)
        if group is None or not group.is_relative_to(root):
            continue
        folder = Path(place, group.relative_to(root))
        names = text_of(folder / "cgroup.controllers").split() if unified else mounted
        controllers = tuple(name for name in CONTROLLERS if name in names and name not in known)
        known |= set(controllers)  # one may be mounted twice
        if controllers:
            yield Hierarchy(folder, controllers, unified)


def own_hierarchies() -> Iterator[Hierarchy]:
    """Those in which this process is."""
    yield from hierarchies(*(text_of(Path("/proc/self", name)) for name in ("mountinfo", "cgroup")))


def text_of(file: Path) -> str:
    """What a file says; nothing where it cannot be read."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
