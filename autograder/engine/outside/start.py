"""The START frame: what a notebook's process does before the first step."""

from __future__ import annotations

import json

from autograder.engine.preparation import Preparation
from autograder.engine.session import Limits

CAPS = ("array_bytes", "plain_bytes", "output_bytes")
"""The limits that the notebook's process keeps to, so that an honest one is told what is too large."""


def start_message(preparation: Preparation, limits: Limits) -> bytes:
    """The payload of the START frame."""
    start = {
        "modules": preparation.modules,
        "isolated": preparation.isolated,
        "seed": preparation.seed,
        "seeding": preparation.seeding,
        "limits": {name: getattr(limits, name) for name in CAPS},
        "cpu_seconds": max(1, round(limits.cpu_seconds)),
    }
    return json.dumps(start).encode()
