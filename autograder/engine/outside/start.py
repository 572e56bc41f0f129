"""The START frame: what a notebook's process does before the first step."""

from __future__ import annotations

import json
from collections.abc import Sequence

from autograder.engine.preparation import Preparation
from autograder.engine.session import Limits, Step

CAPS = ("array_bytes", "plain_bytes", "output_bytes")
"""The limits that the notebook's process keeps to, so that an honest one is told what is too large."""


def start_message(preparation: Preparation, steps: Sequence[Step], limits: Limits) -> bytes:
    """The payload of the START frame."""
    wraps = {export.wrap for step in steps for export in step.exports or ()}
    start = {
        "modules": preparation.modules,
        "wraps": sorted(wrap for wrap in wraps if wrap is not None),
        "seed": preparation.seed,
        "seeding": preparation.seeding,
        "limits": {name: getattr(limits, name) for name in CAPS},
        "cpu_seconds": max(1, round(limits.cpu_seconds)),
    }
    return json.dumps(start).encode()
