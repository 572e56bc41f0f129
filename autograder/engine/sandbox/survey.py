"""What can stand on this machine: each part of the walls, tried for real."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass

TRY_SECONDS = 10
"""After that a trial counts as failed."""


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
    """Landlock's ABI, 0 where there is none."""
    seccomp: bool = False
    user_namespaces: bool = False
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
        raise NotImplementedError


def survey() -> Survey:
    """Try every part, each in a process of its own that is thrown away. Never raises."""
    raise NotImplementedError
