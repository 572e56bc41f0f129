"""The outer wall: bubblewrap around the process that forks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


def outer_command(
    argv: Sequence[str], readable: Iterable[Path] = (), writable: Iterable[Path] = ()
) -> list[str]:
    """`argv`, to be run behind the outer wall."""
    raise NotImplementedError


def works() -> bool:
    """Whether bubblewrap starts this interpreter here, tried for real. Never raises."""
    raise NotImplementedError
