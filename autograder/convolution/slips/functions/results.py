"""Slips in what is given back: its axes, its type, its last row and column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.convolution.slips.functions.work import (
    COUNT,
    RESULT,
    FunctionArray,
    FunctionSlip,
    PictureWork,
    Result,
    by_result,
    way,
)
from autograder.convolution.slips.slip import Rank


def _squeezed(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return output[..., 0] if output.ndim == 3 and output.shape[2] == 1 else output


def _first_alone(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return output[..., 0] if output.ndim == 3 else output


def _last_zero(rows: bool, columns: bool) -> Result:
    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        rest = output.copy()
        if rows:
            rest[-1:] = 0
        if columns:
            rest[:, -1:] = 0
        return rest

    return change


def _first_zero(rows: bool, columns: bool) -> Result:
    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        rest = output.copy()
        if rows:
            rest[:1] = 0
        if columns:
            rest[:, :1] = 0
        return rest

    return change


def _only_beginning(most: tuple[int | None, int | None, int | None]) -> Result:
    """So many rows, columns and channels filled, and zeros elsewhere: given back in the first round."""

    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        rest = np.zeros_like(output)
        there = tuple(map(slice, most))
        rest[there] = output[there]
        return rest

    return change


def _added_up(over: str) -> Result:
    """Each number with all before it added: those of the same row, of all rows, of the filters before."""

    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        if over == "row":
            return output.cumsum(axis=1)
        if over == "filters":
            return output.cumsum(axis=2)
        return output.reshape(-1, output.shape[2]).cumsum(axis=0).reshape(output.shape)

    return change


def _largest_so_far(over: str) -> Result:
    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        if over == "row":
            return np.maximum.accumulate(output, axis=1)
        in_a_row = output.reshape(-1, output.shape[2])
        return np.maximum.accumulate(in_a_row, axis=0).reshape(output.shape)

    return change


def _whole(kinds: str) -> Result:
    """Cut off where the picture's type is of these kinds. Right functions that round differently are
    cut differently, but dyadic numbers are exact."""

    def change(work: PictureWork, output: FunctionArray) -> FunctionArray:
        return output.astype("int64") if work.image.dtype.kind in kinds else output

    return change


def _bytes(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return output.astype("int64") % 256


def _in_bytes(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return np.clip(output, 0, 255)


def _only_above_zero(work: PictureWork, output: FunctionArray) -> FunctionArray:
    return np.maximum(output, 0)


def _exchanged_where_square(work: PictureWork, output: FunctionArray) -> FunctionArray:
    """Rows and columns exchanged while an array of the right shape is filled."""
    if output.shape[0] != output.shape[1]:
        raise IndexError("an index beyond the rows or the columns")
    return output.swapaxes(0, 1)


AXES: tuple[FunctionSlip, ...] = (
    by_result("channels-first", lambda work, output: np.moveaxis(output, -1, 0), Rank.DAILY),
    by_result("height-width-swapped", lambda work, output: output.swapaxes(0, 1)),
    by_result("height-width-swapped", _exchanged_where_square),
    by_result("channels-left-out", _squeezed),
    by_result("channels-left-out", _first_alone),
    by_result("batch-added", lambda work, output: output[np.newaxis]),
)
LAST: tuple[FunctionSlip, ...] = (
    by_result("last-left-empty", _last_zero(True, True), shows=COUNT),
    by_result("last-left-empty", _last_zero(True, False), shows=COUNT),
    by_result("last-left-empty", _last_zero(False, True), shows=COUNT),
)
LOOPS: tuple[FunctionSlip, ...] = (
    by_result("first-left-empty", _first_zero(True, True), shows=COUNT),
    by_result("first-left-empty", _first_zero(True, False), shows=COUNT),
    by_result("first-left-empty", _first_zero(False, True), shows=COUNT),
    by_result("ends-too-early", _only_beginning((1, None, None)), shows=COUNT),
    by_result("ends-too-early", _only_beginning((1, 1, None)), shows=COUNT),
    by_result("ends-too-early", _only_beginning((1, 1, 1)), shows=COUNT),
)
"""Slips in the loops that fill a result."""
SUMMING_ON: tuple[FunctionSlip, ...] = tuple(
    by_result("not-set-back", _added_up(over)) for over in ("all", "row", "filters")
)
LARGEST_SO_FAR: tuple[FunctionSlip, ...] = tuple(
    by_result("not-set-back", _largest_so_far(over)) for over in ("all", "row")
)
WHOLE: tuple[FunctionSlip, ...] = (by_result("whole-numbers-always", _whole("iuf"), Rank.DAILY),)
WHOLE_LIKE_THE_PICTURE: tuple[FunctionSlip, ...] = (
    way(
        "whole-numbers-only",
        RESULT,
        lambda work: (
            replace(work, results=(*work.results, _whole("iu")))
            if work.image.dtype.kind in "iu"
            else None
        ),
        Rank.DAILY,
    ),
)
WHOLE_LIKE_THE_KERNEL: tuple[FunctionSlip, ...] = (
    way(
        "whole-numbers-of-kernel",
        RESULT,
        lambda work: (
            replace(work, results=(*work.results, _whole("iuf")))
            if work.kernel.dtype.kind in "iu"
            else None
        ),
    ),
)
ROUNDED: tuple[FunctionSlip, ...] = (
    by_result("rounded-down", lambda work, output: np.floor(output), Rank.COMMON),
    by_result("rounded-to-whole", lambda work, output: np.round(output)),
)
BYTES: tuple[FunctionSlip, ...] = (by_result("bytes-wrap-round", _bytes),)
CLIPPED: tuple[FunctionSlip, ...] = (by_result("bytes-clipped", _in_bytes, Rank.RARE),)
SIGNLESS: tuple[FunctionSlip, ...] = (
    by_result("sign-lost", lambda work, output: np.abs(output), Rank.RARE),
)
POSITIVE: tuple[FunctionSlip, ...] = (by_result("negatives-cut", _only_above_zero),)
