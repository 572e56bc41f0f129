"""Mistakes in functions: what each gives in place of the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.mistakes import SHAPE_MISTAKES
from autograder.convolution.mistakes.functions import (
    FUNCTION_MISTAKES,
    HABIT_NAMES,
    WITHOUT_BATCH,
)
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
    ("max_pool2d", "same-counts-padding", {"image": -ROW, "pool_size": (1, 2), "padding": "same"}, [[[-1, 0]]]),
    ("max_pool2d", "ceil-for-floor", {"image": ROW, "pool_size": (1, 2)}, [[[2, 3]]]),
    ("avg_pool2d", "same-counts-padding", {"image": ROW, "pool_size": (1, 2), "padding": "same"}, [[[1.5, 1.5]]]),
    ("avg_pool2d", "whole-numbers-only", {"image": ROW.astype(int), "pool_size": (1, 2)}, [[[1]]]),
    ("avg_pool2d", "max-for-average", {"image": ROW, "pool_size": (1, 3)}, [[[3]]]),
    ("upsample2d", "upsampling-tiled", {"image": ROW, "size": (1, 2)}, [[[1, 2, 3, 1, 2, 3]]]),
    ("upsample2d", "upsampling-zeros-between", {"image": ROW, "size": (1, 2)}, [[[1, 0, 2, 0, 3, 0]]]),
    ("upsample2d", "bilinear-not-centred", {"image": ROW, "size": (1, 2), "interpolation": "bilinear"}, [[[1, 1.5, 2, 2.5, 3, 3]]]),
    ("upsample2d", "bilinear-corners-aligned", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[1, 4 / 3, 5 / 3, 2]]]),
    ("conv2d_transpose", "overlaps-overwritten", {"image": ROW, "kernel": PAIR}, [[[1, 2, 3, 6]]]),
    ("conv2d_transpose", "padding-ignored", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[1, 4, 7, 6]]]),
    ("conv2d_transpose", "same-odd-first", {"image": ROW, "kernel": PAIR, "padding": "same"}, [[[4, 7, 6]]]),
    ("conv2d_transpose", "transposed-other-library", {"image": ROW, "kernel": PAIR[:, :1], "strides": (1, 2)}, [[[1, 0, 2, 0, 3]]]),
    ("conv2d", "stride-on-one-axis", {"image": SQUARE, "kernel": PAIR[:, :1], "strides": (2, 2)}, [[[1, 2]], [[1], [3]]]),
    ("conv2d", "channels-first", {"image": ROW, "kernel": FILTERS}, [[[1], [5]]]),
    ("max_pool2d", "max-starts-at-zero", {"image": -ROW, "pool_size": (1, 1)}, [[[0, 0, 0]]]),
    ("max_pool2d", "one-window-for-both", {"image": ROW, "pool_size": (1, 3)}, [[[1, 2, 3]], [[1, 2, 3]], [], []]),
    ("avg_pool2d", "sum-for-average", {"image": ROW, "pool_size": (1, 3)}, [[[6]], [[1.5]]]),
    ("avg_pool2d", "rounded-down", {"image": -ROW, "pool_size": (1, 2)}, [[[-2]]]),
    ("upsample2d", "bilinear-weights-exchanged", {"image": ROW[:, :2], "size": (1, 2), "interpolation": "bilinear"}, [[[2, 1.75, 1.25, 2]]]),
    ("conv2d_transpose", "transposed-valid-multiplies", {"image": ROW, "kernel": PAIR}, [[[1, 4, 7]]]),
    ("conv2d_transpose", "same-ignores-stride", {"image": ROW[:, :2], "kernel": THREE, "strides": (1, 2), "padding": "same"}, [[[10, 102, 20, 200]]]),
    ("output_shape", "padding-ignored", {"layer": "Conv2D", "input_shape": (5, 6, 1), "size": (3, 3), "padding": "same", "filters": 4}, [3]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("task", "name", "arguments", "expected"), EXAMPLES, ids=[f"{e[0]}-{e[1]}" for e in EXAMPLES]
)
def test_what_a_mistake_gives(task, name, arguments, expected):
    """Channel 0 of what each way to make the mistake gives."""
    (mistake,) = (m for m in FUNCTION_MISTAKES[task] if m.name == name)
    found = [wrong(arguments) for wrong in mistake.wrong]
    told = [output[..., 0].tolist() for output in found if output is not None]
    assert len(told) == len(expected)
    assert all(np.allclose(a, b) for a, b in zip(told, expected, strict=True))


def test_one_filter_for_all():
    (mistake,) = (m for m in FUNCTION_MISTAKES["conv2d"] if m.name == "one-filter-for-all")
    arguments = {"image": ROW[:, :1], "kernel": FILTERS}
    assert [wrong(arguments).tolist() for wrong in mistake.wrong] == [[[[1, 1]]], [[[5, 5]]]]


@pytest.mark.parametrize("task", FUNCTION_MISTAKES)
def test_a_table(task):
    names = [mistake.name for mistake in FUNCTION_MISTAKES[task]]
    assert len(set(names)) == len(names)
    assert set(names).isdisjoint(HABIT_NAMES)
    assert all(mistake.wrong for mistake in FUNCTION_MISTAKES[task])


def test_the_mistakes_of_shapes_are_those_of_the_catalogue():
    assert set(WITHOUT_BATCH) <= {mistake.name for mistake in SHAPE_MISTAKES}


WIDE = Cases(
    strides=(1, 3),
    paddings=("valid", "same"),
    channels=(1, 2),
    filters=(1, 2),
    interpolations=("nearest", "bilinear"),
    quarters=True,
    layers=("Conv2D", "MaxPooling2D", "AveragePooling2D", "UpSampling2D", "Conv2DTranspose"),
)
PLAIN = Cases(layers=WIDE.layers)


def differs(case: Case, task: str, name: str) -> bool:
    right = TASKS[task].compute(case.arguments)
    (mistake,) = (m for m in FUNCTION_MISTAKES[task] if m.name == name)
    outputs = [wrong(case.arguments) for wrong in mistake.wrong]
    return any(
        o is not None and (o.shape != right.shape or not np.allclose(o, right)) for o in outputs
    )


@pytest.mark.parametrize("task", FUNCTION_MISTAKES)
def test_every_mistake_shows_somewhere(task):
    cases = [c for rules in (WIDE, PLAIN) for c in drawn_cases(rules, TASKS[task], 1, 150)]
    hidden = [
        mistake.name
        for mistake in FUNCTION_MISTAKES[task]
        if not any(differs(case, task, mistake.name) for case in cases)
    ]
    assert hidden == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FUNCTION_MISTAKES)), st.integers(0, 10**6))
def test_no_mistake_fails_on_a_case(task, seed):
    """A wrong way gives an array or None, whatever the case; it changes no array."""
    for case in drawn_cases(WIDE, TASKS[task], seed, 1):
        before = case.key
        for mistake in FUNCTION_MISTAKES[task]:
            for wrong in mistake.wrong:
                output = wrong(case.arguments)
                assert output is None or isinstance(output, np.ndarray)
        assert case.key == before
