"""How large a value may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """How large a value may be."""

    array_bytes: int = 16 << 20
    """For one array, and for everything that one order of calls gives."""
    plain_bytes: int = 64 << 10
    """For one plain value, as JSON."""
