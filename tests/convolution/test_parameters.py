"""Numbers of weights, small ones by hand; Keras is the referee for the rest; and the slips."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
    arguments,
)
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import chain_shape
from autograder.convolution.slips.counts import COUNT_SLIPS, Count
from autograder.convolution.slips.search import after_one, explaining, singles

PICTURE = (1, 28, 28, 3)

BY_HAND = {
    "a filter on grey": (Conv2D(1, 3), (1, 28, 28, 1), 3 * 3 * 1 * 1 + 1),
    "twenty-three filters": (Conv2D(23, 3), (1, 28, 28, 1), 3 * 3 * 1 * 23 + 23),
    "colour": (Conv2D(8, 3), PICTURE, 3 * 3 * 3 * 8 + 8),
    "grey from colour": (Conv2D(1, 1), PICTURE, 1 * 1 * 3 * 1 + 1),
    "not square": (Conv2D(4, (3, 5), (2, 1), "same"), PICTURE, 3 * 5 * 3 * 4 + 4),
    "a larger picture": (Conv2D(8, 3), (9, 280, 280, 3), 3 * 3 * 3 * 8 + 8),
    "transposed": (Conv2DTranspose(4, 2, 2), PICTURE, 2 * 2 * 4 * 3 + 4),
    "pooling": (MaxPooling2D(2), PICTURE, 0),
    "the mean": (AveragePooling2D(3, 1, "same"), PICTURE, 0),
    "zeros": (ZeroPadding2D(2), PICTURE, 0),
    "upsampling": (UpSampling2D(2, "bilinear"), PICTURE, 0),
}


@pytest.mark.parametrize("layer, entering, count", BY_HAND.values(), ids=BY_HAND.keys())
def test_by_hand(layer, entering, count):
    assert parameter_count(layer, entering) == count


def test_without_a_bias():
    assert parameter_count(Conv2D(8, 3), PICTURE, use_bias=False) == 3 * 3 * 3 * 8
    assert parameter_count(Conv2DTranspose(8, 3), PICTURE, use_bias=False) == 3 * 3 * 8 * 3
    assert parameter_count(MaxPooling2D(2), PICTURE, use_bias=False) == 0


def test_a_layer_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="29 rows does not fit into 28"):
        parameter_count(Conv2D(8, 29), PICTURE)
    with pytest.raises(ValueError, match="3 rows does not fit into 2"):
        parameter_count(MaxPooling2D(3), (1, 2, 9, 1))


@pytest.mark.thorough
@pytest.mark.parametrize("use_bias", [True, False])
def test_keras_counts_the_same(use_bias):
    keras = pytest.importorskip("keras")
    for layer, entering, _ in BY_HAND.values():
        name = type(layer).__name__
        bias = {"use_bias": use_bias} if "Conv2D" in name else {}
        made = getattr(keras.layers, name)(**arguments(layer), **bias)
        made.build(entering)
        assert made.count_params() == parameter_count(layer, entering, use_bias), layer


SLIPS = {slip.name: slip for slip in COUNT_SLIPS}
CHAIN = [Conv2D(8, 3), MaxPooling2D(2), Conv2D(4, 5)]
"""28 x 28 x 3 -> 26 x 26 x 8 -> 13 x 13 x 8 -> 9 x 9 x 4; rightly 5 * 5 * 8 * 4 + 4 = 804."""

# the slip, the layers, the input, whether there is a bias, the wrong counts
WRONG = [
    ("bias-forgotten", [Conv2D(8, 3)], PICTURE, True, {216}),
    ("bias-forgotten", [Conv2D(8, 3)], PICTURE, False, set()),
    ("bias-forgotten", [MaxPooling2D(2)], PICTURE, True, set()),
    ("bias-forgotten", CHAIN, PICTURE, True, {800}),
    ("bias-counted", [Conv2D(8, 3)], PICTURE, False, {224}),
    ("bias-counted", [Conv2D(8, 3)], PICTURE, True, set()),
    ("parameters-one-bias", [Conv2D(8, 3)], PICTURE, True, {217}),
    ("parameters-one-bias", [Conv2D(8, 3)], PICTURE, False, set()),
    ("parameters-input-depth-missing", [Conv2D(8, 3)], PICTURE, True, {9 * 8 + 8}),
    ("parameters-input-depth-missing", [Conv2D(8, 3)], PICTURE, False, {9 * 8}),
    ("parameters-input-depth-missing", CHAIN, PICTURE, True, {25 * 4 + 4}),
    ("parameters-filters-missing", [Conv2D(8, 3)], PICTURE, True, {9 * 3 + 8, 9 * 3 + 1}),
    ("parameters-filters-missing", [Conv2DTranspose(8, 3)], PICTURE, False, {9 * 3}),
    (
        "parameters-picture-size",
        [Conv2D(8, 3)],
        PICTURE,
        True,
        # for 26 x 26 pixels: weights and biases, weights only; a dense layer on 28 x 28 x 3
        {224 * 676, 216 * 676, 216 * 676 + 8, 28 * 28 * 3 * 8, 28 * 28 * 3 * 8 + 8},
    ),
    ("parameters-pooling-has-weights", [MaxPooling2D(2)], PICTURE, True, {12, 4, 15, 39, 3}),
    ("parameters-pooling-has-weights", [Conv2D(8, 3)], PICTURE, True, set()),
    ("parameters-first-depth", CHAIN, PICTURE, True, {25 * 3 * 4 + 4}),
    ("parameters-first-depth", CHAIN[:1], PICTURE, True, set()),
    ("parameters-first-depth", CHAIN[:2], PICTURE, True, set()),
    ("parameters-all-layers", CHAIN, PICTURE, True, {224 + 0 + 804}),
    ("parameters-all-layers", CHAIN[:2], PICTURE, False, {216}),
    ("parameters-all-layers", CHAIN[:1], PICTURE, True, set()),
    ("parameters-kernel-side", [Conv2D(8, (3, 5))], PICTURE, True, {3 * 3 * 8 + 8}),
    ("parameters-own-depth", [Conv2D(8, 3)], PICTURE, True, {9 * 8 * 8 + 8}),
    ("parameters-added", [Conv2D(8, 3)], PICTURE, True, {9 * (3 + 8) + 8}),
    ("parameters-pixels", [MaxPooling2D(2)], PICTURE, True, {2352, 588, 196}),
    ("parameters-pixels", [Conv2D(8, 3)], PICTURE, True, set()),
    ("parameters-output-size", [Conv2D(8, 3)], PICTURE, True, {26 * 26 * 8, 26 * 26}),
    ("parameters-batch", [Conv2D(8, 3)], (4, 28, 28, 3), True, {4 * 224}),
    ("parameters-batch", [Conv2D(8, 3)], PICTURE, True, set()),
    ("parameters-bias-by-channel", [Conv2D(8, 3)], PICTURE, True, {216 + 3, 216 + 24}),
    ("parameters-bias-by-cell", [Conv2D(8, 3)], PICTURE, True, {216 + 72}),
]


@pytest.mark.parametrize("name, layers, entering, use_bias, counts", WRONG)
def test_by_hand_what_a_slip_gives(name, layers, entering, use_bias, counts):
    asked = Count(tuple(layers), entering, use_bias)
    assert {changed.asked.number() for changed in singles(asked, [SLIPS[name]])} == counts


def test_one_slip_in_the_weights_and_one_in_the_biases_are_found_together():
    asked = Count((Conv2D(8, 5),), PICTURE)
    tried = after_one(asked, COUNT_SLIPS, Count.number)
    ways = explaining(tried, COUNT_SLIPS, Count.number, lambda number: number == 25 * 8)
    assert [[step.slip for step in way.steps] for way in ways] == [
        ["parameters-input-depth-missing", "bias-forgotten"]
    ]


def test_every_slip_is_told_from_the_truth_in_a_row():
    told = {
        name
        for name, layers, entering, use_bias, counts in WRONG
        if counts - {parameter_count(layers[-1], chain_shape(layers[:-1], entering), use_bias)}
    }
    assert told == set(SLIPS)


small = st.integers(1, 5)
paddings = st.sampled_from(["valid", "same"])
layer = st.one_of(
    st.builds(Conv2D, small, small, small, paddings),
    st.builds(MaxPooling2D, small, st.none() | small, paddings),
    st.builds(UpSampling2D, small),
    st.builds(Conv2DTranspose, small, small, small, paddings),
)


@given(st.lists(layer, min_size=1, max_size=4), small, st.booleans())
@settings(derandomize=True)
def test_slips_give_whole_numbers_where_the_layers_fit(layers, channels, use_bias):
    entering = (1, 40, 30, channels)
    try:
        chain_shape(layers, entering)
    except ValueError:
        return
    for changed in singles(Count(tuple(layers), entering, use_bias), COUNT_SLIPS):
        count = changed.asked.number()
        assert isinstance(count, int)
        assert count >= 0


@given(small, small, small, st.integers(6, 40), st.booleans())
@settings(derandomize=True)
def test_the_size_of_the_picture_does_not_matter(filters, kernel, channels, size, use_bias):
    counts = {
        parameter_count(Conv2D(filters, kernel), (batch, rows, columns, channels), use_bias)
        for batch, rows, columns in ((1, size, size), (7, size, 9), (1, 9, 2 * size))
    }
    assert len(counts) == 1
