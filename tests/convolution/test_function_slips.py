"""Slips in functions: what each gives in place of the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.slips.functions.tables import (
    BEGINNINGS,
    FUNCTION_SLIPS,
    HABIT_NAMES,
)
from autograder.convolution.slips.functions.work import outcome
from autograder.convolution.tasks import TASKS
from autograder.questions.function.cases import Case, Cases, drawn_cases

ROW = np.array([[1.0, 2, 3]])[:, :, None]
SQUARE = np.array([[1.0, 2], [3, 4]])[:, :, None]
TWO = np.array([[[1.0, 10], [2, 20]]])
"""Two channels: 1 2 and 10 20."""
PAIR = np.array([[1.0, 2]])[:, :, None, None]
THREE = np.array([[1.0, 10, 100]])[:, :, None, None]
FILTERS = np.array([[[[1.0, 5]]]])
"""Two filters of one weight: 1 and 5."""

EXAMPLES = (
    ("conv2d", "kernel-rotated", {"image": ROW, "kernel": PAIR}, [[[4, 7]]]),
    ("conv2d", "stride-ignored", {"image": ROW, "kernel": PAIR, "strides": (1, 2)}, [[[5, 8]]]),
    ("conv2d", "strides-swapped", {"image": SQUARE, "kernel": PAIR[:, :1], "strides": (1, 2)}, [[[1, 2]]]),
    ("conv2d", "padding-ignored", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8]]]),
    ("conv2d", "same-odd-first", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[2, 5, 8]]]),
    ("conv2d", "same-pads-half", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8]], [[2, 5, 8, 3]]]),
    ("conv2d", "same-one-side", {"image": ROW, "kernel": THREE, "padding": "same"}, [[[321, 32, 3]], [[100, 210, 321]]]),
    ("conv2d", "forgot-plus-one", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[1]]]),
    ("conv2d", "channels-not-summed", {"image": TWO, "kernel": np.ones((1, 1, 2, 1))}, [[[1, 2]], [[10, 20]]]),
    ("max_pool2d", "average-for-max", {"image": ROW, "pool_size": (1, 2)}, [[[1.5]]]),
    ("max_pool2d", "pooling-stride-one", {"image": ROW, "pool_size": (1, 2)}, [[[2, 3]]]),
    ("max_pool2d", "same-counts-padding", {"image": -ROW, "pool_size": (1, 2), "padding": "same"}, [[[-1, 0]], [[-1, -1]], [[-1, 1]]]),
    ("max_pool2d", "ceil-for-floor", {"image": ROW, "pool_size": (1, 2)}, [[[2, 3]], [[2, 0]]]),
    ("avg_pool2d", "same-counts-padding", {"image": ROW, "pool_size": (1, 2), "padding": "same"}, [[[1.5, 1.5]], [[1.5, 1]], [[1.5, 2]]]),
    ("avg_pool2d", "whole-numbers-only", {"image": ROW.astype(int), "pool_size": (1, 2)}, [[[1]]]),
    ("avg_pool2d", "max-for-average", {"image": ROW, "pool_size": (1, 3)}, [[[3]]]),
    ("upsample2d", "upsampling-tiled", {"image": ROW, "size": (1, 2)}, [[[1, 2, 3, 1, 2, 3]]]),
    ("upsample2d", "upsampling-zeros-between", {"image": ROW, "size": (1, 2)}, [[[1, 0, 2, 0, 3, 0]]]),
    ("upsample2d", "bilinear-not-centred", {"image": ROW, "size": (1, 2), "interpolation": "bilinear"}, [[[1, 1.5, 2, 2.5, 3, 3]], [[1.25, 1.75, 2.25, 2.75, 3, 3]], [[1, 1, 1.5, 2, 2.5, 3]]]),
    ("upsample2d", "bilinear-corners-aligned", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1, 4 / 3, 5 / 3, 2]]]),
    ("conv2d_transpose", "overlaps-overwritten", {"image": ROW, "kernel": PAIR}, [[[1, 2, 3, 6]]]),
    ("conv2d_transpose", "padding-ignored", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[1, 4, 7, 6]]]),
    ("conv2d_transpose", "same-odd-first", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[4, 7, 6]]]),
    ("conv2d_transpose", "transposed-other-library", {"image": ROW, "kernel": PAIR[:, :1], "strides": (1, 2)}, [[[1, 0, 2, 0, 3]]]),
    ("conv2d", "stride-on-one-axis", {"image": SQUARE, "kernel": PAIR[:, :1], "strides": (2, 2)}, [[[1, 2]], [[1], [3]]]),
    ("conv2d", "channels-first", {"image": ROW, "kernel": FILTERS}, [[[1], [5]]]),
    ("max_pool2d", "max-starts-at-zero", {"image": -ROW, "pool_size": (1, 1)}, [[[0, 0, 0]]]),
    ("max_pool2d", "one-window-for-both", {"image": ROW, "pool_size": (1, 3)}, [[[1, 2, 3]], None]),
    ("avg_pool2d", "sum-for-average", {"image": ROW, "pool_size": (1, 3)}, [[[6]], [[1.5]]]),
    ("avg_pool2d", "rounded-down", {"image": -ROW, "pool_size": (1, 2)}, [[[-2]]]),
    ("upsample2d", "bilinear-weights-exchanged", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[2, 1.75, 1.25, 2]]]),
    ("conv2d_transpose", "transposed-valid-multiplies", {"image": ROW, "kernel": PAIR}, [[[1, 4, 7]]]),
    ("conv2d_transpose", "same-ignores-stride", {"image": ROW[:, :2], "kernel": THREE, "strides": (1, 2), "padding": "same"}, [[[10, 102, 20, 200]], [[10, 102, 20]]]),
    ("output_shape", "padding-ignored", {"layer": "Conv2D", "input_shape": (5, 6, 1), "size": (3, 3), "padding": "same", "filters": 4}, [3]),
    ("conv2d", "start-not-multiplied", {"image": ROW, "kernel": PAIR[:, :1], "strides": (1, 2)}, [[[1, 2]]]),
    ("conv2d", "last-left-empty", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[1, 0], [0, 0]], [[1, 2], [0, 0]], [[1, 0], [3, 0]]]),
    ("conv2d", "mirrored", {"image": ROW, "kernel": PAIR}, [[[4, 7]]]),
    ("conv2d", "kernel-transposed", {"image": SQUARE, "kernel": PAIR}, [[[7, 10]], [[9], [21]]]),
    ("conv2d", "sign-flipped", {"image": ROW, "kernel": PAIR}, [[[-5, -8]]]),
    ("conv2d", "same-pads-output", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8, 0]]]),
    ("conv2d", "same-rounds-down", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8]]]),
    ("conv2d", "same-pads-twice", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[2, 5, 8, 3]]]),
    ("conv2d", "same-pads-one", {"image": ROW[:, :1], "kernel": PAIR[:, :1], "padding": "same"}, [[[0, 0, 0], [0, 1, 0], [0, 0, 0]]]),
    ("conv2d", "same-on-one-axis", {"image": SQUARE, "kernel": np.ones((2, 2, 1, 1)), "padding": "same"}, [[[10], [7]], [[10, 6]]]),
    ("conv2d", "padding-same-for-valid", {"image": ROW, "kernel": PAIR}, [[[5, 8, 3]]]),
    ("conv2d", "border-repeated", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8, 9]]]),
    ("conv2d", "border-reflected", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8, 7]]]),
    ("conv2d", "same-keeps-size", {"image": ROW, "kernel": PAIR[:, :1], "padding": "same", "strides": (1, 2)}, [[[1, 3, 0]]]),
    ("conv2d", "ceil-for-floor", {"image": ROW, "kernel": PAIR, "strides": (1, 2)}, [[[5, 3]], [[5, 0]]]),
    ("conv2d", "valid-only-divides", {"image": ROW, "kernel": PAIR, "strides": (1, 2)}, [[[5, 3]]]),
    ("conv2d", "stride-is-kernel", {"image": np.hstack([ROW, ROW]), "kernel": PAIR}, [[[5, 5, 8]]]),
    ("conv2d", "one-window-for-both", {"image": SQUARE, "kernel": PAIR}, [[[3, 6], [9, 12]], [[16]]]),
    ("conv2d", "mean-for-sum", {"image": ROW, "kernel": PAIR}, [[[2.5, 4]]]),
    ("conv2d", "channels-averaged", {"image": TWO, "kernel": np.ones((1, 1, 2, 1))}, [[[5.5, 11]]]),
    ("conv2d", "filters-added", {"image": ROW, "kernel": FILTERS}, [[[6, 12, 18]], [[6, 12, 18]]]),
    ("conv2d", "filters-along-first-axis", {"image": ROW, "kernel": PAIR}, [[[9, 15]]]),
    ("conv2d", "channels-exchanged", {"image": TWO, "kernel": np.arange(1.0, 5).reshape(1, 1, 2, 2)}, [[[21, 42]]]),
    ("conv2d", "input-cut-to-whole", {"image": ROW, "kernel": PAIR + 0.5}, [[[5, 8]]]),
    ("conv2d", "height-width-swapped", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[1, 3], [2, 4]]]),
    ("conv2d", "bytes-wrap-round", {"image": -ROW, "kernel": PAIR}, [[[251, 248]]]),
    ("conv2d", "bytes-clipped", {"image": -ROW, "kernel": PAIR}, [[[0, 0]]]),
    ("conv2d", "negatives-cut", {"image": -ROW, "kernel": PAIR}, [[[0, 0]]]),
    ("conv2d", "batch-added", {"image": ROW, "kernel": PAIR}, [[[[5, 8]]]]),
    ("max_pool2d", "window-moves-by-one", {"image": ROW, "pool_size": (1, 2), "strides": (1, 2)}, [[[2, 3]]]),
    ("max_pool2d", "min-for-max", {"image": ROW, "pool_size": (1, 3)}, [[[1]]]),
    ("max_pool2d", "sum-for-max", {"image": ROW, "pool_size": (1, 3)}, [[[6]]]),
    ("max_pool2d", "window-too-short", {"image": ROW, "pool_size": (1, 3)}, [[[2]], None]),
    ("max_pool2d", "window-too-long", {"image": ROW, "pool_size": (1, 2)}, [[[3]]]),
    ("max_pool2d", "kernel-swapped", {"image": SQUARE, "pool_size": (1, 2)}, [[[3, 4]], [[3]]]),
    ("max_pool2d", "window-size-ignored", {"image": SQUARE, "pool_size": (1, 1)}, [[[4]]]),
    ("max_pool2d", "first-channel-only", {"image": TWO, "pool_size": (1, 2)}, [[[2]], [[2]], [[2]]]),
    ("avg_pool2d", "median-for-average", {"image": ROW**2, "pool_size": (1, 3)}, [[[4]]]),
    ("avg_pool2d", "min-for-average", {"image": ROW, "pool_size": (1, 3)}, [[[1]]]),
    ("avg_pool2d", "divided-by-side", {"image": SQUARE, "pool_size": (2, 2)}, [[[5]]]),
    ("avg_pool2d", "rounded-to-whole", {"image": ROW * 0.9, "pool_size": (1, 1)}, [[[1, 2, 3]]]),
    ("upsample2d", "bilinear-halves", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1.5, 1.5, 1.5, 2]]]),
    ("upsample2d", "bilinear-weights-whole", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1, 1, 2, 2]], [[1, 1, 1, 2]]]),
    ("upsample2d", "bilinear-fades", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[0.75, 1.25, 1.75, 1.5]]]),
    ("upsample2d", "bilinear-goes-on", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[0.75, 1.25, 1.75, 2.25]], [[1.25, 1.25, 1.75, 2]]]),
    ("upsample2d", "bilinear-on-one-axis", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1, 1, 2, 2]]]),
    ("upsample2d", "upsampling-one-axis", {"image": ROW, "size": (2, 2)}, [[[1, 2, 3], [1, 2, 3]], [[1, 1, 2, 2, 3, 3]]]),
    ("conv2d_transpose", "start-not-multiplied", {"image": ROW[:, :2], "kernel": PAIR, "strides": (1, 2)}, [[[1, 4, 4, 0]]]),
    ("conv2d_transpose", "same-keeps-size", {"image": ROW[:, :2], "kernel": PAIR, "strides": (1, 2), "padding": "same"}, [[[1, 2]]]),
    ("conv2d_transpose", "padding-same-for-valid", {"image": ROW, "kernel": PAIR}, [[[1, 4, 7]]]),
    ("output_shape", "same-floors", {"layer": "Conv2D", "input_shape": (5, 6, 1), "size": (3, 3), "strides": (2, 2), "padding": "same", "filters": 4}, [2]),
    ("output_shape", "transposed-other-library", {"layer": "Conv2DTranspose", "input_shape": (5, 6, 1), "size": (1, 1), "strides": (2, 2), "filters": 4}, [9]),
    ("conv2d", "padding-not-zero", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8, 5]], [[5, 8, 1]]]),
    ("conv2d", "same-axes-swapped", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[5, 8], [0, 0]]]),
    ("conv2d", "sign-lost", {"image": -ROW, "kernel": PAIR}, [[[5, 8]]]),
    ("conv2d", "kernel-quarter-turn", {"image": ROW, "kernel": PAIR}, [None, [[9, 15]]]),
    ("conv2d", "window-axes-mixed", {"image": TWO, "kernel": np.arange(1.0, 5).reshape(1, 2, 2, 1)}, [[[115]], [[176]], [[219]]]),
    ("max_pool2d", "pooling-strides-fixed", {"image": ROW, "pool_size": (1, 1)}, [[[1, 3]]]),
    ("max_pool2d", "window-on-one-axis", {"image": ROW, "pool_size": (1, 2)}, [[[1]]]),
    ("upsample2d", "window-size-ignored", {"image": ROW[:, :1], "size": (1, 1)}, [[[1, 1], [1, 1]]]),
    ("conv2d_transpose", "overlaps-not-added", {"image": ROW, "kernel": PAIR}, [[[1, 2, 3.5, 6]], [[1, 2, 4, 6]]]),
    ("output_shape", "one-size-for-both", {"layer": "Conv2D", "input_shape": (5, 6, 1), "size": (3, 3), "filters": 4}, [3, 4]),
    ("conv2d", "channels-left-out", {"image": ROW, "kernel": PAIR}, [[5]]),
    ("conv2d", "one-stride-for-both", {"image": SQUARE, "kernel": PAIR[:, :1], "strides": (1, 2)}, [[[1, 2], [3, 4]], [[1]]]),
    ("conv2d", "whole-numbers-always", {"image": -ROW / 4, "kernel": PAIR}, [[[-1, -2]]]),
    ("max_pool2d", "pooling-one-channel", {"image": TWO, "pool_size": (1, 2)}, [[[20]], [20], [[20]]]),
    ("upsample2d", "factors-swapped", {"image": ROW, "size": (1, 2)}, [[[1, 2, 3], [1, 2, 3]]]),
    ("upsample2d", "one-factor-for-both", {"image": ROW[:, :1], "size": (1, 2)}, [[[1]], [[1, 1], [1, 1]]]),
    ("upsample2d", "nearest-for-bilinear", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1, 1, 2, 2]]]),
    ("upsample2d", "bilinear-for-nearest", {"image": ROW[:, :2], "size": (1, 2)}, [[[1, 1.25, 1.75, 2]]]),
    ("conv2d", "not-set-back", {"image": ROW, "kernel": PAIR}, [[[5, 5 + 8]]]),
    ("conv2d", "ends-too-early", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[1, 2], [0, 0]], [[1, 0], [0, 0]]]),
    ("conv2d", "first-left-empty", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[0, 0], [0, 4]], [[0, 0], [3, 4]], [[0, 2], [0, 4]]]),
    ("conv2d", "matrix-product", {"image": SQUARE, "kernel": SQUARE[..., None]}, [[[7 + 10 + 15 + 22]], [[10 + 14 + 14 + 20]]]),
    ("conv2d", "border-wrapped", {"image": ROW, "kernel": THREE[:, ::-1], "padding": "same"}, [[[312, 123, 231]], [[312, 123, 230]]]),
    ("conv2d", "channels-alike", {"image": TWO, "kernel": np.array([[[[1.0], [2]]]])}, [[[11, 22]], [[22, 44]], [[33, 66]]]),
    ("conv2d", "whole-numbers-of-kernel", {"image": ROW / 4, "kernel": PAIR.astype(int)}, [[[1, 2]]]),
    ("max_pool2d", "largest-by-size", {"image": ROW - 2.5, "pool_size": (1, 2)}, [[[-1.5]], [[1.5]]]),
    ("max_pool2d", "place-for-value", {"image": ROW, "pool_size": (1, 3)}, [[[2]]]),
    ("max_pool2d", "first-of-window", {"image": ROW, "pool_size": (1, 3)}, [[[1]]]),
    ("max_pool2d", "last-of-window", {"image": -ROW, "pool_size": (1, 3)}, [[[-3]]]),
    ("max_pool2d", "not-set-back", {"image": -ROW, "pool_size": (1, 1)}, [[[-1, -1, -1]]]),
    ("avg_pool2d", "mean-divided-otherwise", {"image": ROW, "pool_size": (1, 3), "strides": (1, 2)}, [[[6 / 2]], [[6 / (1 + 3)]]]),
    ("avg_pool2d", "between-extremes", {"image": ROW**2, "pool_size": (1, 3)}, [[[(1 + 9) / 2]]]),
    ("conv2d_transpose", "copies-not-weighted", {"image": ROW, "kernel": PAIR}, [[[1, 3, 3, 2]]]),
    ("conv2d_transpose", "ends-too-early", {"image": SQUARE, "kernel": PAIR[:, :1]}, [[[1, 2], [0, 0]], [[1, 0], [3, 0]], [[1, 0], [0, 0]]]),
)  # fmt: skip


def results(task, name, arguments):
    """What the ways to make a slip give, no two the same; None for an error."""
    begin = BEGINNINGS[task]
    right = begin(arguments).output()
    found = []
    for slip in FUNCTION_SLIPS[task]:
        if slip.name == name:
            given = outcome(begin(arguments), (slip,))
            same = given is not None and given.shape == right.shape and np.allclose(given, right)
            if not same and not any(_equal(given, other) for other in found):
                found.append(given)
    return found


def _equal(one, other):
    if one is None or other is None:
        return one is other
    return one.shape == other.shape and np.allclose(one, other)


@pytest.mark.parametrize(
    ("task", "name", "arguments", "expected"), EXAMPLES, ids=[f"{e[0]}-{e[1]}" for e in EXAMPLES]
)
def test_what_a_slip_gives(task, name, arguments, expected):
    """Channel 0 of what each way to make the slip gives."""
    found = [
        None if one is None else one[..., 0].tolist() for one in results(task, name, arguments)
    ]
    assert len(found) == len(expected), found
    for gave, wanted in zip(found, expected, strict=True):
        assert gave is wanted is None or np.allclose(gave, wanted), (gave, wanted)


def test_every_slip_has_an_example():
    given = {name for _, name, _, _ in EXAMPLES} | {"one-filter-for-all"}
    tables = [table for task, table in FUNCTION_SLIPS.items() if task != "output_shape"]
    assert {slip.name for table in tables for slip in table} <= given


def test_one_filter_for_all():
    found = results("conv2d", "one-filter-for-all", {"image": ROW[:, :1], "kernel": FILTERS})
    assert [one.tolist() for one in found] == [[[[1, 1]]], [[[5, 5]]]]


def test_slips_are_made_one_after_the_other():
    """Zeros and strides forgotten."""
    slips = {slip.name: slip for slip in reversed(FUNCTION_SLIPS["conv2d"])}
    work = BEGINNINGS["conv2d"](
        {"image": ROW, "kernel": PAIR, "strides": (1, 2), "padding": "same"}
    )
    assert work.output()[..., 0].tolist() == [[5, 3]]
    both = slips["stride-ignored"], slips["padding-ignored"]
    assert outcome(work, both[:1])[..., 0].tolist() == [[5, 8, 3]]
    assert outcome(work, both)[..., 0].tolist() == [[5, 8]]


@pytest.mark.parametrize("task", FUNCTION_SLIPS)
def test_a_table(task):
    ranks = {}
    for slip in FUNCTION_SLIPS[task]:
        ranks.setdefault((slip.name, slip.shows), []).append(slip.rank)
    assert {name for name, _ in ranks}.isdisjoint(HABIT_NAMES)
    assert all(found == sorted(found) for found in ranks.values())  # the commoner ways come first


WIDE = Cases(
    strides=(1, 3),
    windows=(1, 4),
    paddings=("valid", "same"),
    channels=(1, 2),
    filters=(1, 2),
    interpolations=("nearest", "bilinear"),
    quarters=True,
    layers=("Conv2D", "MaxPooling2D", "AveragePooling2D", "UpSampling2D", "Conv2DTranspose"),
)
PLAIN = Cases(layers=WIDE.layers)


@pytest.mark.parametrize("task", TASKS)
def test_without_slips_the_work_is_the_tasks(task):
    for rules in (WIDE, PLAIN):
        for case in drawn_cases(rules, TASKS[task], 3, 40):
            right = TASKS[task].compute(case.arguments)
            done = outcome(BEGINNINGS[task](case.arguments), ())
            assert done is not None
            assert done.shape == right.shape
            assert np.allclose(done, right)


def differs(case: Case, task: str, name: str) -> bool:
    return bool(results(task, name, case.arguments))


@pytest.mark.parametrize("task", FUNCTION_SLIPS)
def test_every_slip_shows_somewhere(task):
    cases = [c for rules in (WIDE, PLAIN) for c in drawn_cases(rules, TASKS[task], 1, 150)]
    names = {slip.name for slip in FUNCTION_SLIPS[task]} - {ELSEWHERE.get(task)}
    hidden = [name for name in names if not any(differs(case, task, name) for case in cases)]
    assert hidden == []


ELSEWHERE = {"max_pool2d": "border-repeated"}
"""A repeated pixel is no larger than the pixel."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FUNCTION_SLIPS)), st.integers(0, 10**6))
def test_no_slip_fails_on_a_case(task, seed):
    """A way to make a slip gives an array or None, whatever the case; it changes no array."""
    for case in drawn_cases(WIDE, TASKS[task], seed, 1):
        before = case.key
        for slip in FUNCTION_SLIPS[task]:
            output = outcome(BEGINNINGS[task](case.arguments), (slip,))
            assert output is None or isinstance(output, np.ndarray)
        assert case.key == before
