"""Where one number of a result comes from: the window that it belongs to, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.convolution.sliding import same_zeros

MOST_TERMS = 12
"""Products or pixels that are written down; of larger windows only the place is told."""
SLIDING = ("conv2d", "max_pool2d", "avg_pool2d")


def window_seen(task: str, arguments: Mapping[str, Any], place: tuple[int, ...]) -> str:
    """One line on the number at a place (row, column, channel) of what a sliding window gives:
    "comes from image[0:2, 1:3]: 1*2 + 0*1 + 3*2 + 1*1"; empty for other tasks."""
    if task not in SLIDING:
        return ""
    image, kernel = arguments["image"], arguments.get("kernel")
    window = arguments.get("pool_size", (2, 2)) if kernel is None else kernel.shape[:2]
    strides = arguments.get("strides") or ((1, 1) if kernel is not None else window)
    zeros = same_zeros(image[None], window, strides, arguments.get("padding", "valid"))[1:3]
    rows, columns = (
        (at * stride - before, at * stride - before + size)
        for at, stride, (before, _), size in zip(place, strides, zeros, window, strict=False)
    )
    height, width, channels = image.shape
    inside = (
        slice(max(rows[0], 0), min(rows[1], height)),
        slice(max(columns[0], 0), min(columns[1], width)),
    )
    seen = image[inside]
    if kernel is not None:
        under = kernel[
            inside[0].start - rows[0] : inside[0].stop - rows[0],
            inside[1].start - columns[0] : inside[1].stop - columns[0],
            :,
            place[2],
        ]
        terms = [f"{_n(a)}*{_n(b)}" for a, b in zip(seen.ravel(), under.ravel(), strict=True)]
        done = " + ".join(terms)
    else:
        seen = seen[..., place[2]]
        terms = [_n(value).strip("()") for value in seen.ravel()]
        largest = f"the largest of {', '.join(terms)}"
        done = largest if task == "max_pool2d" else f"the mean of {', '.join(terms)}"
    sides = ", ".join(f"{side.start}:{side.stop}" for side in inside)
    channel = f", {place[2]}" if kernel is None and channels > 1 else ""
    whole = min(rows[0], columns[0]) >= 0 and rows[1] <= height and columns[1] <= width
    outside = "" if whole else " and what lies beyond the border"
    told = f"comes from image[{sides}{channel}]{outside}"
    return told if len(terms) > MOST_TERMS else f"{told}: {done}"


def first_difference(
    value: np.ndarray, expected: np.ndarray, tolerance: float
) -> tuple[int, ...] | None:
    """The place of the first number that differs, in the order of reading; None where the shapes do."""
    if value.shape != expected.shape or value.ndim != 3:
        return None
    with np.errstate(all="ignore"):  # a student's infinity minus another is no news
        wrong = ~(np.abs(value.astype(np.float64) - expected) <= tolerance)
    places = np.argwhere(wrong)
    return tuple(map(int, places[0])) if len(places) else None


def _n(value: Any) -> str:
    """A number as it is read: in brackets where it is below zero."""
    text = f"{float(value) + 0.0:.4g}"
    return f"({text})" if value < 0 else text
