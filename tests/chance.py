"""Tests at random moments: once in CI, with a printed seed, and twenty times by `make soak`."""

from __future__ import annotations

import random

import pytest

from tests.speeds import SOAK

moments = pytest.mark.parametrize("seed", range(20) if SOAK else [None])
"""Gives a test its seed; None where it is still to be drawn. All workers of a run find the same tests."""


def drawn(seed: int | None) -> random.Random:
    """What says when, and whom, a fault meets; the seed is printed, so that it can be tried again."""
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    print("seed", seed)
    return random.Random(seed)
