"""What may be drawn for a function, and what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.tasks import TASKS
from autograder.questions.function.cases import Cases, drawn_cases

CONV, POOL, UP, BACK, SHAPE = (
    TASKS[name]
    for name in ("conv2d", "max_pool2d", "upsample2d", "conv2d_transpose", "output_shape")
)


def drawn(task, count=20, seed=0, **rules):
    return drawn_cases(Cases(**rules), task, seed, count)


def test_the_same_seed_gives_the_same_cases():
    first, again, other = (drawn(CONV, seed=seed) for seed in (1, 1, 2))
    assert [case.key for case in first] == [case.key for case in again]
    assert [case.key for case in first] != [case.key for case in other]


def test_the_smallest_comes_first():
    numbers = [case.arguments["image"].size + case.arguments["kernel"].size for case in drawn(CONV)]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]


def test_what_is_left_out_by_default():
    assert {tuple(case.arguments) for case in drawn(CONV)} == {("image", "kernel")}
    assert {tuple(case.arguments) for case in drawn(POOL)} == {("image", "pool_size")}
    assert {tuple(case.arguments) for case in drawn(UP)} == {("image", "size")}
    assert {tuple(case.arguments) for case in drawn(SHAPE)} == {
        ("layer", "input_shape", "size", "filters")
    }


def test_the_axes_of_a_kernel():
    rules = {"channels": (2, 2), "filters": (3, 3), "windows": (1, 2)}
    assert {case.arguments["kernel"].shape[2:] for case in drawn(CONV, **rules)} == {(2, 3)}
    assert {case.arguments["kernel"].shape[2:] for case in drawn(BACK, **rules)} == {(3, 2)}
    assert {case.arguments["image"].shape[2] for case in drawn(BACK, **rules)} == {2}


def test_a_square_is_one():
    for case in drawn(CONV, square=True, strides=(1, 3)):
        image, kernel = case.arguments["image"], case.arguments["kernel"]
        assert image.shape[0] == image.shape[1]
        assert kernel.shape[0] == kernel.shape[1]
        assert len(set(case.arguments["strides"])) == 1


def test_an_upsampling_has_no_strides_and_a_pool_no_filters():
    cases = drawn(
        SHAPE, layers=("UpSampling2D", "MaxPooling2D"), strides=(1, 2), paddings=("same",)
    )
    for case in cases:
        up = case.arguments["layer"] == "UpSampling2D"
        assert ("strides" in case.arguments, "padding" in case.arguments) == (not up, not up)
        assert "filters" not in case.arguments


DIVIDES = {
    "valid": (CONV, {"paddings": ("valid",), "strides": (2, 3)}, lambda i, k, s: (i - k) % s),
    "same": (CONV, {"paddings": ("same",), "strides": (2, 3)}, lambda i, k, s: i % s),
    "left out": (CONV, {"strides": (2, 3)}, lambda i, k, s: (i - k) % s),
    "a pool": (POOL, {"windows": (2, 3)}, lambda i, k, s: (i - k) % k),
}


@pytest.mark.parametrize("divides", [True, False])
@pytest.mark.parametrize(("task", "rules", "rest"), DIVIDES.values(), ids=DIVIDES)
def test_sizes_that_divide_or_not(task, rules, rest, divides):
    for case in drawn(task, divides=divides, **rules):
        sizes = case.arguments["image"].shape[:2]
        kernel = case.arguments.get("kernel")
        windows = kernel.shape[:2] if kernel is not None else case.arguments["pool_size"]
        strides = case.arguments.get("strides", (1, 1))
        left = [rest(i, k, s) for i, k, s in zip(sizes, windows, strides, strict=True)]
        assert all((rest == 0) == divides for rest in left)


def test_a_size_beyond_the_most_where_no_other_fits():
    (case,) = drawn(CONV, 1, sizes=(1, 2), windows=(3, 3))
    assert case.arguments["image"].shape == (3, 3, 1)


RULES = st.fixed_dictionaries(
    {
        "sizes": st.tuples(st.integers(1, 3), st.integers(3, 6)),
        "windows": st.tuples(st.integers(1, 2), st.integers(2, 3)),
        "strides": st.none() | st.just((1, 3)),
        "paddings": st.sampled_from([(), ("valid",), ("same",), ("valid", "same")]),
        "channels": st.just((1, 3)),
        "filters": st.just((1, 2)),
        "divides": st.sampled_from([None, True, False]),
        "interpolations": st.sampled_from([(), ("nearest", "bilinear")]),
        "layers": st.just(("Conv2D", "AveragePooling2D", "Conv2DTranspose", "UpSampling2D")),
    }
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(TASKS)), RULES, st.integers(0, 1000))
def test_every_case_has_an_answer(name, rules, seed):
    """Whatever the rules: a right function takes the case, by the names of its signature."""
    task = TASKS[name]
    for case in drawn_cases(Cases(**rules), task, seed, 3):
        assert list(case.arguments) == [n for n in task.arguments if n in case.arguments]
        assert np.isfinite(task.compute(case.arguments)).all()


def test_quarters_stand_beside_whole_numbers():
    arrays = [array for case in drawn(CONV, 60, quarters=True) for array in case.arguments.values()]
    fractions = [array for array in arrays if (array % 1).any()]
    assert {array.dtype.name for array in fractions} == {"float64", "float32"}
    assert all((4 * array % 1 == 0).all() for array in arrays)
    assert any((array < 0).any() for array in fractions)
    assert any(array.dtype == np.int64 for array in arrays)
    plain = [array for case in drawn(CONV, 60) for array in case.arguments.values()]
    assert not any((array % 1).any() for array in plain)


def test_a_picture_of_whole_numbers_meets_a_kernel_of_fractions():
    met = [
        case
        for case in drawn(CONV, 60, quarters=True)
        if case.arguments["image"].dtype == np.int64 and (case.arguments["kernel"] % 1).any()
    ]
    assert len(met) > 3


def test_a_case_comes_back_as_it_was(travel):
    for task in TASKS.values():
        for case in drawn(task, 3, strides=(1, 2), paddings=("same",)):
            assert travel(case)[0].key == case.key


def test_arrays_of_zeros_tell_nothing():
    cases = drawn(CONV, 60, sizes=(1, 1), windows=(1, 1), values=(0, 1))
    assert len(cases) > 1
    assert all(case.arguments["image"].any() for case in cases)
