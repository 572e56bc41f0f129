"""Every slip in outputs, by hand, on one small picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.convolution.slips.arrays.table import (
    WORK_SLIPS,
    contradicted_by_output,
    explained_work,
)
from autograder.convolution.slips.arrays.window_grid import grid_of, seen_through
from autograder.convolution.slips.arrays.work import LayerWork
from autograder.convolution.slips.search import after_one, singles
from autograder.convolution.slips.slip import Rank


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


SMALL = picture([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
LEFT = kernel([[1, 0, 0]])  # each pixel takes its left neighbour's value
STEP = kernel([[-1, 1]])
CORNERS = kernel([[1, 2], [3, 4]])
FOUR = picture([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]])
COLD = picture([[-4, 1], [2, -3]])
PAIR = picture([[2, 1]])
COLOUR = np.stack([[[1.0, 2.0]], [[10.0, 20.0]], [[100.0, 200.0]]], axis=-1)[
    np.newaxis
]  # (1, 1, 2, 3)
ADDED = np.ones((1, 1, 3, 1))
TWICE = (1, 2)
ZEROS = ZeroPadding2D(((0, 1), (0, 2)))

MAX, MEAN = MaxPooling2D, AveragePooling2D
UP, STAMP = UpSampling2D, Conv2DTranspose

# the slip, the layer, the picture, the kernel, an output that it gives (None: it has no meaning)
GIVES = [
    ("padding-valid-for-same", MEAN(2, padding="same"), SMALL, None, [[3]]),
    ("padding-same-for-valid", MAX(2), SMALL, None, [[5, 6], [8, 9]]),
    ("stride-ignored", Conv2D(1, (1, 2), TWICE), SMALL, STEP, [[1, 1], [1, 1], [1, 1]]),
    ("transposed-same-for-valid", STAMP(1, (1, 2)), PAIR, STEP, [[-2, 1]]),
    ("stride-ignored", STAMP(1, (1, 2), TWICE), PAIR, STEP, [[-2, 2 - 1, 1]]),
    ("pooling-stride-one", MAX(2), SMALL, None, [[5, 6], [8, 9]]),
    ("pooling-stride-one", MEAN(2), SMALL, None, [[3, 4], [6, 7]]),
    ("pooling-strides-as-one", MAX(2, 2), SMALL, None, [[5, 6], [8, 9]]),
    ("pooling-stride-one", Conv2D(1, 1), SMALL, kernel([[1]]), None),
    ("kernel-swapped", MAX((1, 2)), SMALL, None, [[4, 5, 6]]),
    ("kernel-second-for-both", MAX((1, 2)), SMALL, None, [[5]]),
    ("strides-swapped", MAX(1, (1, 2)), SMALL, None, [[1, 2, 3], [7, 8, 9]]),
    ("stride-is-kernel", Conv2D(1, TWICE), FOUR, STEP, [[1, 1]] * 4),
    ("kernel-first-for-both", MAX((1, 2)), SMALL, None, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
    ("strides-first-for-both", MAX(1, (1, 2)), SMALL, None, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
    ("strides-second-for-both", MAX(1, (1, 2)), SMALL, None, [[1, 3], [7, 9]]),
    ("kernel-is-stride", MAX(2, 1), PAIR, None, [[2, 1]]),
    ("zero-padding-swapped", ZEROS, PAIR, None, [[2, 1, 0], [0, 0, 0], [0, 0, 0]]),
    ("zero-padding-corners", ZEROS, PAIR, None, [[0, 2, 1, 0, 0]]),
    ("zero-padding-ignored", ZEROS, PAIR, None, [[2, 1]]),
    ("zero-padding-twice", ZeroPadding2D((0, (0, 1))), PAIR, None, [[0, 0, 2, 1]]),
    ("zero-padding-one-side", ZeroPadding2D((0, 1)), PAIR, None, [[0, 2, 1]]),
    ("output-padding-zero", STAMP(1, (1, 1), TWICE), PAIR, kernel([[1]]), [[2, 0, 1]]),
    ("output-padding-ignored", STAMP(1, 1, TWICE, "valid", (0, 0)), PAIR, kernel([[1]]), [[2, 0, 1, 0]]),
    ("slice-short", MAX(3, 1), FOUR, None, [[6, 7], [10, 11]]),
    ("slice-short", MAX(2, 1), SMALL, None, None),
    ("slice-short", MAX(1), SMALL, None, None),
    ("slice-long", MAX((1, 2)), FOUR, None, [[7, 8], [11, 12], [15, 16], [15, 16]]),
    ("start-not-multiplied", MAX(2), FOUR, None, [[6, 7], [10, 11]]),
    ("windows-side-by-side", MAX(2, 1), SMALL, None, [[5, 6], [8, 9]]),
    ("start-one", Conv2D(1, 1, 2), FOUR, kernel([[1]]), [[6, 8], [14, 16]]),
    ("start-one", Conv2D(1, 1, TWICE), PAIR, kernel([[1]]), [[1]]),
    ("incomplete-windows", MAX(2), SMALL, None, [[5, 6], [8, 9]]),
    ("incomplete-windows", MAX(2), FOUR, None, None),
    ("padding-other-side", MEAN(2, padding="same"), SMALL, None, [[1, 2.5], [5.5, 7]]),
    ("last-window-missing", MAX(2), FOUR, None, [[6]]),
    ("last-window-missing", MAX(2), FOUR, None, [[6, 8]]),
    ("last-window-empty", MAX(2), FOUR, None, [[6, 0], [0, 0]]),
    ("pool-too-small", MAX(2), SMALL, None, [[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
    ("pool-too-large", MAX(2), SMALL, None, [[9]]),
    ("window-and-strides-swapped", MAX(2, 1), SMALL, None, [[1, 3], [7, 9]]),
    ("pool-is-output", MAX((1, 2)), FOUR, None, [[14, 16]]),
    ("one-axis-only", MAX(2), FOUR, None, [[5, 6, 7, 8], [13, 14, 15, 16]]),
    ("one-axis-only", UP(2), PAIR, None, [[2, 2, 1, 1]]),
    ("stamps-side-by-side", STAMP(1, (1, 2)), PAIR, STEP, [[-2, 2, -1, 1]]),
    ("stamps-side-by-side", STAMP(1, (1, 2)), PAIR, STEP, [[-2, 2, -1]]),
    ("average-for-max", MAX(2), SMALL, None, [[3]]),
    ("average-for-max", MAX(2, padding="same"), SMALL, None, [[3, 4.5], [7.5, 9]]),
    ("average-for-max", MEAN(2), SMALL, None, None),
    ("max-for-average", MEAN(2), SMALL, None, [[5]]),
    ("max-for-average", MAX(2), SMALL, None, None),
    ("nearest-for-bilinear", UP(TWICE, "bilinear"), PAIR, None, [[2, 2, 1, 1]]),
    ("nearest-for-bilinear", UP(TWICE), PAIR, None, None),
    ("bilinear-for-nearest", UP(TWICE), PAIR, None, [[2, 1.75, 1.25, 1]]),
    ("bilinear-for-nearest", UP(TWICE, "bicubic"), PAIR, None, None),
    # rows 0 and 2 with 1 and 3, columns alike: (2, 2, 2, 2) pooled over its first and third axes
    ("reshape-axes-exchanged", MAX(2), FOUR, None, [[11, 12], [15, 16]]),
    ("reshape-axes-exchanged", MAX(2), FOUR, None, [[10, 12], [14, 16]]),
    ("reshape-over-windows", MEAN((2, 4)), FOUR, None, [[5, 6, 7, 8], [9, 10, 11, 12]]),
    ("reshape-over-windows", MAX(2), SMALL, None, None),
    ("reshape-in-a-row", MAX(2), FOUR, None, [[4, 8], [12, 16]]),
    ("mean-not-divided", MEAN(2), SMALL, None, [[12]]),
    ("mean-not-divided", MAX(2), SMALL, None, None),
    ("mean-divided-otherwise", MEAN(2), SMALL, None, [[6]]),
    ("smallest-for-largest", MAX(2), SMALL, None, [[1]]),
    ("smallest-for-mean", MEAN(2), SMALL, None, [[1]]),
    ("largest-by-size", MAX(2), COLD, None, [[4]]),
    ("largest-by-size", MAX(2), COLD, None, [[-4]]),
    ("median-for-mean", MEAN(2), COLD, None, [[-1]]),
    ("median-for-largest", MAX(2), COLD, None, [[-1]]),
    ("first-of-window", MEAN(2), SMALL, None, [[1]]),
    ("last-of-window", MAX(2), COLD, None, [[-3]]),
    ("sum-for-largest", MAX(2), SMALL, None, [[12]]),
    ("between-extremes", MEAN(2), COLD, None, [[-1]]),
    ("kernel-rotated", Conv2D(1, (1, 3)), SMALL, LEFT, [[3], [6], [9]]),
    ("kernel-rotated", STAMP(1, (1, 2), TWICE), PAIR, STEP, [[2, -2, 1, -1]]),
    ("kernel-rotated", UP(2), SMALL, None, None),
    ("kernel-transposed", Conv2D(1, (1, 3)), SMALL, LEFT, [[1, 2, 3]]),
    ("kernel-transposed", STAMP(1, (1, 2)), PAIR, STEP, [[-2, -1], [2, 1]]),
    ("kernel-transposed", Conv2D(1, (1, 4)), SMALL, kernel([[1, 2, 3, 4]]), None),
    ("mirrored", Conv2D(1, 2), COLD, CORNERS, [[2 * -4 + 1 + 4 * 2 + 3 * -3]]),
    ("mirrored", Conv2D(1, 2), COLD, CORNERS, [[3 * -4 + 4 + 2 + 2 * -3]]),
    ("kernel-quarter-turn", Conv2D(1, 2), COLD, CORNERS, [[2 * -4 + 4 + 2 + 3 * -3]]),
    ("kernel-transposed-rotated", Conv2D(1, 2), COLD, CORNERS, [[4 * -4 + 2 + 3 * 2 + -3]]),
    ("upsampling-tiled", UP(TWICE), PAIR, None, [[2, 1, 2, 1]]),
    ("upsampling-zeros-between", UP(TWICE, "bilinear"), PAIR, None, [[2, 0, 1, 0]]),
    ("upsampling-zeros-between", MAX(2), SMALL, None, None),
    ("bilinear-corners-aligned", UP((1, 3), "bilinear"), PAIR, None, [[2, 1.8, 1.6, 1.4, 1.2, 1]]),
    ("bilinear-corners-aligned", UP(TWICE), PAIR, None, None),
    ("bilinear-halves", UP(TWICE, "bilinear"), PAIR, None, [[2, 1.5, 1.5, 1]]),
    ("bilinear-not-centred", UP(TWICE, "bilinear"), PAIR, None, [[2, 1.5, 1, 1]]),
    ("bilinear-black-border", UP(TWICE, "bilinear"), PAIR, None, [[1.5, 1.75, 1.25, 0.75]]),
    ("bilinear-black-border", UP(TWICE, "bilinear"), PAIR, None, [[2, 1.5, 1, 0.5]]),
    ("bilinear-one-direction", UP(2, "bilinear"), PAIR, None, [[2, 2, 1, 1]] * 2),
    ("bilinear-weights-exchanged", UP(TWICE, "bilinear"), PAIR, None, [[2, 1.25, 1.75, 1]]),
    ("same-pads-one", MAX(2, padding="same"), SMALL, None, [[1, 3], [7, 9]]),
    ("same-pads-one", Conv2D(1, 3, padding="same"), SMALL, np.ones((3, 3, 1, 1)), None),
    ("padding-full", Conv2D(1, (1, 2)), PAIR, STEP, [[2, -1, -1]]),
    ("picture-transposed", MAX((1, 2)), COLD, None, [[2], [1]]),
    ("overlaps-overwritten", STAMP(1, (1, 2)), PAIR, STEP, [[-2, -1, 1]]),
    ("overlaps-overwritten", Conv2D(1, (1, 2)), SMALL, STEP, None),
    ("overlaps-largest", STAMP(1, (1, 2)), PAIR, STEP, [[-2, 2, 1]]),
    ("overlaps-averaged", STAMP(1, (1, 2)), PAIR, STEP, [[-2, 0.5, 1]]),
    ("stamps-not-weighted", STAMP(1, (1, 2)), PAIR, STEP, [[-1, 0, 1]]),
    ("stamps-exchanged", STAMP(1, (1, 2), TWICE), PAIR, STEP, [[-2, -1, 2, 1]]),
    ("same-counts-padding", MEAN(2, padding="same"), SMALL, None, [[3, 2.25], [3.75, 2.25]]),
    ("same-counts-padding", MAX(2, padding="same"), COLD - 5, None, [[-3]]),
    ("same-counts-padding", MEAN(2), SMALL, None, None),
    ("same-counts-padding", Conv2D(1, 1, padding="same"), SMALL, kernel([[1]]), None),
    ("border-reflected", Conv2D(1, (1, 3), padding="same"), PAIR, LEFT, [[1, 2]]),
    ("border-reflected", Conv2D(1, (1, 3), padding="same"), PAIR, LEFT, [[2, 2]]),
    ("border-reflected", MEAN((1, 2), padding="same"), SMALL, None, [[1.5, 2.5], [4.5, 5.5], [7.5, 8.5]]),
    ("border-reflected", Conv2D(1, (1, 3)), SMALL, LEFT, None),
    ("border-reflected", STAMP(1, (1, 2), padding="same"), PAIR, STEP, None),
    ("picture-scaled", UP(TWICE), picture([[0, 1]]), None, [[0, 0, 255, 255]]),
    ("picture-scaled", UP(TWICE), SMALL, None, None),
    ("picture-in-bytes", Conv2D(1, (1, 2)), picture([[0, 0.5, 0]]), STEP, [[127, 0]]),
    ("channels-averaged", MAX((1, 2)), COLOUR, None, [[74]]),
    ("channels-apart", Conv2D(1, 1), COLOUR[:, :, :1], ADDED, [[1]]),
    ("one-channel", Conv2D(1, 1), COLOUR, ADDED, [[1, 2]]),
    ("one-channel", MAX((1, 2)), COLOUR, None, [[20]]),
    ("channels-reversed", MAX((1, 2)), COLOUR, None, [[200]]),
    ("channels-first", MAX((1, 2)), COLOUR, None, [[2], [20], [200]]),
    ("input-returned", MAX(2), COLD, None, [[-4, 1], [2, -3]]),
    ("sign-flipped", Conv2D(1, (1, 2)), SMALL, STEP, [[-1, -1], [-1, -1], [-1, -1]]),
    ("sign-flipped", MAX(2), SMALL, None, [[-5]]),
    ("cut-to-whole", MEAN((1, 2)), COLD, None, [[-1], [0]]),
    ("cut-to-whole", MEAN((1, 2)), COLD, None, [[-2], [-1]]),
    ("rounded", MEAN((1, 2)), COLD + 0.1, None, [[-1], [0]]),
    ("rounded-up", MEAN((1, 2)), COLD, None, [[-1], [0]]),
    ("output-transposed", MAX((1, 2)), COLD, None, [[1, 2]]),
    ("output-transposed", MAX(2), FOUR, None, [[6, 14], [8, 16]]),
    ("sign-left-out", MEAN((1, 2)), COLD, None, [[1.5], [0.5]]),
    ("negative-cut-off", MAX((2, 1)), COLD - 1.5, None, [[0.5, 0]]),
    ("output-in-bytes", MEAN((1, 2)), COLD * 2.1, None, [[0], [0]]),
    ("output-upside-down", MAX(2), FOUR, None, [[14, 16], [6, 8]]),
    ("output-scaled", MAX(2), SMALL, None, [[10]]),
]  # fmt: skip


def gives(name, layer, images, weights=None):
    """The first filter of each output that the slip makes."""
    slips = [slip for slip in WORK_SLIPS if slip.name == name]
    assert slips, name
    outputs = [
        changed.asked.done() for changed in singles(LayerWork(layer, images, weights), slips)
    ]
    return [output[0, ..., 0].tolist() for output in outputs if output is not None]


@pytest.mark.parametrize(("name", "layer", "images", "weights", "output"), GIVES)
def test_what_a_slip_gives(name, layer, images, weights, output):
    given_ = gives(name, layer, images, weights)
    if output is None:
        assert given_ == []
    else:
        assert any(np.shape(one) == np.shape(output) and np.allclose(one, output) for one in given_)


SEEN_ELSEWHERE = {"output-in-a-line", "reshape-one-axis", "reshape-not-pooled", "pooled-to-one"}
"""Slips whose outputs have another number of axes."""


def test_every_slip_in_outputs_has_a_row():
    shown = {name for name, *_, output in GIVES if output is not None}
    assert {slip.name for slip in WORK_SLIPS} - shown == SEEN_ELSEWHERE


def test_numbers_in_one_line_and_one_axis_forgotten():
    work = LayerWork(MaxPooling2D(2), FOUR)
    found = {}
    for changed in singles(work, WORK_SLIPS):
        found.setdefault(changed.steps[0].slip, []).append(changed.asked.done())
    assert found["output-in-a-line"][0].tolist() == [6, 8, 14, 16]
    assert found["pooled-to-one"][0] == 16
    assert found["reshape-not-pooled"][0].shape == (2, 2, 2, 2)
    assert found["reshape-not-pooled"][0][0, :, 1].tolist() == [[3, 4], [7, 8]]
    one_axis = found["reshape-one-axis"][0]  # (2, 2, 4) pooled over the rows of a window
    assert one_axis.shape == (1, 2, 2, 2)
    assert one_axis[0].tolist() == [[[5, 6], [7, 8]], [[13, 14], [15, 16]]]


def test_windows_are_seen_cell_by_cell():
    seen = seen_through(grid_of(MaxPooling2D(2, padding="same"), SMALL.shape), SMALL)
    assert seen.shape == (4, 1, 2, 2, 1)
    assert seen[0, 0, ..., 0].tolist() == [[1, 3], [7, 9]]
    assert np.isnan(seen[1, 0, :, 1, 0]).all(), "beyond the right border"
    assert seen[2, 0, 0, :, 0].tolist() == [4, 6]


def test_a_grid_without_windows_is_told():
    with pytest.raises(ValueError, match="does not fit"):
        seen_through(grid_of(MaxPooling2D(4), SMALL.shape), SMALL)
    far = grid_of(MaxPooling2D(2), SMALL.shape, lambda number, size, step: 9)
    with pytest.raises(ValueError, match="beyond the picture"):
        seen_through(far, SMALL)


def test_aligned_corners_are_those_of_opencvs_remap():
    cv2 = pytest.importorskip("cv2")
    image = np.random.default_rng(5).normal(size=(3, 4)).astype("float32")
    across, down = np.meshgrid(np.linspace(0, 3, 8), np.linspace(0, 2, 9))
    seen = cv2.remap(image, across.astype("float32"), down.astype("float32"), cv2.INTER_LINEAR)
    (wrong,) = gives("bilinear-corners-aligned", UpSampling2D((3, 2), "bilinear"), picture(image))
    # OpenCV rounds positions to 1/32 of a pixel
    np.testing.assert_allclose(wrong, seen, atol=0.1)


def test_reflection_is_that_of_opencv():
    cv2 = pytest.importorskip("cv2")
    random = np.random.default_rng(4)
    image, weights = random.normal(size=(7, 9)), random.normal(size=(3, 5))
    layer = Conv2D(1, (3, 5), padding="same")
    reflected, repeated, *_ = gives("border-reflected", layer, picture(image), kernel(weights))
    np.testing.assert_allclose(reflected, cv2.filter2D(image, -1, weights), atol=1e-12)
    seen = cv2.filter2D(image, -1, weights, borderType=cv2.BORDER_REPLICATE)
    np.testing.assert_allclose(repeated, seen, atol=1e-12)


def test_several_channels():
    images = np.arange(24.0).reshape(1, 3, 4, 2)
    weights = np.arange(36.0).reshape(2, 3, 3, 2)  # (kh, kw, F, C)
    work = LayerWork(Conv2DTranspose(3, (2, 3), 2), images, weights)
    for changed in singles(work, WORK_SLIPS):
        output = changed.asked.done()
        if changed.steps[0].slip in ("kernel-rotated", "mirrored", "overlaps-overwritten"):
            assert output.shape[3] == 3


pools = st.builds(
    lambda kind, pool, strides, padding: kind(pool, strides, padding),
    st.sampled_from([MaxPooling2D, AveragePooling2D]),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.sampled_from(["valid", "same"]),
)


@given(pools, st.integers(0, 99))
def test_windows_taken_one_by_one_are_what_the_layer_gives(layer, seed):
    images = np.random.default_rng(seed).integers(-9, 10, (2, 4, 5, 2)).astype(float)
    work = LayerWork(layer, images, grid=grid_of(layer, images.shape))
    np.testing.assert_allclose(work.done(), layer_output(layer, images), atol=1e-12)


@given(st.integers(0, 99), st.sampled_from(["valid", "same"]), st.integers(1, 2))
def test_so_are_those_of_a_convolution(seed, padding, stride):
    random = np.random.default_rng(seed)
    images, weights = random.normal(size=(2, 4, 5, 2)), random.normal(size=(2, 3, 2, 4))
    layer = Conv2D(4, (2, 3), stride, padding)
    work = LayerWork(layer, images, weights, grid=grid_of(layer, images.shape))
    np.testing.assert_allclose(work.done(), layer_output(layer, images, weights), atol=1e-12)


def explained(work, output, near=True):
    def is_given(other):
        return other.shape == output.shape and np.allclose(other, output)

    return [
        tuple(step.slip for step in steps)
        for steps in explained_work(
            list(after_one(work, WORK_SLIPS, LayerWork.done)), is_given, lambda other: near
        )
    ]


def test_two_slips_where_one_is_not_enough():
    work = LayerWork(AveragePooling2D(2), FOUR * FOUR)
    right = work.done()
    assert explained(work, right * 4) == [("mean-not-divided",)]
    assert explained(work, np.trunc(right.swapaxes(1, 2) * 4 / 3)) == []
    both = {("mean-not-divided", "output-transposed")}
    assert set(explained(work, right.swapaxes(1, 2) * 4)) == both
    assert explained(work, right.swapaxes(1, 2) * 4, near=False) == []


def test_padding_and_strides_may_both_be_wrong():
    mixed = picture([[3, 8, 1, 6, 2], [9, 2, 7, 4, 1], [5, 0, 11, 3, 8], [1, 7, 2, 4, 9]])
    work = LayerWork(MaxPooling2D(3, 2), mixed)
    both = LayerWork(MaxPooling2D(3, padding="same"), mixed).done()
    found = explained(work, both, near=False)
    assert ("padding-same-for-valid", "stride-ignored") in found


def test_what_a_right_output_speaks_against():
    work = LayerWork(MaxPooling2D(2), FOUR)
    names = frozenset({"average-for-max", "mean-not-divided", "last-window-empty"})
    against = contradicted_by_output(work, work.done(), names, 1e-6)
    assert {name for name, _ in against} == {"average-for-max"}, "the last one is a lapse"
    even = LayerWork(MaxPooling2D(2), 0 * FOUR)
    assert contradicted_by_output(even, even.done(), names, 1e-6) == frozenset()


def test_slips_that_are_seldom_made_are_known_as_such():
    ranks = {slip.name: slip.rank for slip in WORK_SLIPS}
    assert ranks["average-for-max"] < ranks["median-for-mean"] < ranks["output-scaled"] == Rank.RARE
