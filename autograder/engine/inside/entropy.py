"""The system's randomness, replaced: numbers that nobody seeded are the same for every notebook, too."""

from __future__ import annotations

import os
import random
from typing import Any


def make_same(seed: int) -> None:
    """From now on whatever asks the system for random bytes in Python gets those of `seed`.

    `numpy.random.default_rng()`, `random.Random()` and `secrets` begin with such bytes, and would give
    a submission another mark each time it is graded. What asks the system from C is not reached.
    """
    source = random.Random(f"entropy {seed}")

    def urandom(size: int, /) -> bytes:
        return source.randbytes(size)

    seed_with = random.Random.seed

    def seed_anew(self: random.Random, a: Any = None, version: int = 2) -> None:
        seed_with(self, int.from_bytes(urandom(32), "big") if a is None else a, version)

    os.urandom = urandom
    random._urandom = urandom  # type: ignore[attr-defined]  # `random` has a name of its own for it
    random.Random.seed = seed_anew  # type: ignore[method-assign]
    random.seed = random._inst.seed  # type: ignore[attr-defined]
