"""Every slip on the way back from an output size to its inputs, by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.convolution.layers import (
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.way_back import (
    WAY_SLIPS,
    WayBack,
    contradicted_by_sizes,
    explained_sizes,
)

VALID, SAME = Conv2D(1, 3, 2), Conv2D(1, 3, 2, "same")
"""From 13: 27 and 28; 25 and 26."""
POOL, POOL_SAME = MaxPooling2D(3), MaxPooling2D(3, padding="same")
"""From 4: 12, 13, 14; 10, 11, 12."""
GROWN = Conv2DTranspose(1, 3, 2)
"""2i + 1: from 13, 6."""
GIVEN = Conv2DTranspose(1, 3, 2, "same", 0)
"""2i - 1: from 13, 7."""

# the slip, the layer, the output, an answer that it gives (None: it has no meaning)
GIVES = [
    ("input-sizes-one-only", VALID, 13, {27}),
    ("input-sizes-one-only", VALID, 13, {28}),
    ("input-sizes-one-only", Conv2D(1, 5), 6, None),
    ("input-sizes-multiplied", VALID, 13, {26}),
    ("input-sizes-multiplied", POOL, 4, None),  # 12 works
    ("input-sizes-multiplied", UpSampling2D(3), 12, {36}),
    ("input-sizes-multiplied", GROWN, 13, {26}),
    ("input-sizes-multiplied", ZeroPadding2D(2), 12, None),
    ("input-sizes-kernel-forgotten", VALID, 13, {24}),
    ("input-sizes-kernel-forgotten", SAME, 13, None),
    ("input-sizes-forwards", VALID, 13, {6}),
    ("input-sizes-forwards", Conv2D(1, 5), 2, None),
    ("input-sizes-output-given", POOL, 4, {4}),
    ("input-sizes-one-too-many", POOL, 4, {12, 13, 14, 15}),
    ("input-sizes-one-too-many", POOL, 4, {11, 12, 13, 14}),
    ("input-sizes-end-missing", POOL, 4, {12, 13}),
    ("input-sizes-end-missing", VALID, 13, None),
    ("input-sizes-gap", POOL, 4, {12, 14}),
    ("input-sizes-off-by-one", VALID, 13, {28, 29}),
    ("input-sizes-off-by-one", VALID, 13, {26, 27}),
    ("valid-only-divides", VALID, 13, {26, 27}),
    ("valid-only-divides", SAME, 13, None),
    ("forgot-plus-one", VALID, 13, {29, 30}),
    ("forgot-plus-one", VALID, 13, {29}),
    ("ceil-for-floor", VALID, 13, {26, 27}),
    ("rounded", Conv2D(1, 5, 3), 6, {19, 20, 21}),
    ("input-sizes-padding-ignored", SAME, 13, {27, 28}),
    ("input-sizes-padding-ignored", SAME, 13, {27}),
    ("padding-same-for-valid", POOL, 4, {10, 11, 12}),
    ("same-floors", SAME, 13, {26, 27}),
    ("pooling-same-floors", POOL_SAME, 4, {12, 13, 14}),
    ("same-keeps-size", SAME, 13, {13}),
    ("stride-ignored", VALID, 13, {15}),
    ("stride-ignored", SAME, 13, None),  # that is "same-keeps-size"
    ("pooling-stride-one", POOL, 4, {6}),
    ("pooling-stride-one", MaxPooling2D(3, 3), 4, None),
    ("pooling-strides-as-one", MaxPooling2D(3, 3), 4, {6}),
    ("same-pads-one", Conv2D(1, 5, 1, "same"), 13, {15}),
    ("same-pads-half", Conv2D(1, 4, 1, "same"), 13, {14}),
    ("same-pads-twice", SAME, 13, {23, 24}),
    ("padded-size", SAME, 13, {11}),
    ("stride-is-kernel", VALID, 4, {12, 13, 14}),
    ("kernel-is-stride", VALID, 13, {26, 27}),
    ("transposed-valid-multiplies", Conv2DTranspose(1, 3, 2), 12, {6}),
    ("output-padding-zero", Conv2DTranspose(1, 3, 2, "same"), 13, {7}),
    ("output-padding-ignored", GIVEN, 12, {6}),
    ("transposed-other-library", Conv2DTranspose(1, 3, 2, "same"), 13, {7}),
    ("transposed-shrinks", GROWN, 13, {27, 28}),
    ("transposed-adds-kernel", GROWN, 13, {5}),
    ("transposed-only-steps", GROWN, 12, {7}),
    ("upsampling-adds", UpSampling2D(3), 12, {9}),
    ("bilinear-changes-shape", UpSampling2D(3), 13, {5}),
    ("upsampling-factor-more", UpSampling2D(3), 12, {3}),
    ("zero-padding-one-side", ZeroPadding2D(2), 12, {10}),
    ("zero-padding-ignored", ZeroPadding2D(2), 12, {12}),
    ("zero-padding-twice", ZeroPadding2D(2), 12, {4}),
]  # fmt: skip


def gives(name, layer, output):
    slips = [slip for slip in WAY_SLIPS if slip.name == name]
    found = [changed.asked.sizes() for changed in singles(WayBack(layer, output, 64), slips)]
    return [set(sizes) for sizes in found if sizes is not None]


@pytest.mark.parametrize(("name", "layer", "output", "answer"), GIVES)
def test_what_a_slip_gives(name, layer, output, answer):
    found = gives(name, layer, output)
    assert found == [] if answer is None else answer in found


def test_every_slip_has_a_row():
    assert {name for name, *_, answer in GIVES if answer is not None} == {
        slip.name for slip in WAY_SLIPS
    }


def named(layer, output, sizes):
    return {
        steps[0].slip for steps in explained_sizes(WayBack(layer, output, 64), frozenset(sizes))
    }


def test_what_explains_an_answer():
    assert named(POOL, 4, {12, 13, 14, 15}) == {"input-sizes-one-too-many"}
    assert named(POOL, 4, {10, 11, 12}) == {"padding-same-for-valid", "ceil-for-floor"}
    assert named(POOL, 4, {12, 30}) == set()


def test_a_right_answer_speaks_against_ideas_but_not_against_lapses():
    names = {name for name, _ in contradicted_by_sizes(WayBack(POOL, 4, 64))}
    assert {"ceil-for-floor", "pooling-stride-one"} <= names
    assert not names & {"input-sizes-gap", "input-sizes-one-too-many", "same-floors"}


small = st.integers(1, 5)
layers = st.one_of(
    st.builds(Conv2D, st.just(1), small, small, st.sampled_from(["valid", "same"])),
    st.builds(MaxPooling2D, small, st.none() | small, st.sampled_from(["valid", "same"])),
    st.builds(UpSampling2D, small),
    st.builds(ZeroPadding2D, small),
    st.builds(Conv2DTranspose, st.just(1), small, small, st.sampled_from(["valid", "same"])),
)


@given(layers, st.integers(1, 40))
@settings(derandomize=True, deadline=None)
def test_slips_never_raise(layer, output):
    for changed in singles(WayBack(layer, output, 64), WAY_SLIPS):
        sizes = changed.asked.sizes()
        assert sizes is None or all(isinstance(size, int) for size in sizes)
