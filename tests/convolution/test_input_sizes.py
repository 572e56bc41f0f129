"""The way back from an output size to the input sizes, and the mistakes on it."""

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
from autograder.convolution.mistakes import INPUT_SIZE_MISTAKES
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


MISTAKES = {mistake.name: mistake for mistake in INPUT_SIZE_MISTAKES}
POOL, POOL_SAME = MaxPooling2D(3), MaxPooling2D(3, padding="same")

# the mistake, the layer, the output, the wrong answers
WRONG = [
    ("input-sizes-one-only", VALID, 13, [{27}, {28}]),
    ("input-sizes-one-only", Conv2D(1, 5), 6, []),
    ("input-sizes-multiplied", VALID, 13, [{26}]),
    ("input-sizes-multiplied", POOL, 4, []),  # 12 works
    ("input-sizes-multiplied", SAME, 13, []),  # 26 works
    ("input-sizes-multiplied", UpSampling2D(3), 12, [{36}]),
    ("input-sizes-multiplied", Conv2DTranspose(1, 3, 2), 13, [{26}]),
    ("input-sizes-multiplied", ZeroPadding2D(2), 12, []),
    ("valid-only-divides", VALID, 13, [{26, 27}]),
    ("valid-only-divides", SAME, 13, []),
    ("forgot-plus-one", VALID, 13, [{29}, {29, 30}]),
    ("forgot-plus-one", UpSampling2D(3), 12, []),
    ("input-sizes-padding-ignored", SAME, 13, [{27}, {27, 28}]),
    ("input-sizes-padding-ignored", VALID, 13, []),
    ("same-keeps-size", SAME, 13, [{13}]),
    ("same-keeps-size", VALID, 13, []),
    ("pooling-stride-one", POOL, 4, [{6}]),
    ("pooling-stride-one", POOL_SAME, 4, [{4}]),
    ("pooling-stride-one", MaxPooling2D(3, 3), 4, []),
    ("input-sizes-off-by-one", VALID, 13, [{28, 29}, {26, 27}]),
    ("input-sizes-off-by-one", UpSampling2D(3), 13, []),
]


@pytest.mark.parametrize("name, layer, output, answers", WRONG)
def test_by_hand_what_a_mistake_gives(name, layer, output, answers):
    assert [set(sizes) for sizes in MISTAKES[name].wrong(layer, output, 64)] == answers


def test_every_mistake_is_told_from_the_truth():
    told = {
        name
        for name, layer, output, answers in WRONG
        if any(sizes != set(input_sizes(layer, output, 64)) for sizes in answers)
    }
    assert told == set(MISTAKES)


@given(layers, st.integers(1, 40))
@settings(derandomize=True)
def test_mistakes_never_raise(layer, output):
    for mistake in INPUT_SIZE_MISTAKES:
        for sizes in mistake.wrong(layer, output, 64):
            assert all(isinstance(size, int) for size in sizes)
