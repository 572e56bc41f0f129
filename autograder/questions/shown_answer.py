"""A wrong answer in words, for staff: what a slip gives to a part of a question."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.convolution.layers import LAYERS, arguments
from autograder.convolution.network import Stage

MOST_NUMBERS = 25
"""Of an array that is written out."""


def shown_answer(answer: Any) -> str:
    """One line: a shape, a number, a small array, a layer, or what comes out of a network."""
    if isinstance(answer, np.ndarray):
        return _array(answer)
    if isinstance(answer, frozenset):
        return f"({', '.join(str(size) for size in sorted(answer))})"
    if isinstance(answer, tuple) and answer and all(isinstance(one, Stage) for one in answer):
        return "; ".join(f"{one.kind} {one.shape}, {one.parameters} parameters" for one in answer)
    if type(answer).__name__ in LAYERS:
        told = ", ".join(f"{name}={value}" for name, value in arguments(answer).items())
        return f"{type(answer).__name__}({told})"
    if isinstance(answer, tuple):
        return f"({', '.join(f'{n:g}' if isinstance(n, float) else str(n) for n in answer)})"
    return str(answer)


def _array(array: np.ndarray) -> str:
    if array.size > MOST_NUMBERS:
        finite = array[np.isfinite(array)]
        span = f" from {finite.min():.3g} to {finite.max():.3g}" if finite.size else ""
        return f"an array {array.shape}{span}"
    plain = array.squeeze() if array.ndim == 4 else array
    text = np.array2string(
        plain.astype(np.float64) + 0.0, precision=3, separator=", ", floatmode="maxprec"
    )
    return " ".join(text.split())
