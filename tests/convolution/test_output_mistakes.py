"""Every output mistake, by hand, on one small picture."""

import numpy as np
import pytest

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.convolution.mistakes import KERNEL_MISTAKES, OUTPUT_MISTAKES

MISTAKES = {mistake.name: mistake for mistake in OUTPUT_MISTAKES}


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


SMALL = picture([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
LEFT = kernel([[1, 0, 0]])  # each pixel takes its left neighbour's value
STEP = kernel([[-1, 1]])

REPEATED = [[1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6], [7, 7, 8, 8, 9, 9]]
MIXED = [
    [1, 1.25, 1.75, 2.25, 2.75, 3],
    [4, 4.25, 4.75, 5.25, 5.75, 6],
    [7, 7.25, 7.75, 8.25, 8.75, 9],
]
TWICE = (1, 2)
# Copies of [-1, 1], a pixel apart, of which the last one stays
ENDS = [[-1, -2, -3, 3], [-4, -5, -6, 6], [-7, -8, -9, 9]]
# Copies of [1, -1], side by side
PAIRS = [[1, -1, 2, -2, 3, -3], [4, -4, 5, -5, 6, -6], [7, -7, 8, -8, 9, -9]]

# the mistake, the layer, the kernel, the wrong outputs
WRONG = [
    ("kernel-rotated", Conv2D(1, (1, 3)), LEFT, [[[3], [6], [9]]]),
    ("kernel-transposed", Conv2D(1, (1, 3)), LEFT, [[[1, 2, 3]]]),
    ("sign-flipped", Conv2D(1, (1, 2)), STEP, [[[-1, -1], [-1, -1], [-1, -1]]]),
    (
        "border-reflected",
        Conv2D(1, (1, 3), padding="same"),
        LEFT,
        [[[2, 1, 2], [5, 4, 5], [8, 7, 8]], [[1, 1, 2], [4, 4, 5], [7, 7, 8]]],
    ),
    ("border-reflected", Conv2D(1, (1, 3)), LEFT, []),
    ("border-reflected", Conv2D(1, (1, 3), padding="same"), None, []),
    ("average-for-max", MaxPooling2D(2), None, [[[3]]]),
    ("average-for-max", MaxPooling2D(2, padding="same"), None, [[[3, 4.5], [7.5, 9]]]),
    ("average-for-max", AveragePooling2D(2), None, []),
    ("max-for-average", AveragePooling2D(2), None, [[[5]]]),
    ("max-for-average", MaxPooling2D(2), None, []),
    ("pooling-stride-one", MaxPooling2D(2), None, [[[5, 6], [8, 9]]]),
    ("pooling-stride-one", AveragePooling2D(2), None, [[[3, 4], [6, 7]]]),
    ("pooling-stride-one", MaxPooling2D(2, 2), None, []),
    ("pooling-stride-one", Conv2D(1, 1), kernel([[1]]), []),
    # zeros at the right and below: in the corner 9 is alone, and a quarter of it is 2.25
    ("same-counts-padding", AveragePooling2D(2, padding="same"), None, [[[3, 2.25], [3.75, 2.25]]]),
    ("same-counts-padding", MaxPooling2D(2, padding="same"), None, [[[5, 6], [8, 9]]]),
    ("same-counts-padding", AveragePooling2D(2), None, []),
    ("same-counts-padding", Conv2D(1, 1, padding="same"), kernel([[1]]), []),
    ("kernel-rotated", UpSampling2D(2), None, []),
    ("nearest-for-bilinear", UpSampling2D(TWICE, "bilinear"), None, [REPEATED]),
    ("nearest-for-bilinear", UpSampling2D(TWICE), None, []),
    ("bilinear-for-nearest", UpSampling2D(TWICE), None, [MIXED]),
    ("bilinear-for-nearest", UpSampling2D(TWICE, "bilinear"), None, []),
    ("bilinear-for-nearest", UpSampling2D(TWICE, "bicubic"), None, []),
    (
        "upsampling-tiled",
        UpSampling2D(TWICE),
        None,
        [[[1, 2, 3, 1, 2, 3], [4, 5, 6, 4, 5, 6], [7, 8, 9, 7, 8, 9]]],
    ),
    (
        "upsampling-zeros-between",
        UpSampling2D(TWICE, "bilinear"),
        None,
        [[[1, 0, 2, 0, 3, 0], [4, 0, 5, 0, 6, 0], [7, 0, 8, 0, 9, 0]]],
    ),
    ("upsampling-zeros-between", MaxPooling2D(2), None, []),
    (
        "bilinear-corners-aligned",
        UpSampling2D(TWICE, "bilinear"),
        None,
        # five steps from the first centre to the last, which are two pixels apart
        [
            [
                pytest.approx([1, 1.4, 1.8, 2.2, 2.6, 3]),
                pytest.approx([4, 4.4, 4.8, 5.2, 5.6, 6]),
                pytest.approx([7, 7.4, 7.8, 8.2, 8.6, 9]),
            ]
        ],
    ),
    ("bilinear-corners-aligned", UpSampling2D(TWICE), None, []),
    ("overlaps-overwritten", Conv2DTranspose(1, (1, 2)), STEP, [ENDS]),
    ("overlaps-overwritten", Conv2DTranspose(1, (1, 2)), None, []),
    ("overlaps-overwritten", Conv2D(1, (1, 2)), STEP, []),
    ("kernel-rotated", Conv2DTranspose(1, (1, 2), TWICE), STEP, [PAIRS]),
    ("sign-flipped", Conv2DTranspose(1, (1, 2), TWICE), STEP, [PAIRS]),
    (
        "kernel-transposed",
        Conv2DTranspose(1, (1, 2)),
        STEP,
        [[[-1, -2, -3], [1 - 4, 2 - 5, 3 - 6], [4 - 7, 5 - 8, 6 - 9], [7, 8, 9]]],
    ),
    ("border-reflected", Conv2DTranspose(1, (1, 2), padding="same"), STEP, []),
]


@pytest.mark.parametrize("name, layer, weights, expected", WRONG)
def test_wrong_output(name, layer, weights, expected):
    outputs = MISTAKES[name].wrong(layer, SMALL, weights)
    assert [output[0, ..., 0].tolist() for output in outputs] == expected


def test_every_mistake_has_a_row():
    assert {name for name, *_, expected in WRONG if expected} == set(MISTAKES)
    carried = {mistake.name for mistake in KERNEL_MISTAKES} & set(MISTAKES)
    assert carried == {"kernel-rotated", "kernel-transposed", "sign-flipped"}


def test_aligned_corners_are_those_of_opencvs_remap():
    cv2 = pytest.importorskip("cv2")
    image = np.random.default_rng(5).normal(size=(3, 4)).astype("float32")
    across, down = np.meshgrid(np.linspace(0, 3, 8), np.linspace(0, 2, 9))
    seen = cv2.remap(image, across.astype("float32"), down.astype("float32"), cv2.INTER_LINEAR)
    (wrong,) = MISTAKES["bilinear-corners-aligned"].wrong(
        UpSampling2D((3, 2), "bilinear"), picture(image), None
    )
    # OpenCV rounds positions to 1/32 of a pixel
    np.testing.assert_allclose(wrong[0, ..., 0], seen, atol=0.1)


def test_several_channels():
    images = np.arange(24.0).reshape(1, 3, 4, 2)
    weights = np.arange(36.0).reshape(2, 3, 3, 2)  # (kh, kw, F, C)
    layer = Conv2DTranspose(3, (2, 3), 2)
    for name in ("kernel-rotated", "kernel-transposed", "sign-flipped", "overlaps-overwritten"):
        for wrong in MISTAKES[name].wrong(layer, images, weights):
            assert wrong.shape[3] == 3, name


def test_transposed_kernel_too_large():
    wide = np.ones((1, 4, 1, 1))
    images = np.ones((1, 3, 4, 1))
    assert MISTAKES["kernel-transposed"].wrong(Conv2D(1, (1, 4)), images, wide) == ()


def test_reflection_is_that_of_opencv():
    cv2 = pytest.importorskip("cv2")
    random = np.random.default_rng(4)
    image, weights = random.normal(size=(7, 9)), random.normal(size=(3, 5))
    layer = Conv2D(1, (3, 5), padding="same")
    reflected, repeated = MISTAKES["border-reflected"].wrong(layer, picture(image), kernel(weights))
    seen = cv2.filter2D(image, -1, weights)
    np.testing.assert_allclose(reflected[0, ..., 0], seen, atol=1e-12)
    seen = cv2.filter2D(image, -1, weights, borderType=cv2.BORDER_REPLICATE)
    np.testing.assert_allclose(repeated[0, ..., 0], seen, atol=1e-12)
