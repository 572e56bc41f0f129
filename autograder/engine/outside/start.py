"""What a notebook's process does before the first step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.engine.session import Limits, Step


@dataclass(frozen=True)
class Setup:
    """Imports and random numbers; the same for every notebook of a course."""

    preload: tuple[str, ...] = ()
    seed: int = 0

    def message(self, steps: Sequence[Step], limits: Limits) -> bytes:
        """The payload of the START frame."""
        wraps = {export.wrap for step in steps for export in step.exports or ()}
        names = ("array_bytes", "plain_bytes", "output_bytes")
        start = {
            "preload": self.preload,
            "wraps": sorted(wrap for wrap in wraps if wrap is not None),
            "seed": self.seed,
            "limits": {name: getattr(limits, name) for name in names},
            "cpu_seconds": max(1, round(limits.cpu_seconds)),
        }
        return json.dumps(start).encode()
