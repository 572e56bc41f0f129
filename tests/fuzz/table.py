"""All damages, and how often each group is drawn."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz.damage import STAGES, Damage
from tests.fuzz.of_bytes import BYTES
from tests.fuzz.of_cells import CELLS
from tests.fuzz.of_files import FILE_NAMES, FILES
from tests.fuzz.of_json import JSON, TEXT
from tests.fuzz.of_metadata import METADATA
from tests.fuzz.of_outputs import ATTACHMENTS, OUTPUTS

DAMAGES: tuple[Damage, ...] = (
    *CELLS,
    *METADATA,
    *OUTPUTS,
    *ATTACHMENTS,
    *JSON,
    *TEXT,
    *BYTES,
    *FILES,
    *FILE_NAMES,
)
WEIGHTS: Mapping[str, float] = {
    "cells": 5,
    "metadata": 3,
    "outputs": 3,
    "attachments": 1,
    "json": 3,
    "text": 1,
    "bytes": 1.5,
    "files": 2,
    "names": 1,
}
"""Most damaged texts and bytes are no notebook, and then nothing else of it counts: so they are rarer."""
OFTEN = (1, 1, 1, 2, 2, 3, 5)
"""How many damages one submission has."""

BY_GROUP: Mapping[str, tuple[Damage, ...]] = {
    group: tuple(damage for damage in DAMAGES if damage.group == group) for group in WEIGHTS
}
ORDER = {damage: STAGES.index(damage.stage) for damage in DAMAGES}
