"""Every kernel mistake, by hand, and the way back from it."""

import re

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
    assert {name for name, _, expected in WRONG if expected} == set(MISTAKES)
    assert len(MISTAKES) == len(KERNEL_MISTAKES)
    assert {mistake.about for mistake in KERNEL_MISTAKES} == {"kernel"}


BRIGHTNESS = {
    "nine": (np.ones((3, 3)), "sums to 9: the picture gets nine times brighter"),
    "two": ([[2.0]], "sums to 2: the picture gets two times brighter"),
    "many": (np.ones((5, 5)), "sums to 25: the picture gets brighter"),
    "gigantic": ([[1e300]], r"sums to 1e\+300: the picture gets brighter"),
    "a bit more": ([[1.5]], "sums to 1.5: the picture gets brighter"),
    "a bit less": (np.full((3, 3), 0.11), "sums to 0.99: the picture gets darker"),
    "hardly less": ([[0.99991]], "sums to 0.99991: the picture gets darker"),
    "nothing": ([[1, -1]], "sums to 0: an even area turns black"),
    "negative": ([[-1.0]], "sums to -1: bright and dark change places"),
    "no number": ([[np.nan]], "does not add up to a number"),
    "infinite": ([[np.inf, -np.inf]], "does not add up to a number"),
}


@pytest.mark.parametrize("values, said", BRIGHTNESS.values(), ids=BRIGHTNESS.keys())
@pytest.mark.filterwarnings("error")
def test_brightness(values, said):
    assert re.search(said, MISTAKES["not-normalised"].message(kernel(values)))


def test_several_filters():
    filters = np.concatenate([kernel(np.ones((3, 3)) / 9), kernel(np.ones((3, 3)))], axis=-1)
    assert MISTAKES["not-normalised"].message(filters).startswith("One of your filters sums to 9")
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


@given(kernels | brightness_kept | blurs)
def test_mended_undoes_wrong(right):
    for mistake in KERNEL_MISTAKES:
        for wrong in mistake.wrong(right):
            mended = mistake.mended(wrong)
            assert any(m.shape == right.shape and np.allclose(m, right) for m in mended), (
                mistake.name
            )
            assert mistake.message(wrong)


@given(kernels)
def test_the_kernel_itself_is_left_alone(right):
    before = right.copy()
    for mistake in KERNEL_MISTAKES:
        mistake.wrong(right)
        mistake.mended(right)
        mistake.message(right)
    assert np.array_equal(right, before)
