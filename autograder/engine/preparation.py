"""What is done in a notebook's process before its first cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SEEDING = ("random:seed", "numpy:random.seed")
"""How the random numbers of every notebook are made the same."""


@dataclass(frozen=True)
class Preparation:
    """Imports, random numbers and environment: the same for every notebook of a course."""

    modules: tuple[str, ...] = ()
    """Imported before the notebook's folder is on `sys.path`; their time is not counted. Where
    they are to be forked, they must start no thread."""
    lazy_parts: tuple[str, ...] = ()
    """`module:attribute`, of a module that loads this part when it is first named. They are named
    once before a fork, where the module is imported, so that no copy waits for them. Nothing that
    starts a thread may be loaded so: every process forked after would hang."""
    seed: int = 0
    seeding: tuple[str, ...] = SEEDING
    """`module:function`, called with the seed where the module is imported by then."""
    isolated: bool = False
    """Whether a notebook finds no installed package but what these modules belong to, and what the engine
    itself needs. What it can't import is left out of its cells: they go on after a statement that fails."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables beside those of `environment.ENVIRONMENT`, or in their place."""
