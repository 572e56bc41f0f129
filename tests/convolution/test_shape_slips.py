"""Every slip about shapes, by hand: the layers, the input, and the wrong shape that must come out."""

import math

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
)
from autograder.convolution.sizes import chain_shape
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.shapes.table import (
    SHAPE_SLIPS,
    contradicted_by_right,
    explained_shape,
)
from autograder.convolution.slips.shapes.walk import Walk

SLIPS = {slip.name: slip for slip in SHAPE_SLIPS}

INPUT = (1, 10, 13, 3)
TO_SAME = Conv2D(8, 4, 2, "same")  # rightly (1, 5, 7, 8)
TO_VALID = Conv2D(8, 3, 2)  # rightly (1, 4, 6, 8)
ZEROS = ZeroPadding2D(((1, 2), (3, 4)))  # rightly (1, 13, 20, 3)
UP = Conv2DTranspose(8, 2, 3)  # rightly (1, 30, 39, 8)
UP_SAME = Conv2DTranspose(8, 3, 2, "same")  # rightly (1, 20, 26, 8)
POOL = MaxPooling2D(2)  # rightly (1, 5, 6, 3)

FRAME = ZeroPadding2D(2)  # rightly (1, 14, 17, 3)
GIVEN = Conv2DTranspose(8, 3, 2, "same", 0)  # rightly (1, 19, 25, 8)
OBLONG = Conv2D(8, (2, 5), (2, 3))  # rightly (1, 5, 3, 8)
ALL_OF_IT = Conv2D(8, (10, 13))  # rightly (1, 1, 1, 8)

# the slip, the layers, the input, the wrong shape that it gives where it is made; None: no meaning
WRONG = [
    ("plus-one-inside", [Conv2D(8, 2, 2)], INPUT, (1, 4, 6, 8)),
    ("plus-one-inside", [Conv2D(8, 3)], INPUT, None),
    ("one-too-many", [TO_VALID], INPUT, (1, 5, 7, 8)),
    ("one-border", [Conv2D(8, 3)], INPUT, (1, 9, 12, 8)),
    ("minus-one", [TO_VALID], INPUT, (1, 2, 4, 8)),
    ("grows", [Conv2D(8, 3)], INPUT, (1, 12, 15, 8)),
    ("same-plus-one", [TO_SAME], INPUT, (1, 6, 8, 8)),
    ("same-keeps-size", [TO_SAME], INPUT, (1, 10, 13, 8)),
    ("same-keeps-size", [MaxPooling2D(2, padding="same")], INPUT, (1, 10, 13, 3)),
    ("same-keeps-size", [TO_VALID], INPUT, None),
    ("same-pads-one", [TO_SAME], INPUT, (1, 5, 6, 8)),
    ("same-pads-one", [Conv2D(8, 5, 1, "same")], INPUT, (1, 8, 11, 8)),
    ("same-pads-half", [Conv2D(8, 4, 1, "same")], INPUT, (1, 9, 12, 8)),
    ("same-pads-half", [Conv2D(8, 4, 1, "same")], INPUT, (1, 11, 14, 8)),
    ("same-pads-half", [Conv2D(8, 5, 1, "same")], INPUT, (1, 10, 13, 8)),
    ("same-pads-twice", [TO_SAME], INPUT, (1, 7, 8, 8)),
    ("padded-size", [TO_SAME], INPUT, (1, 13, 16, 8)),
    ("padding-valid-for-same", [TO_SAME], INPUT, (1, 4, 5, 8)),
    ("padding-valid-for-same", [UP_SAME], INPUT, (1, 21, 27, 8)),
    ("padding-valid-for-same", [TO_VALID], INPUT, None),
    ("padding-same-for-valid", [TO_VALID], INPUT, (1, 5, 7, 8)),
    ("padding-same-for-valid", [TO_SAME], INPUT, None),
    ("transposed-same-for-valid", [Conv2DTranspose(8, 3, 2)], INPUT, (1, 20, 26, 8)),
    ("transposed-same-for-valid", [UP_SAME], INPUT, None),
    ("stride-ignored", [TO_VALID], INPUT, (1, 8, 11, 8)),
    ("stride-ignored", [MaxPooling2D(3, 2)], INPUT, (1, 3, 4, 3)),
    ("stride-ignored", [POOL], INPUT, None),
    ("stride-is-kernel", [TO_VALID], INPUT, (1, 3, 4, 8)),
    ("kernel-is-stride", [TO_VALID], INPUT, (1, 5, 6, 8)),
    ("steps-without-kernel", [TO_VALID], INPUT, (1, 7, 10, 8)),
    ("kernel-swapped", [OBLONG], INPUT, (1, 3, 4, 8)),
    ("kernel-swapped", [TO_VALID], INPUT, None),
    ("strides-swapped", [OBLONG], INPUT, (1, 3, 5, 8)),
    ("kernel-first-for-both", [OBLONG], INPUT, (1, 5, 4, 8)),
    ("strides-first-for-both", [OBLONG], INPUT, (1, 5, 5, 8)),
    ("kernel-second-for-both", [OBLONG], INPUT, (1, 3, 3, 8)),
    ("strides-second-for-both", [OBLONG], INPUT, (1, 3, 3, 8)),
    ("kernel-for-output", [TO_VALID], INPUT, (1, 3, 3, 8)),
    ("window-fills-picture", [ALL_OF_IT], INPUT, (1, 10, 13, 8)),
    ("window-fills-picture", [TO_VALID], INPUT, None),
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
    ("pooling-strides-as-one", [MaxPooling2D(3, 2)], INPUT, (1, 8, 11, 3)),
    ("pooling-strides-as-one", [POOL], INPUT, None),
    ("pooling-same-floors", [MaxPooling2D(2, padding="same")], INPUT, (1, 5, 6, 3)),
    ("pooling-same-floors", [TO_SAME], INPUT, None),
    ("same-floors", [TO_SAME], INPUT, (1, 5, 6, 8)),
    ("same-floors", [MaxPooling2D(2, padding="same")], INPUT, None),
    ("pooling-one-channel", [POOL], INPUT, (1, 5, 6, 1)),
    ("channels-multiplied", [TO_VALID], INPUT, (1, 4, 6, 24)),
    ("channels-multiplied", [UP], INPUT, (1, 30, 39, 24)),
    ("channels-multiplied", [POOL], INPUT, None),
    ("channels-kept", [TO_VALID], INPUT, (1, 4, 6, 3)),
    ("channels-added", [TO_VALID], INPUT, (1, 4, 6, 11)),
    ("one-filter", [TO_VALID], INPUT, (1, 4, 6, 1)),
    ("kernel-for-channels", [TO_VALID], INPUT, (1, 4, 6, 3)),
    ("batch-left-out", [TO_VALID], INPUT, (4, 6, 8)),
    ("batch-none", [TO_VALID], INPUT, (None, 4, 6, 8)),
    ("batch-one", [TO_VALID], (7, 10, 13, 3), (1, 4, 6, 8)),
    ("batch-one", [TO_VALID], INPUT, None),
    ("batch-of-channels", [TO_VALID], INPUT, (3, 4, 6, 8)),
    ("channels-first", [TO_VALID], INPUT, (1, 8, 4, 6)),
    ("channels-left-out", [TO_VALID], INPUT, (1, 4, 6)),
    ("batch-and-channels-left-out", [TO_VALID], INPUT, (4, 6)),
    ("ones-left-out", [ALL_OF_IT], INPUT, (1, 8)),
    ("ones-left-out", [TO_VALID], INPUT, None),
    ("height-width-swapped", [TO_VALID], INPUT, (1, 6, 4, 8)),
    ("height-width-swapped", [Conv2D(8, 14)], INPUT, None),
    ("zero-padding-one-side", [ZEROS], INPUT, (1, 11, 16, 3)),
    ("zero-padding-swapped", [ZEROS], INPUT, (1, 17, 16, 3)),
    ("zero-padding-swapped", [TO_SAME], INPUT, None),
    ("zero-padding-corners", [ZEROS], INPUT, (1, 14, 19, 3)),
    ("zero-padding-ignored", [ZEROS], INPUT, (1, 10, 13, 3)),
    ("zero-padding-twice", [ZEROS], INPUT, (1, 16, 27, 3)),
    ("zero-padding-channels", [FRAME], INPUT, (1, 14, 17, 7)),
    ("transposed-valid-multiplies", [Conv2DTranspose(8, 3, 2)], INPUT, (1, 20, 26, 8)),
    ("transposed-valid-multiplies", [UP_SAME], INPUT, None),
    ("transposed-other-library", [UP_SAME], INPUT, (1, 19, 25, 8)),
    ("transposed-other-library", [UP], INPUT, (1, 29, 38, 8)),
    ("transposed-other-library", [Conv2DTranspose(8, 4, 2, "same", 1)], INPUT, (1, 21, 27, 8)),
    ("transposed-shrinks", [UP_SAME], INPUT, (1, 5, 7, 8)),
    ("transposed-adds-kernel", [UP_SAME], INPUT, (1, 23, 29, 8)),
    ("transposed-only-steps", [UP_SAME], INPUT, (1, 18, 24, 8)),
    ("transposed-only-steps", [UP_SAME], INPUT, (1, 19, 25, 8)),
    ("output-padding-zero", [UP_SAME], INPUT, (1, 19, 25, 8)),
    ("output-padding-zero", [UP], INPUT, (1, 29, 38, 8)),
    ("output-padding-zero", [GIVEN], INPUT, None),
    ("output-padding-ignored", [GIVEN], INPUT, (1, 20, 26, 8)),
    ("output-padding-ignored", [UP_SAME], INPUT, None),
    ("upsampling-adds", [UpSampling2D((2, 3))], INPUT, (1, 12, 16, 3)),
    ("upsampling-factor-more", [UpSampling2D((2, 3))], INPUT, (1, 30, 52, 3)),
    ("upsampling-batch", [UpSampling2D((2, 3))], INPUT, (2, 20, 39, 3)),
    ("bilinear-changes-shape", [UpSampling2D((2, 3), "bilinear")], INPUT, (1, 19, 37, 3)),
    ("upsampling-undoes-pooling", [MaxPooling2D(3), UpSampling2D(3)], INPUT, (1, 10, 13, 3)),
    ("upsampling-undoes-pooling", [MaxPooling2D(3), UpSampling2D(2)], INPUT, None),
    ("input-shape", [TO_VALID], INPUT, INPUT),
    ("layer-left-out", [POOL, TO_VALID], INPUT, (1, 5, 6, 3)),
    ("layer-left-out", [POOL, POOL, TO_VALID], INPUT, (1, 2, 2, 8)),
    ("layer-left-out", [TO_VALID], INPUT, None),
    ("layer-twice", [POOL], INPUT, (1, 2, 3, 3)),
    ("layers-swapped", [POOL, TO_VALID], INPUT, (1, 2, 3, 8)),
    ("not-passed-on", [POOL, POOL, TO_VALID], INPUT, (1, 4, 6, 8)),
    ("not-passed-on", [POOL, TO_VALID], INPUT, (1, 4, 6, 8)),
    ("not-passed-on", [TO_VALID], INPUT, None),
    ("filters-of-another-layer", [Conv2D(5, 1), TO_VALID], INPUT, (1, 4, 6, 5)),
    ("output-weights-shape", [TO_VALID], INPUT, (3, 3, 3, 8)),
]

# likewise, of the weights of the last layer
WEIGHTS = [
    ("weights-depths-swapped", [TO_VALID], INPUT, (3, 3, 8, 3)),
    ("weights-depths-missing", [Conv2D(8, (3, 5))], INPUT, (3, 5)),
    ("weights-filters-first", [Conv2D(8, (2, 5))], INPUT, (8, 3, 2, 5)),
    ("weights-input-depth-missing", [TO_VALID], INPUT, (3, 3, 8)),
    ("weights-input-shape", [TO_VALID], INPUT, (10, 13, 3, 8)),
    ("weights-input-shape", [Conv2D(4, 3), TO_VALID], INPUT, (8, 11, 4, 8)),
    ("weights-depths-swapped", [Conv2D(4, 3), TO_VALID], INPUT, (3, 3, 8, 4)),
    ("weights-output-shape", [TO_VALID], INPUT, (1, 4, 6, 8)),
    ("weights-first-depth", [Conv2D(4, 3), TO_VALID], INPUT, (3, 3, 3, 8)),
    ("weights-first-depth", [TO_VALID], INPUT, None),
    ("weights-kernel-row", [TO_VALID], INPUT, (3, 1, 3, 8)),
    ("kernel-swapped", [OBLONG], INPUT, (5, 2, 3, 8)),
]

CHAINS = [
    # right: 10 x 13 -> 8 x 11 -> 4 x 5; the slip is made twice
    ("forgot-plus-one", [Conv2D(8, 3), MaxPooling2D(2)], INPUT, (1, 2, 4, 8)),
    # in the first layer alone, in the second alone
    ("forgot-plus-one", [Conv2D(8, 3), MaxPooling2D(2)], INPUT, (1, 3, 5, 8)),
    ("forgot-plus-one", [Conv2D(8, 3), MaxPooling2D(2)], INPUT, (1, 3, 4, 8)),
    # the mistaken formula in the first layer, the right one in the second
    ("same-keeps-size", [TO_SAME, MaxPooling2D(2)], INPUT, (1, 5, 6, 8)),
    ("zero-padding-one-side", [ZeroPadding2D(1), Conv2D(8, 3)], INPUT, (1, 9, 12, 8)),
    ("channels-multiplied", [Conv2D(2, 3), Conv2D(4, 3)], INPUT, (1, 6, 9, 24)),
    ("pooling-one-channel", [POOL, Conv2D(4, 3)], INPUT, (1, 3, 4, 4)),
    ("fraction", [TO_VALID, TO_VALID], INPUT, (1, 1.75, 2.5, 8)),
    # what it leaves is nothing
    ("forgot-plus-one", [Conv2D(8, 8), MaxPooling2D(2)], INPUT, (1, 0, 1, 8)),
    # nothing is left of the rows, so it was made on the columns alone
    ("padding-valid-for-same", [Conv2D(8, 4, 1, "same"), Conv2D(8, 4)], (1, 4, 9, 1), (1, 1, 3, 8)),
]


def walked(name, layers, entering, weights=False):
    walk = Walk(tuple(layers), entering, weights)
    return [changed.asked.end() for changed in singles(walk, [SLIPS[name]])]


@pytest.mark.parametrize("name, layers, entering, expected", WRONG + CHAINS)
def test_wrong_shape(name, layers, entering, expected):
    found = [shape for shape in walked(name, layers, entering) if shape is not None]
    assert expected in found if expected else not found


@pytest.mark.parametrize("name, layers, entering, expected", WEIGHTS)
def test_wrong_weights(name, layers, entering, expected):
    found = walked(name, layers, entering, weights=True)
    assert expected in found if expected else not found


def test_every_slip_is_told_from_the_truth_in_a_row():
    rows = [(*row, False) for row in WRONG] + [(*row, True) for row in WEIGHTS]
    told = {
        name
        for name, layers, entering, expected, weights in rows
        if expected and expected != Walk(tuple(layers), entering, weights).end()
    }
    assert told == set(SLIPS)


def test_no_two_slips_share_a_name():
    assert len(SLIPS) == len(SHAPE_SLIPS)


def explained(layers, entering, given):
    ways = explained_shape(Walk(tuple(layers), entering), given)
    return {tuple((step.slip, step.place.layer) for step in way.steps) for way in ways}


def test_a_slip_in_one_of_several_layers_is_found_there():
    # 10 x 13 -> 8 x 11 -> 4 x 5 -> 2 x 3, rightly
    chain = [Conv2D(8, 3), MaxPooling2D(2), Conv2D(4, 3)]
    assert (("pooling-stride-one", 1),) in explained(chain, INPUT, (1, 5, 8, 4))


def test_two_slips_that_show_on_different_things_are_found_together():
    assert explained([TO_VALID], INPUT, (3, 5, 8)) == {
        (("forgot-plus-one", None), ("batch-left-out", None))
    }
    assert explained([OBLONG], INPUT, (1, 3, 4, 24)) == {
        (("kernel-swapped", None), ("channels-multiplied", None))
    }


def test_two_slips_on_the_same_numbers_are_not_put_together():
    # padding 'same', and one forgotten
    assert not explained([TO_VALID], (1, 20, 33, 3), (1, 9, 16, 8)) & {
        (("padding-same-for-valid", None), ("forgot-plus-one", None))
    }


def test_a_right_part_speaks_against_what_would_have_made_it_wrong():
    against = {slip for slip, _ in contradicted_by_right(Walk((TO_VALID,), INPUT))}
    assert {"forgot-plus-one", "padding-same-for-valid", "channels-kept"} <= against
    assert not {"same-keeps-size", "batch-one", "kernel-swapped"} & against


def test_only_the_same_occasion_speaks_against():
    valid, same = (contradicted_by_right(Walk((layer,), INPUT)) for layer in (POOL, TO_VALID))
    of_pooling = {occasion for slip, occasion in valid if slip == "padding-same-for-valid"}
    of_kernels = {occasion for slip, occasion in same if slip == "padding-same-for-valid"}
    assert of_pooling
    assert of_kernels
    assert not of_pooling & of_kernels


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
@settings(deadline=None, max_examples=40)
def test_never_raises(layers, n, h, w, c):
    for weights in (False, True):
        for changed in singles(Walk(tuple(layers), (n, h, w, c), weights), SHAPE_SLIPS):
            wrong = changed.asked.end()
            assert wrong is None or all(size is None or math.isfinite(size) for size in wrong)


@given(st.integers(4, 30), small, small)
def test_stride_one_hides_the_roundings(size, kernel, channels):
    layers, entering = [Conv2D(2, kernel)], (1, size, size, channels)
    right = chain_shape(layers, entering)
    assert walked("ceil-for-floor", layers, entering) == [right]
    assert walked("rounded", layers, entering) == [right]
    assert [shape for shape in walked("fraction", layers, entering) if shape] == []
