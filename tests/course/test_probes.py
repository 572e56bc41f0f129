"""Probes: pictures and drawn inputs, always (1, height, width, channels) in float32."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from autograder.course.probes import Probes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clothes").mkdir()
    grey = np.array([[0, 51], [102, 255]], np.uint8)
    Image.fromarray(grey).save(tmp_path / "clothes" / "00-t-shirt.png")
    Image.fromarray(np.dstack([grey, grey, grey])).save(tmp_path / "lantern.png")
    (tmp_path / "integers.json").write_text(json.dumps({"integers": [[1, 2, 3], [4, 5, 6]]}))
    return tmp_path


def test_a_grey_picture_from_0_to_1(folder: Path) -> None:
    image = Probes(folder)("t-shirt")
    expected = np.array([[0, 0.2], [0.4, 1]], np.float32)[None, :, :, None]
    np.testing.assert_array_equal(image, expected)
    assert image.dtype == np.float32


def test_other_probes(folder: Path) -> None:
    probe = Probes(folder)
    assert probe("lantern").shape == (1, 2, 2, 3)
    np.testing.assert_array_equal(probe("integers")[0, :, :, 0], [[1, 2, 3], [4, 5, 6]])


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("noise", (20, 24, 1)),
        ("colour-noise", (20, 24, 3)),
        ("dot", (9, 11, 1)),
        ("steps", (16, 20, 1)),
        ("pixels-1x3", (1, 3, 1)),
        ("pixels-2x2", (2, 2, 1)),
        ("pixels-2x4", (2, 4, 1)),
        ("pixels-3x2", (3, 2, 1)),
        ("pixels-4x4", (4, 4, 1)),
        ("colours-1x2", (1, 2, 3)),
        ("colours-2x2", (2, 2, 3)),
    ],
)
def test_drawn_probes_need_no_file(name: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    first, second = Probes(tmp_path)(name), Probes(tmp_path)(name)
    assert first.shape == (1, *shape)
    assert first.dtype == np.float32
    assert 0 <= first.min() < first.max() <= 1
    np.testing.assert_array_equal(first, second)


def test_a_dot_is_one_pixel_off_the_middle(tmp_path: Path) -> None:
    dot = Probes(tmp_path)("dot")[0, :, :, 0]
    assert [tuple(map(int, place)) for place in np.argwhere(dot)] == [(3, 6)]


def test_the_channels_of_colour_noise_are_independent(tmp_path: Path) -> None:
    red, green, blue = (channel.ravel() for channel in Probes(tmp_path)("colour-noise")[0].T)
    assert np.abs(np.corrcoef([red, green, blue]) - np.eye(3)).max() < 0.1


def test_the_courses_own_pictures(root: Path) -> None:
    probe = Probes(root / "data" / "images")
    assert probe("ankle-boot").shape == (1, 28, 28, 1)
    assert probe("lantern").shape == (1, 96, 128, 3)
    assert probe("tiling").shape == (1, 360, 480, 1)
    assert probe("integers").shape == (1, 10, 10, 1)


@pytest.mark.parametrize("name", ["", "boot", "integers-none", "../lantern", "lantern.png"])
def test_an_unknown_probe_is_told_with_those_there_are(name: str, folder: Path) -> None:
    known = "colour-noise, colours-1x2, .*, dot, integers, lantern, noise, pixels-1x3, .*, steps, t-shirt"
    with pytest.raises(ValueError, match=f"no probe called .* Known are: {known}"):
        Probes(folder)(name)


def test_small_whole_numbers_do_not_cancel_in_few_pixels(tmp_path: Path) -> None:
    """Two kernels of such numbers give different pixels where one weight of them differs."""
    pixels = Probes(tmp_path)("pixels-2x2").ravel().astype(float)
    weights = np.stack(np.meshgrid(*[np.arange(-6, 7)] * 4), axis=-1).reshape(-1, 4)
    sums = np.abs(weights @ pixels)[weights.any(axis=1)]
    assert sums.min() > 1e-3
