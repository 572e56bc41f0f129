"""A call of a student's function as text: lines that can be pasted into a cell, and what came of it."""

from __future__ import annotations

import numpy as np

from autograder.questions.verdict import Trial

INDENT = "    "
MOST_NUMBERS = 150
"""Larger arrays are told by their shapes only."""
WIDTH = 96


def written_out(trial: Trial) -> str:
    """What went in as code, the call, what the function gave, what was expected, and where it comes from."""
    lines = [f"{name} = {_code(name, array)}" for name, array in trial.arrays.items()]
    lines.append(trial.call)
    lines.append(
        f"gives {trial.remark if trial.result is None else _described('gives ', trial.result)}"
    )
    lines.append(f"expected: {_described('expected: ', trial.expected)}")
    if trial.origin:
        lines.append(trial.origin)
    return "\n".join(INDENT + line for text in lines for line in text.splitlines())


def _code(name: str, array: np.ndarray) -> str:
    """The code that makes an array; last axes of length 1 are put in by `reshape`."""
    if array.size > MOST_NUMBERS:
        return f"an array of shape {array.shape}"
    shown = array
    while shown.ndim > 2 and shown.shape[-1] == 1:
        shown = shown[..., 0]
    make = f"np.{array.dtype}(" if array.dtype == np.float32 else "np.array("
    numbers = _numbers(shown, f"{name} = {make}")
    reshaped = "" if shown.ndim == array.ndim else f".reshape{array.shape}"
    return f"{make}{numbers}){reshaped}"


def _described(before: str, array: np.ndarray) -> str:
    """A shape as a tuple; any other array with its shape and its numbers, if they are not too many."""
    if array.ndim == 0:
        return f"the single number {_numbers(array, '')}"
    if array.ndim == 1 and array.size <= MOST_NUMBERS:
        return (
            _numbers(array, before).replace("[", "(").replace("]", ",)" if array.size == 1 else ")")
        )
    head = f"an array of shape {array.shape}"
    if array.size == 0 or array.size > MOST_NUMBERS:
        return head
    shown = array[..., 0] if array.ndim > 2 and array.shape[-1] == 1 else array
    return f"{head}:\n{INDENT}{_numbers(shown, INDENT)}"


def _numbers(array: np.ndarray, before: str) -> str:
    """The numbers in brackets; lines after the first are set under it, beside `before`."""
    text = np.array2string(
        array,
        separator=", ",
        prefix=before,
        max_line_width=WIDTH,
        threshold=MOST_NUMBERS + 1,
        precision=4,
        suppress_small=True,
    )
    return "\n".join(line for line in text.splitlines() if line.strip())
