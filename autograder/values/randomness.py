"""Keeps the student's random numbers as they are while a check works."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np


@contextmanager
def same_randomness() -> Iterator[None]:
    """Puts the state of Python's and NumPy's random numbers back at the end.

    Keras draws a new layer's seed from Python's `random`, so an extra layer made by a check would
    otherwise change all later random weights. TensorFlow's own state is not touched by layers:
    Keras uses its stateless operations.
    """
    python, legacy = random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(legacy)
