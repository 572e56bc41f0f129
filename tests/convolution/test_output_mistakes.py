"""Every output mistake, by hand, on one small picture."""

import numpy as np
import pytest

from autograder.convolution.layers import AveragePooling2D, Conv2D, MaxPooling2D, UpSampling2D
from autograder.convolution.mistakes import KERNEL_MISTAKES, OUTPUT_MISTAKES

MISTAKES = {mistake.name: mistake for mistake in OUTPUT_MISTAKES}


def picture(rows):
    return np.array(rows, float)[np.newaxis, ..., np.newaxis]


def kernel(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


SMALL = picture([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
LEFT = kernel([[1, 0, 0]])  # each pixel takes its left neighbour's value
STEP = kernel([[-1, 1]])

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
    ("kernel-rotated", UpSampling2D(2), None, []),
]


@pytest.mark.parametrize("name, layer, weights, expected", WRONG)
def test_wrong_output(name, layer, weights, expected):
    outputs = MISTAKES[name].wrong(layer, SMALL, weights)
    assert [output[0, ..., 0].tolist() for output in outputs] == expected


def test_every_mistake_has_a_row():
    assert {name for name, *_, expected in WRONG if expected} == set(MISTAKES)
    carried = {mistake.name for mistake in KERNEL_MISTAKES} & set(MISTAKES)
    assert carried == {"kernel-rotated", "kernel-transposed", "sign-flipped"}


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
