"""What can stand on this machine: each part of the walls, tried for real."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass

from autograder.engine.groups import standing_controllers
from autograder.engine.sandbox import bubblewrap
from autograder.engine.sandbox.paths import landlock_version
from autograder.engine.sandbox.trial import trial
from autograder.engine.sandbox.trials import TRIALS
from autograder.engine.sandbox.user import can_become_another


@dataclass(frozen=True)
class Survey:
    """What stands here. All fields are plain, so that one process can tell another."""

    platform: str
    """As `sys.platform` has it."""
    root: bool = False
    """Whether this process runs as root."""
    no_new_privileges: bool = False
    capabilities: bool = False
    """Whether a process can give up all it has."""
    resource_limits: bool = False
    landlock: int = 0
    """The ABI of a Landlock that works, 0 where there is none."""
    seccomp: bool = False
    refusals: bool = False
    """Whether a witness can hear which calls are refused."""
    another_user: bool = False
    """Whether each submission can become a user of its own, who owns nothing."""
    user_namespaces: bool = False
    own_disk: bool = False
    """Whether each submission can have a disk of its own."""
    memory_groups: bool = False
    """Whether the kernel counts all memory of each submission."""
    processor_groups: bool = False
    """Whether each submission has a share of the processors."""
    bubblewrap: bool = False
    """Whether bubblewrap starts this interpreter behind the outer wall."""

    @property
    def inner(self) -> bool:
        """Whether the inner wall can stand: without it nothing is graded unless staff say so."""
        return bool(
            self.platform == "linux"
            and self.no_new_privileges
            and self.capabilities
            and self.resource_limits
            and self.landlock
            and self.seccomp
        )

    @property
    def outer(self) -> bool:
        """Whether the outer wall can stand around the inner one."""
        return self.inner and self.bubblewrap

    def lines(self) -> tuple[tuple[str, bool, str], ...]:
        """For each part: what it is, whether it stands, and what that means, in one sentence."""
        return tuple(
            (what, bool(getattr(self, name)), yes if getattr(self, name) else no)
            for name, what, yes, no in MEANINGS
            if self.root or name != "another_user"
        )


NO_GROUPS = (
    "cgroups can be had by root, and by everybody with `systemd-run --user --scope -p Delegate=yes`"
    " before the command"
)

MEANINGS = (
    (
        "no_new_privileges",
        "no new privileges",
        "A submission can start nothing that has more rights than itself.",
        "A submission could gain rights: the inner wall cannot stand.",
    ),
    (
        "capabilities",
        "capabilities dropped",
        "A submission has none of root's powers, even where the grader runs as root.",
        "A submission would keep powers of root's: the inner wall cannot stand.",
    ),
    (
        "resource_limits",
        "resource limits",
        "The kernel bounds a submission's time, memory, files and threads.",
        "Nothing would bound what a submission takes: the inner wall cannot stand.",
    ),
    (
        "landlock",
        "Landlock",
        "A submission reads its own folder and Python's libraries, and writes its own folder alone.",
        "A submission could read what the grader can (Linux 5.13 or newer with Landlock, and the"
        " package landlockpy, are needed): the inner wall cannot stand.",
    ),
    (
        "seccomp",
        "seccomp",
        "A submission can start no process, reach no network and touch no other process.",
        "A submission could start processes and use the network (libseccomp2 and the package"
        " pyseccomp are needed): the inner wall cannot stand.",
    ),
    (
        "refusals",
        "refusals reported",
        "Staff are told what a submission tried that is refused: which call, in which cell.",
        "What a submission may not do fails, but staff are told only of files: the kernel does not"
        " report refused calls (this needs Linux 5.0 or newer, and no other program to which it"
        " reports them already).",
    ),
    (
        "another_user",
        "a user of its own",
        "The grader runs as root, and each submission becomes a user of its own, who owns nothing.",
        "The grader runs as root, and nobody else can read Python here: unless bubblewrap works,"
        " submissions stay root, without root's powers, and share what is counted for a user.",
    ),
    (
        "user_namespaces",
        "user namespaces",
        "An ordinary user can put up the outer wall.",
        "Only root could put up the outer wall.",
    ),
    (
        "own_disk",
        "a disk of its own",
        "A submission writes to a disk in memory that is its own: the kernel keeps it to its size.",
        "Submissions write to the machine's disk (a disk of its own for each needs root, or user"
        " namespaces): what they write is watched, and one may write more for a moment.",
    ),
    (
        "memory_groups",
        "memory counted",
        "The kernel counts all memory of a submission (cgroups), also what lies in sockets and pipes.",
        "Memory is what the processes of a submission say that they use; what the kernel holds for"
        f" them is bounded, not counted ({NO_GROUPS}).",
    ),
    (
        "processor_groups",
        "processors shared",
        "Each submission has a share of the processors (cgroups), however many threads it starts.",
        f"A submission with many threads makes those that run beside it slower ({NO_GROUPS}).",
    ),
    (
        "bubblewrap",
        "bubblewrap",
        "The outer wall stands: even a hole in the inner one shows no home, no course and no"
        " network.",
        "There is no outer wall (bubblewrap is missing, or the machine forbids it): the inner one"
        " has to hold alone.",
    ),
)
"""Each field that is a part: its name for people, and what it means that it stands, or does not."""


def survey() -> Survey:
    """Try every part, each in a process of its own that is thrown away. Never raises."""
    if sys.platform != "linux":
        return Survey(sys.platform)
    parts = {name: _installed(needs) and trial(attempt) for name, needs, attempt in TRIALS}
    landlock = landlock_version() if parts.pop("landlock") else 0
    controllers = standing_controllers()
    return Survey(
        sys.platform,
        root=os.getuid() == 0,
        landlock=landlock,
        memory_groups="memory" in controllers,
        processor_groups="cpu" in controllers,
        another_user=can_become_another(),
        bubblewrap=bubblewrap.works(),
        **parts,
    )


def _installed(module: str | None) -> bool:
    """Whether a module can be imported; it is then, so that no child has to."""
    try:
        return module is None or bool(importlib.import_module(module))
    except (ImportError, OSError, RuntimeError):  # pyseccomp says so where libseccomp is missing
        return False
