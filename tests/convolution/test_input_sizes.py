"""The way back from an output size to the input sizes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.sizes import output_shape

VALID, SAME = Conv2D(1, 3, 2), Conv2D(1, 3, 2, "same")

BY_HAND = {
    # (27 - 3) / 2 + 1 = 13, and one pixel more is left over
    "valid": (VALID, 13, (27, 28)),
    "valid, stride one": (Conv2D(1, 5), 6, (10,)),
    "same": (SAME, 13, (25, 26)),
    "same, stride three": (Conv2D(1, 5, 3, "same"), 4, (10, 11, 12)),
    "pooling": (MaxPooling2D(3), 2, (6, 7, 8)),
    "pooling that overlaps": (AveragePooling2D(3, 2), 2, (5, 6)),
    "zeros": (ZeroPadding2D(2), 12, (8,)),
    "upsampling": (UpSampling2D(3), 12, (4,)),
    "nothing": (UpSampling2D(3), 13, ()),
    "transposed": (Conv2DTranspose(1, 3, 2), 13, (6,)),
}


@pytest.mark.parametrize("layer, output, sizes", BY_HAND.values(), ids=BY_HAND)
def test_by_hand(layer, output, sizes):
    assert input_sizes(layer, output, 64) == sizes


def test_no_size_above_the_largest():
    assert input_sizes(VALID, 13, 27) == (27,)
    assert input_sizes(VALID, 13, 20) == ()


small = st.integers(1, 5)
layers = st.one_of(
    st.builds(Conv2D, st.just(1), small, small, st.sampled_from(["valid", "same"])),
    st.builds(MaxPooling2D, small, st.none() | small, st.sampled_from(["valid", "same"])),
    st.builds(UpSampling2D, small),
    st.builds(Conv2DTranspose, st.just(1), small, small, st.sampled_from(["valid", "same"])),
)


@given(layers, st.integers(1, 40))
@settings(derandomize=True)
def test_a_size_is_found_from_what_it_gives(layer, size):
    try:
        output = output_shape(layer, (1, size, size, 1))[1]
    except ValueError:
        return
    assert size in input_sizes(layer, output, 40)
