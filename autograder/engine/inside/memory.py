"""Memory that a notebook maps: there is no other process to share it with, so it is its own alone.

The wall refuses memory that could be shared, and Python's `mmap` asks for that where nobody says
otherwise.
"""

from __future__ import annotations

import mmap
from typing import Any, Self

NO_FILE = -1


class OwnMap(mmap.mmap):
    """`mmap.mmap`, where memory of no file is never shared."""

    def __new__(
        cls,
        fileno: int,
        length: int,
        flags: int = mmap.MAP_SHARED,
        prot: int = mmap.PROT_READ | mmap.PROT_WRITE,
        access: int = mmap.ACCESS_DEFAULT,
        **others: Any,
    ) -> Self:
        if fileno == NO_FILE and access in (mmap.ACCESS_DEFAULT, mmap.ACCESS_WRITE):
            flags, access = flags & ~mmap.MAP_SHARED | mmap.MAP_PRIVATE, mmap.ACCESS_DEFAULT
        return super().__new__(cls, fileno, length, flags, prot, access, **others)


def keep_memory_own() -> None:
    """From here on, for good, `mmap` maps no memory that is shared. What a notebook does about it
    harms nobody: the wall refuses it."""
    OwnMap.__name__ = OwnMap.__qualname__ = "mmap"
    OwnMap.__module__ = "mmap"
    mmap.mmap = OwnMap  # type: ignore[misc, assignment]
