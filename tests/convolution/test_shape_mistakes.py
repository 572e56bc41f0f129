"""Every shape mistake, by hand: the layers, the input, and the wrong shape that must come out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.mistakes import SHAPE_MISTAKES, WEIGHTS_MISTAKES, topic
from autograder.convolution.sizes import chain_shape, weights_shape

MISTAKES = {mistake.name: mistake for mistake in (*SHAPE_MISTAKES, *WEIGHTS_MISTAKES)}

INPUT = (1, 10, 13, 3)
TO_SAME = Conv2D(8, 4, 2, "same")  # rightly (1, 5, 7, 8)
TO_VALID = Conv2D(8, 3, 2)  # rightly (1, 4, 6, 8)
ZEROS = ZeroPadding2D(((1, 2), (3, 4)))  # rightly (1, 13, 20, 3)
UP = Conv2DTranspose(8, 2, 3)  # rightly (1, 30, 39, 8)
UP_SAME = Conv2DTranspose(8, 3, 2, "same")  # rightly (1, 20, 26, 8)
POOL = MaxPooling2D(2)  # rightly (1, 5, 6, 3)

# the mistake, the layers, the input, the wrong shape
WRONG = [
    ("same-keeps-size", [TO_SAME], INPUT, (1, 10, 13, 8)),
    ("same-keeps-size", [MaxPooling2D(2, padding="same")], INPUT, (1, 10, 13, 3)),
    ("same-keeps-size", [TO_VALID], INPUT, None),
    ("same-pads-one", [TO_SAME], INPUT, (1, 5, 6, 8)),
    ("same-pads-one", [Conv2D(8, 5, 1, "same")], INPUT, (1, 8, 11, 8)),
    ("same-pads-half", [Conv2D(8, 4, 1, "same")], INPUT, (1, 9, 12, 8)),
    ("same-pads-half", [Conv2D(8, 5, 1, "same")], INPUT, (1, 10, 13, 8)),
    ("same-pads-twice", [TO_SAME], INPUT, (1, 7, 8, 8)),
    ("valid-only-divides", [TO_VALID], INPUT, (1, 5, 6, 8)),
    ("valid-only-divides", [TO_SAME], INPUT, None),
    ("valid-only-divides", [AveragePooling2D(3, 2)], INPUT, (1, 5, 6, 3)),
    ("forgot-plus-one", [TO_VALID], INPUT, (1, 3, 5, 8)),
    ("ceil-for-floor", [TO_VALID], INPUT, (1, 5, 6, 8)),
    ("rounded", [Conv2D(8, 3, 3)], (1, 10, 11, 3), (1, 3, 4, 8)),  # 3.33 and 3.67
    ("rounded", [TO_VALID], INPUT, (1, 5, 6, 8)),  # 4.5 goes up
    ("fraction", [TO_VALID], INPUT, (1, 4.5, 6, 8)),
    ("fraction", [TO_VALID], (1, 11, 13, 3), None),
    ("fraction", [Conv2D(8, 3)], INPUT, None),
    ("pooling-stride-one", [POOL], INPUT, (1, 9, 12, 3)),
    ("pooling-stride-one", [MaxPooling2D(2, padding="same")], INPUT, (1, 10, 13, 3)),
    ("pooling-stride-one", [MaxPooling2D(2, 2)], INPUT, None),
    ("pooling-same-floors", [MaxPooling2D(2, padding="same")], INPUT, (1, 5, 6, 3)),
    ("pooling-same-floors", [TO_SAME], INPUT, None),
    ("pooling-one-channel", [POOL], INPUT, (1, 5, 6, 1)),
    ("channels-multiplied", [TO_VALID], INPUT, (1, 4, 6, 24)),
    ("channels-multiplied", [UP], INPUT, (1, 30, 39, 24)),
    ("channels-multiplied", [POOL], INPUT, None),
    ("channels-kept", [TO_VALID], INPUT, (1, 4, 6, 3)),
    ("batch-left-out", [TO_VALID], INPUT, (4, 6, 8)),
    ("batch-none", [TO_VALID], INPUT, (None, 4, 6, 8)),
    ("channels-first", [TO_VALID], INPUT, (1, 8, 4, 6)),
    ("height-width-swapped", [TO_VALID], INPUT, (1, 6, 4, 8)),
    ("height-width-swapped", [Conv2D(8, 14)], INPUT, None),
    ("zero-padding-one-side", [ZEROS], INPUT, (1, 11, 16, 3)),
    ("zero-padding-swapped", [ZEROS], INPUT, (1, 17, 16, 3)),
    ("zero-padding-swapped", [TO_SAME], INPUT, None),
    ("transposed-valid-multiplies", [Conv2DTranspose(8, 3, 2)], INPUT, (1, 20, 26, 8)),
    ("transposed-valid-multiplies", [UP_SAME], INPUT, None),
    ("transposed-other-library", [UP_SAME], INPUT, (1, 19, 25, 8)),
    ("transposed-other-library", [UP], INPUT, (1, 29, 38, 8)),
    ("transposed-other-library", [Conv2DTranspose(8, 4, 2, "same", 1)], INPUT, (1, 21, 27, 8)),
    ("output-padding-zero", [UP_SAME], INPUT, (1, 19, 25, 8)),
    ("output-padding-zero", [UP], INPUT, (1, 29, 38, 8)),
    ("output-padding-zero", [Conv2DTranspose(8, 3, 2, "same", 0)], INPUT, None),
    ("upsampling-adds", [UpSampling2D((2, 3))], INPUT, (1, 12, 16, 3)),
    ("bilinear-changes-shape", [UpSampling2D((2, 3), "bilinear")], INPUT, (1, 19, 37, 3)),
    ("bilinear-changes-shape", [UpSampling2D(2)], INPUT, None),
    ("weights-depths-swapped", [TO_VALID], INPUT, (3, 3, 8, 3)),
    ("weights-depths-swapped", [POOL], INPUT, None),
    ("weights-depths-missing", [Conv2D(8, (3, 5))], INPUT, (3, 5)),
    ("weights-filters-first", [Conv2D(8, (2, 5))], INPUT, (8, 3, 2, 5)),
    ("weights-input-depth-missing", [TO_VALID], INPUT, (3, 3, 8)),
    ("weights-input-shape", [TO_VALID], INPUT, (10, 13, 3, 8)),
]

CHAINS = [
    # right: 10 x 13 -> 8 x 11 -> 4 x 5; the mistake is made twice
    ("forgot-plus-one", [Conv2D(8, 3), MaxPooling2D(2)], INPUT, (1, 2, 4, 8)),
    # the mistake in the first layer, the right formula in the second
    ("same-keeps-size", [TO_SAME, MaxPooling2D(2)], INPUT, (1, 5, 6, 8)),
    ("zero-padding-one-side", [ZeroPadding2D(1), Conv2D(8, 3)], INPUT, (1, 9, 12, 8)),
    ("channels-multiplied", [Conv2D(2, 3), Conv2D(4, 3)], INPUT, (1, 6, 9, 24)),
    ("pooling-one-channel", [POOL, Conv2D(4, 3)], INPUT, (1, 3, 4, 4)),
    ("fraction", [TO_VALID, TO_VALID], INPUT, (1, 1.75, 2.5, 8)),
    # what the mistake leaves is too small for the next layer, or less than nothing
    ("forgot-plus-one", [Conv2D(8, 8), MaxPooling2D(2)], INPUT, (1, 0, 1, 8)),
    ("forgot-plus-one", [Conv2D(8, 9), UpSampling2D(2), Conv2D(8, 4)], INPUT, None),
    ("pooling-stride-one", [POOL, Conv2DTranspose(8, 2, 1, "same", 0)], (1, 3, 4, 3), (1, 1, 2, 8)),
    ("zero-padding-one-side", [ZEROS, Conv2D(8, 12)], INPUT, None),
    ("weights-depths-swapped", [Conv2D(4, 3), TO_VALID], INPUT, (3, 3, 8, 4)),
    ("weights-input-shape", [Conv2D(4, 3), TO_VALID], INPUT, (8, 11, 4, 8)),
]


@pytest.mark.parametrize("name, layers, entering, expected", WRONG + CHAINS)
def test_wrong_shape(name, layers, entering, expected):
    assert MISTAKES[name].wrong(layers, entering) == expected


def _right(name, layers, entering):
    if name.startswith("weights-"):
        return weights_shape(layers[-1], entering)
    return chain_shape(layers, entering)


def test_every_mistake_is_told_from_the_truth_in_a_row():
    told = {
        name
        for name, layers, entering, expected in WRONG
        if expected and expected != _right(name, layers, entering)
    }
    assert told == set(MISTAKES)


def test_names_and_topics():
    assert len(MISTAKES) == len(SHAPE_MISTAKES) + len(WEIGHTS_MISTAKES)
    assert topic("upsampling") == ("upsampling-adds", "bilinear-changes-shape")
    assert topic("axes") == (
        "batch-left-out",
        "batch-none",
        "channels-first",
        "height-width-swapped",
    )
    assert set(MISTAKES) == {name for mistake in MISTAKES.values() for name in topic(mistake.about)}
    with pytest.raises(ValueError, match="the topics are padding, valid"):
        topic("uppsampling")


paddings = st.sampled_from(["valid", "same"])
small = st.integers(1, 4)
layer = st.one_of(
    st.builds(Conv2D, small, small, small, paddings),
    st.builds(MaxPooling2D, small, st.none() | small, paddings),
    st.builds(ZeroPadding2D, st.tuples(small, small)),
    st.builds(UpSampling2D, small, st.sampled_from(["nearest", "bilinear"])),
    st.builds(Conv2DTranspose, small, small, small, paddings),
)


@given(st.lists(layer, max_size=4), small, st.integers(1, 20), st.integers(1, 20), small)
def test_never_raises(layers, n, h, w, c):
    for mistake in MISTAKES.values():
        wrong = mistake.wrong(layers, (n, h, w, c))
        assert wrong is None or all(size is None or math.isfinite(size) for size in wrong)


@given(st.integers(4, 30), small, small)
def test_stride_one_hides_the_roundings(size, kernel, channels):
    layers, entering = [Conv2D(2, kernel)], (1, size, size, channels)
    right = chain_shape(layers, entering)
    assert MISTAKES["ceil-for-floor"].wrong(layers, entering) == right
    assert MISTAKES["rounded"].wrong(layers, entering) == right
    assert MISTAKES["fraction"].wrong(layers, entering) is None
