"""Every kernel mistake, by hand, and the way back from it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.mistakes import KERNEL_MISTAKES

MISTAKES = {mistake.name: mistake for mistake in KERNEL_MISTAKES}


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


def rows(kernels):
    return [one[..., 0, 0].tolist() for one in kernels]


COUNTED = [[1, 2], [3, 4]]
RIGHTMOST = [[0, 0, 0], [0, 0, 1], [0, 0, 0]]
BLUR = np.full((2, 2), 0.25).tolist()
SHARPEN = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]

WRONG = [
    ("kernel-rotated", COUNTED, [[[4, 3], [2, 1]]]),
    ("kernel-transposed", COUNTED, [[[1, 3], [2, 4]]]),
    ("kernel-transposed", [[1, 2]], [[[1], [2]]]),
    ("sign-flipped", COUNTED, [[[-1, -2], [-3, -4]]]),
    ("mirrored", COUNTED, [[[2, 1], [4, 3]], [[3, 4], [1, 2]]]),
    ("off-centre", COUNTED, []),
    ("off-centre", [[0, 0, 1]], [[[0, 1, 0]]]),
    (
        "off-centre",
        RIGHTMOST,
        [
            [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
            [[0, 0, 1], [0, 0, 0], [0, 0, 0]],
            [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
            [[0, 0, 0], [0, 0, 0], [0, 1, 0]],
            [[0, 0, 0], [0, 0, 0], [0, 0, 1]],
        ],
    ),
    ("divided-by-side", BLUR, [[[0.5, 0.5], [0.5, 0.5]]]),
    ("divided-by-side", COUNTED, []),
    ("divided-by-side", SHARPEN, []),
    ("divided-by-side", [[1]], []),
    ("not-normalised", BLUR, [[[1, 1], [1, 1]]]),
    ("not-normalised", SHARPEN, [(9 * np.array(SHARPEN)).tolist()]),
    ("not-normalised", COUNTED, []),
    ("not-normalised", [[1]], []),
]

# Two channels go in: [from the first, from the second] for each of the filters
KEEP_APART = [[1, 0], [0, 1]]
EXCHANGE = [[0, 1], [1, 0]]
GREY = [[0.5], [0.5]]
WEIGHTED = [[0.25], [0.75]]


def depths(rows):
    """The 1 x 1 kernel (1, 1, C, F) of a table with a row for each channel that goes in."""
    return np.array(rows, float)[np.newaxis, np.newaxis]


DEPTHS = [
    ("channels-mixed", KEEP_APART, [[[0.5, 0.5], [0.5, 0.5]]]),
    ("channels-mixed", EXCHANGE, [[[0.5, 0.5], [0.5, 0.5]]]),
    ("channels-mixed", [[0], [1]], [[[0.5], [0.5]]]),
    ("channels-mixed", [[0], [1], [0]], [[[1 / 3], [1 / 3], [1 / 3]]]),
    ("channels-mixed", [[1, 0]], []),  # one channel goes in
    ("channels-mixed", GREY, []),  # the filter is to look at both
    ("channels-mixed", [[0], [0]], []),
    ("channels-mixed", np.eye(4), []),  # too many ways to look
    ("channels-summed", KEEP_APART, [[[1, 1], [1, 1]]]),
    ("channels-summed", [[0], [3]], [[[3], [3]]]),
    ("channels-summed", GREY, []),
    ("channels-exchanged", [[0, 1], [2, 3]], [[[0, 2], [1, 3]]]),
    ("channels-exchanged", GREY, []),  # one filter: nothing to exchange it with
    ("channels-exchanged", [[1]], []),
    ("sign-flipped", EXCHANGE, [[[0, -1], [-1, 0]]]),
    ("not-normalised", GREY, [[[1], [1]]]),
    ("not-normalised", WEIGHTED, [[[0.5], [1.5]]]),
    ("not-normalised", KEEP_APART, []),
    ("not-normalised", [[0.5, 1], [0.5, -1]], [[[1, 1], [1, -1]]]),  # a grey and a difference
    ("not-normalised", [[0.5, 1], [0.5, 1]], []),  # nobody would divide the second
    ("divided-by-side", GREY, []),
]


@pytest.mark.parametrize("name, right, expected", DEPTHS)
def test_wrong_depths(name, right, expected):
    assert [wrong[0, 0].tolist() for wrong in MISTAKES[name].wrong(depths(right))] == expected


MENDED_DEPTHS = [
    ("channels-mixed", [[0.5, 0.5], [0.5, 0.5]], [KEEP_APART, EXCHANGE], 4),
    ("channels-summed", [[1, 1], [1, 1]], [KEEP_APART, EXCHANGE], 4),
    ("channels-mixed", np.full((3, 3), 1 / 3), [np.eye(3).tolist()], 27),
    ("channels-mixed", KEEP_APART, [], 0),
    ("channels-mixed", np.full((4, 4), 0.25), [], 0),
    ("channels-mixed", [[1]], [], 0),
    ("not-normalised", [[1, 1], [1, -1]], [[[0.5, 1], [0.5, -1]]], 1),
]


@pytest.mark.parametrize("name, wrong, among, count", MENDED_DEPTHS)
def test_mended_depths(name, wrong, among, count):
    mended = [kernel[0, 0].tolist() for kernel in MISTAKES[name].mended(depths(wrong))]
    assert len(mended) == count
    for kernel in among:
        assert any(np.allclose(kernel, one) for one in mended)


def test_a_blur_of_every_channel_that_mixes_them():
    apart = kernel(np.full((3, 3), 1 / 9)) * np.eye(3)
    (mixed,) = MISTAKES["channels-mixed"].wrong(apart)
    np.testing.assert_allclose(mixed, np.full((3, 3, 3, 3), 1 / 27))
    (summed,) = MISTAKES["channels-summed"].wrong(apart)
    np.testing.assert_allclose(summed, np.full((3, 3, 3, 3), 1 / 9))
    (undivided,) = MISTAKES["not-normalised"].wrong(apart)
    np.testing.assert_allclose(undivided, kernel(np.ones((3, 3))) * np.eye(3))
    (by_side,) = MISTAKES["divided-by-side"].wrong(apart)
    np.testing.assert_allclose(by_side, kernel(np.full((3, 3), 1 / 3)) * np.eye(3))


MENDED = [
    ("divided-by-side", [[0.5, 0.5], [0.5, 0.5]], [BLUR]),
    ("divided-by-side", [[1, 1], [1, 1]], []),
    ("not-normalised", [[1, 1], [1, 1]], [BLUR]),
    ("not-normalised", [[2, 1], [1, 0]], [[[0.5, 0.25], [0.25, 0]]]),
    ("not-normalised", BLUR, []),
    ("not-normalised", [[-1, 1]], []),
    ("not-normalised", [[np.nan, 1]], []),
    ("not-normalised", [[np.inf, -np.inf]], []),
]


@pytest.mark.parametrize("name, right, expected", WRONG)
def test_wrong_kernels(name, right, expected):
    assert rows(MISTAKES[name].wrong(kernel(right))) == expected


@pytest.mark.parametrize("name, wrong, expected", MENDED)
def test_mended_kernels(name, wrong, expected):
    assert rows(MISTAKES[name].mended(kernel(wrong))) == expected


def test_every_mistake_has_a_row():
    assert {name for name, _, expected in (*WRONG, *DEPTHS) if expected} == set(MISTAKES)
    assert len(MISTAKES) == len(KERNEL_MISTAKES)


def test_several_filters():
    filters = np.concatenate([kernel(np.ones((3, 3)) / 9), kernel(np.ones((3, 3)))], axis=-1)
    mended = MISTAKES["not-normalised"].mended(filters)[0]
    np.testing.assert_allclose(mended, np.full((3, 3, 1, 2), 1 / 9))


shapes = st.tuples(*[st.integers(1, 4)] * 2, *[st.integers(1, 2)] * 2)
numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.0, 0.0, 0.5, 1.0, 3.0])
kernels = shapes.flatmap(lambda shape: arrays(float, shape, elements=numbers))
brightness_kept = kernels.filter(lambda k: np.all(k.sum(axis=(0, 1, 2)) > 0.1)).map(
    lambda k: k / k.sum(axis=(0, 1, 2))
)
blurs = (
    kernels.map(np.abs)
    .filter(lambda k: np.all(k.sum(axis=(0, 1, 2)) > 0))
    .map(lambda k: k / k.sum(axis=(0, 1, 2)))
)
# Every filter looks at one channel
apart = st.tuples(
    arrays(float, (2, 3, 3), elements=numbers), st.tuples(*[st.integers(0, 2)] * 3)
).map(lambda drawn: drawn[0][:, :, np.newaxis] * (np.arange(3)[:, np.newaxis] == drawn[1]))


@given(kernels | brightness_kept | blurs | apart)
def test_mended_undoes_wrong(right):
    for mistake in KERNEL_MISTAKES:
        for wrong in mistake.wrong(right):
            mended = mistake.mended(wrong)
            assert any(m.shape == right.shape and np.allclose(m, right) for m in mended), (
                mistake.name
            )


@given(kernels)
def test_the_kernel_itself_is_left_alone(right):
    before = right.copy()
    for mistake in KERNEL_MISTAKES:
        mistake.wrong(right)
        mistake.mended(right)
    assert np.array_equal(right, before)
