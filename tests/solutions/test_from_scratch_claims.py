"""What the texts of `from_scratch` say, in numbers: its cells run once, as far as a student sees them."""

from __future__ import annotations

import contextlib
import io
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.master import read_master
from autograder.values.library_watch import LibraryWatch

Names = dict[str, Any]


@pytest.fixture(scope="module")
def names(root: Path) -> Names:
    """The variables of the master after its last cell."""
    found: Names = {}
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setenv("AUTOGRADER_GRADING", "1")
        patch.chdir(root / "data")  # where the folder `images` is
        for cell in read_master(root / "solutions/from_scratch/from_scratch.py").cells:
            if cell.is_code and cell.role != "check":
                exec(compile(cell.source, cell.id, "exec"), found)
    return found


def test_the_first_window_gives_17(names: Names) -> None:
    assert names["first_window"].tolist() == [[0, 0, 5], [0, 0, 5], [0, 2, 7]]
    assert np.sum(names["first_window"] * [[-1, 0, 1]]) == 5 + 5 + 7
    assert names["all_twelve"][:, :, 0].tolist() == [[2, 17, 15, 0], [4, 21, 17, 0], [6, 25, 19, 0]]


@pytest.mark.parametrize(
    ("pixels", "before", "after", "seen"),
    [([1, 2, 3, 4, 5], 1, 1, [1, 3, 5]), ([1, 2, 3, 4, 5, 6], 0, 1, [2, 4, 6])],
    ids=["5 pixels", "6 pixels"],
)
def test_what_same_adds_depends_on_the_size(
    names: Names, pixels: list[int], before: int, after: int, seen: list[int]
) -> None:
    row = np.array(pixels).reshape(1, -1, 1)
    layer = names["Conv2D"](1, (1, 3), strides=2, padding="same", use_bias=False)
    assert names["by_keras"](layer, row, names["middle_weight"])[0, :, 0].tolist() == seen
    assert names["around"](row, (1, 3), (2, 2))[1] == (before, after)


def test_a_filter_adds_up_its_channels(names: Names) -> None:
    assert int(np.sum(names["two_channel_box"][:, :, 0] * names["one_filter"][:, :, 0, 0])) == 1 + 4
    assert (
        int(np.sum(names["two_channel_box"][:, :, 1] * names["one_filter"][:, :, 1, 0])) == 60 + 70
    )
    assert names["conv2d"](names["two_channels"], names["one_filter"])[0, 0, 0] == 135


def test_what_sticks_out_of_the_picture_never_counts(names: Names) -> None:
    assert names["below_zero_pooled"][:, :, 0].tolist() == [[-1, -3], [-5, -4]]
    assert names["tens_means"][:, :, 0].tolist() == [[15, 30], [55, 40]]


def test_windows_are_a_view_that_cannot_be_written(names: Names) -> None:
    windows = names["six_windows"]
    assert windows.tolist() == [[1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6]]
    assert np.shares_memory(windows, names["six_numbers"])
    assert not windows.flags.writeable
    assert names["lantern_boxes"].shape == (94, 125, 3, 3, 4)
    np.testing.assert_array_equal(names["by_einsum"], names["all_twelve"][:, :, 0])


def test_bilinear_values_lie_on_the_line(names: Names) -> None:
    assert names["new_places"].tolist() == [-0.25, 0.25, 0.75, 1.25, 1.75, 2.25]
    assert names["new_pixels"].tolist() == [1, 2, 4, 4.5, 3.5, 3]


def test_copies_of_the_kernel_are_added(names: Names) -> None:
    assert names["scattered_copies"].sum(axis=0).tolist() == [1, 10, 102, 20, 203, 30, 300]
    line = names["Conv2DTranspose"](1, (1, 3), strides=(1, 2), use_bias=False)
    by_keras = names["by_keras"](line, names["three_pixels"], names["digits_kernel"])
    assert by_keras[0, :, 0].tolist() == names["scattered_copies"].sum(axis=0).tolist()
    assert names["grown_5x5"][2, 2, 0] == 1 + 2 + 3 + 4
    assert names["grown_5x5"][1, 4, 0] == 2
    np.testing.assert_array_equal(names["grown_4x4"], names["grown_5x5"][:4, :4])


def test_gathering_and_scattering_give_one_number(names: Names) -> None:
    assert np.sum(names["adjoint_forward"] * names["adjoint_y"]) == np.sum(
        names["adjoint_x"] * names["adjoint_backward"]
    )


WINDOWS = list(itertools.product([(5, 6), (4, 7)], [(3, 2), (2, 4)], [(1, 1), (2, 3)]))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "window", "strides"), WINDOWS)
def test_every_function_gives_what_keras_gives(
    names: Names,
    size: tuple[int, int],
    window: tuple[int, int],
    strides: tuple[int, int],
    padding: str,
) -> None:
    random = np.random.default_rng(seed=1)
    image = random.integers(-3, 4, size=(*size, 2))
    kernel = random.integers(-3, 4, size=(*window, 2, 3))
    by_keras, options = names["by_keras"], {"strides": strides, "padding": padding}
    unbiased = {"use_bias": False, **options}
    convolved = by_keras(names["Conv2D"](3, window, **unbiased), image, kernel)
    kernel_back = kernel.transpose(0, 1, 3, 2)
    scattered = by_keras(names["Conv2DTranspose"](3, window, **unbiased), image, kernel_back)
    for given, wanted in (
        (names["conv2d"](image, kernel, **options), convolved),
        (names["conv2d_windows"](image, kernel, **options), convolved),
        (
            names["max_pool2d"](image, window, **options),
            by_keras(names["MaxPooling2D"](window, **options), image),
        ),
        (
            names["avg_pool2d"](image, window, **options),
            by_keras(names["AveragePooling2D"](window, **options), image),
        ),
        (names["conv2d_transpose"](image, kernel_back, **options), scattered),
    ):
        np.testing.assert_allclose(given, wanted, atol=1e-5)
    shape = names["output_shape"]
    assert shape("Conv2D", image.shape, window, strides, padding, 3) == convolved.shape
    assert shape("Conv2DTranspose", image.shape, window, strides, padding, 3) == scattered.shape


BY_KERAS = {
    "by_keras": lambda names: names["by_keras"](names["race_layer"], names["lantern_piece"]),
    "keras_conv2d": lambda names: names["keras_conv2d"](names["lantern_piece"], None),
}


@pytest.mark.parametrize("call", BY_KERAS.values(), ids=BY_KERAS)
def test_the_lessons_own_ways_to_keras_are_no_loops_by_hand(
    names: Names, call: Callable[[Names], Any]
) -> None:
    with LibraryWatch() as watch:
        call(names)
    assert "keras" in watch.libraries


@pytest.mark.parametrize("interpolation", ["nearest", "bilinear"])
@pytest.mark.parametrize("size", [(2, 2), (1, 3), (4, 5)])
def test_upsampling_gives_what_keras_gives(
    names: Names, size: tuple[int, int], interpolation: str
) -> None:
    image = np.random.default_rng(seed=2).integers(-3, 4, size=(3, 4, 2))
    wanted = names["by_keras"](names["UpSampling2D"](size, interpolation=interpolation), image)
    given = names["upsample2d"](image, size, interpolation)
    np.testing.assert_allclose(given, wanted, atol=1e-5)
    assert names["output_shape"]("UpSampling2D", image.shape, size) == wanted.shape
