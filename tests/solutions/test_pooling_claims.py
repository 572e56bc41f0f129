"""What the text of `pooling` says and no cell of it asserts, worked out again."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.correlate import conv2d, pool2d
from autograder.convolution.transposed import conv2d_transpose
from autograder.convolution.upsample import upsample2d
from autograder.notebook.picture_file import load_picture

IMAGES = Path(__file__).parents[2] / "data" / "images"
TABLES = {
    name: np.array(rows, float)
    for name, rows in json.loads((IMAGES / "integers.json").read_text()).items()
}
COAT = load_picture(IMAGES / "clothes" / "04-coat.png").astype(float)
RINGS = load_picture(IMAGES / "rings.png").astype(float)


def images(picture):
    return picture[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


def test_98_is_seen_by_two_windows_and_the_last_row_and_column_by_none() -> None:
    integers = TABLES["integers"]
    starts = [first for first in range(10) if first % 2 == 0 and first + 3 <= 10]
    assert starts == [0, 2, 4, 6]
    assert integers[5, 6] == 98
    seen_by = [(r, c) for r in starts for c in starts if r <= 5 < r + 3 and c <= 6 < c + 3]
    assert seen_by == [(4, 4), (4, 6)]
    largest = pool2d(images(integers), (3, 3), (2, 2))[0, :, :, 0]
    assert largest[2, 2] == largest[2, 3] == 98  # "numbers that win twice"
    assert {first + step for first in starts for step in range(3)} == set(range(9))


LEFT, RIGHT = (8, 4), (8, 10)
"""The windows of 2 x 2 in which the coat's two pockets are darkest: row and column."""


def darker(pooled, window):
    """By how much a window is darker than the darker one of those above and below it."""
    row, column = window
    return min(pooled[row - 1, column], pooled[row + 1, column]) - pooled[row, column]


def test_the_pockets_go_under_max_pooling_and_stay_under_average_pooling() -> None:
    mean = pool2d(images(COAT), (2, 2), keeps="average")[0, :, :, 0]
    largest = pool2d(images(COAT), (2, 2))[0, :, :, 0]
    for pocket in (LEFT, RIGHT):
        assert darker(mean, pocket) > 0.06
        assert darker(largest, pocket) < 0.01


def test_of_every_second_pixel_one_pocket_had_luck() -> None:
    picked = COAT[::2, ::2]
    assert darker(picked, RIGHT) > 0.15
    assert darker(picked, LEFT) < 0.05
    # the left pocket is darkest in an odd row, which is not kept
    assert COAT[14:20, 8].argmin() == 3
    assert COAT[14:20, 20].argmin() == 2


def test_the_difference_of_the_poolings_is_brightest_at_the_shoulders() -> None:
    both = pool2d(images(COAT), (2, 2)) - pool2d(images(COAT), (2, 2), keeps="average")
    brightest = np.argsort(both[0, :, :, 0], axis=None)[-4:]
    assert {int(place) // 14 for place in brightest} == {0}


def alike(row):
    """The correlation of a row of pixels with itself, moved by one pixel."""
    row = row - row.mean()
    return float((row[1:] * row[:-1]).sum() / (row**2).sum())


def test_the_rings_are_finest_at_the_border_and_come_out_coarse() -> None:
    assert alike(RINGS[20, -16:]) < -0.5  # light and dark take turns
    assert alike(RINGS[-16:, 20]) < -0.5
    assert alike(RINGS[::2, ::2][10, -8:]) > 0.3  # neighbours are alike: a coarse ring
    assert alike(RINGS[::2, ::2][-8:, 10]) > 0.3


def test_a_blur_before_picking_takes_the_false_rings_away() -> None:
    weights = np.outer([1, 2, 1], [1, 2, 1]) / 16
    soft = conv2d(images(RINGS), kernel(weights), (2, 2), "same")[0, :, :, 0]
    picked = RINGS[::2, ::2]
    assert picked[:-1, -10:-1].std() > 0.2
    assert soft[:-1, -10:-1].std() < 0.04
    assert np.abs(soft[:-1, -10:-1].mean() - 0.5) < 0.02  # grey stands in their place
    # the coarse rings around the centre are as good as before
    assert np.corrcoef(soft[:12, :12].ravel(), RINGS[1:24:2, 1:24:2].ravel())[0, 1] > 0.99
    # a dark seam on the right and below
    assert soft[:-1, -1].mean() < 0.8 * soft[:-1, -3].mean()
    assert soft[-1, :-1].mean() < 0.8 * soft[-3, :-1].mean()


@given(st.fractions(Fraction(1, 4), Fraction(1, 2), max_denominator=40))
def test_finer_stripes_than_four_pixels_come_out_coarser_or_as_none(frequency: Fraction) -> None:
    """cos(2 pi f n) at n = 0, 2, 4, ... is also cos(2 pi (1/2 - f) n): a period of 1 / (1/2 - f)."""
    kept = 2 * np.arange(30)
    fine = np.cos(2 * np.pi * float(frequency) * kept)
    false = Fraction(1, 2) - frequency
    np.testing.assert_allclose(np.cos(2 * np.pi * float(false) * kept), fine, atol=1e-9)
    assert false == 0 or 1 / false >= 4


def test_blurred_stripes_are_grey_wherever_one_begins() -> None:
    stripes = images(TABLES["stripes-of-two"])
    assert (conv2d(stripes, kernel([[0.25, 0.5, 0.25]])) == 0.5).all()


@given(st.integers(1, 6), st.integers(1, 4))
def test_stamps_fit_together_where_the_stride_divides_the_kernel(size: int, stride: int) -> None:
    row = np.ones((1, 1, 12, 1))
    counts = conv2d_transpose(row, np.ones((1, size, 1, 1)), (1, stride))[0, 0, :, 0]
    inside = counts[size : 11 * stride]
    assert (np.ptp(inside) == 0) == (size % stride == 0)


def test_nearest_upsampling_is_a_transposed_convolution() -> None:
    grown = conv2d_transpose(images(COAT), np.ones((2, 2, 1, 1)), (2, 2))
    np.testing.assert_array_equal(grown, upsample2d(images(COAT), (2, 2)))


def test_upsampling_then_pooling_gives_everything_back() -> None:
    there = upsample2d(images(COAT), (2, 2))
    np.testing.assert_allclose(pool2d(there, (2, 2), keeps="average"), images(COAT), atol=1e-12)


def test_errors_travel_backwards_by_the_transposed_convolution() -> None:
    tf = pytest.importorskip("tensorflow")
    rng = np.random.default_rng(3)
    x, weights, errors = (
        rng.normal(size=size) for size in [(1, 7, 7, 1), (3, 3, 1, 1), (1, 3, 3, 1)]
    )
    picture = tf.Variable(x)
    with tf.GradientTape() as tape:
        # the derivative of <errors, Conv2D(picture)> by every pixel of the picture
        product = tf.reduce_sum(tf.nn.conv2d(picture, weights, 2, "VALID") * errors)
    backwards = conv2d_transpose(errors, weights, (2, 2))
    np.testing.assert_allclose(tape.gradient(product, picture), backwards, atol=1e-9)
