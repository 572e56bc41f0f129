"""Tables of numbers: a call of a student's function, with what went in, what it gave and what it should
give; and a small picture with what a student makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np

from autograder.cards.palette import PALE_ORANGE, SOFT
from autograder.questions.verdict import Picture, Trial

LARGEST = 12
"""Arrays with more rows or columns are told by their shapes only."""
MOST_TABLES = 9
"""Of one array: its channels, or the slices of a kernel."""
ROUNDING = 1e-3

CELL = (
    "border:1px solid #cbd2d9;padding:2px 6px;text-align:right;font-size:12px;color:#1f2933;"
    "min-width:14px;background:"
)


def tables(trial: Trial) -> str:
    """The arrays of a call side by side, as HTML; numbers that are wrong stand on orange and in bold."""
    figures = [_figure(name, array) for name, array in trial.arrays.items()]
    if trial.result is None:
        figures.append(_frame("your function gives", "", f"<div>{escape(trial.remark)}</div>"))
    else:
        figures.append(_figure("your function gives", trial.result, trial.expected))
    figures.append(_figure("as it should be", trial.expected))
    return (
        f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start">{"".join(figures)}</div>'
    )


def are_numbers(picture: Picture) -> bool:
    """Whether what goes in and what comes out are grey and small enough to be shown as numbers."""
    return all(
        image.ndim == 2 and max(image.shape) <= LARGEST
        for image in (picture.input, picture.output)
        if image is not None
    )


def numbers(picture: Picture) -> str:
    """What goes in and what the student makes of it, as HTML; numbers that are wrong are marked."""
    figures = [_frame("the input", "", _table(picture.input, np.zeros(picture.input.shape, bool)))]
    if picture.output is not None:
        none = np.zeros(picture.output.shape, bool)
        marks = none if picture.wrong is None else picture.wrong
        note = "marked: not right" if marks.any() else ""
        figures.append(_frame("your numbers", note, _table(picture.output, marks)))
    return (
        f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start">{"".join(figures)}</div>'
    )


def _figure(title: str, array: np.ndarray, right: np.ndarray | None = None) -> str:
    """One array with its shape; `right` tells which of its numbers are wrong."""
    size = f"shape {array.shape}" if array.ndim != 1 else ""
    if array.ndim > 4 or array.size == 0 or max(array.shape[:2], default=1) > LARGEST:
        return _frame(title, size, "")
    wrong = np.zeros(array.shape, bool)
    if right is not None and right.shape == array.shape:
        with np.errstate(all="ignore"):  # a student's infinity minus another is no news
            wrong = ~(np.abs(array.astype(np.float64) - right) <= ROUNDING)
    slices = list(_slices(array))
    shown = "".join(
        f'<div style="margin:2px 6px 2px 0">{_caption(name)}{_table(array[key], wrong[key])}</div>'
        for name, key in slices[:MOST_TABLES]
    )
    more = _caption("and so on") if len(slices) > MOST_TABLES else ""
    return _frame(title, size, f'<div style="display:flex;flex-wrap:wrap">{shown}{more}</div>')


def _slices(array: np.ndarray) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The two-dimensional slices of an array (rows, columns, channels, filters), each with its name."""
    if array.ndim <= 2:
        yield "", (...,)
    elif array.ndim == 3:
        for channel in range(array.shape[2]):
            yield f"[:, :, {channel}]" if array.shape[2] > 1 else "", (..., channel)
    else:
        for place in np.ndindex(*array.shape[2:]):
            one = array.shape[2:] == (1, 1)
            yield "" if one else f"[:, :, {place[0]}, {place[1]}]", (..., *place)


def _table(values: np.ndarray, wrong: np.ndarray) -> str:
    rows = "".join(
        f"<tr>{''.join(_cell(*pair) for pair in zip(row, marks, strict=True))}</tr>"
        for row, marks in zip(np.atleast_2d(values), np.atleast_2d(wrong), strict=True)
    )
    return f'<table style="border-collapse:collapse;margin:0">{rows}</table>'


def _cell(value: np.generic, wrong: np.bool_) -> str:
    ground, weight = (PALE_ORANGE, "bold") if wrong else ("#fff", "normal")
    return f'<td style="{CELL}{ground};font-weight:{weight}">{float(value) + 0.0:.4g}</td>'


def _caption(text: str) -> str:
    style = f"font-size:11px;color:{SOFT}"
    return f'<div style="{style}">{escape(text)}</div>' if text else ""


def _frame(title: str, size: str, inside: str) -> str:
    return (
        '<figure style="margin:6px 14px 4px 0">'
        f'<figcaption style="font-size:12px;color:#1f2933">{escape(title)} '
        f'<span style="color:{SOFT}">{escape(size)}</span></figcaption>{inside}</figure>'
    )
