"""The committed pictures are what their scripts draw, and suit the lessons."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

DATA = Path(__file__).parents[2] / "data"
CLOTHES = sorted((DATA / "images" / "clothes").glob("*.png"))


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> ModuleType:
    """A drawing script, imported as `python data/draw_x.py` would find it."""
    monkeypatch.syspath_prepend(str(DATA))
    return importlib.import_module(request.param)


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def furthest(drawn: np.ndarray, committed: np.ndarray) -> int:
    assert drawn.shape == committed.shape
    assert drawn.dtype == committed.dtype == np.uint8
    return int(np.abs(drawn.astype(int) - committed.astype(int)).max())


@pytest.mark.thorough
@pytest.mark.parametrize("script", ["draw_clothes"], indirect=True)
def test_clothes_are_drawn_again(script: ModuleType) -> None:
    drawn = script.draw()
    assert list(drawn) == [path.name for path in CLOTHES]
    for path in CLOTHES:
        assert furthest(drawn[path.name], pixels(path)) <= 2, path.name


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("script", "name", "shape"),
    [
        ("draw_tiling", "tiling", (360, 480)),
        ("draw_lantern", "lantern", (96, 128, 3)),
        ("draw_rings", "rings", (108, 108)),
    ],
    indirect=["script"],
)
def test_large_pictures_are_drawn_again(
    script: ModuleType, name: str, shape: tuple[int, ...]
) -> None:
    committed = pixels(DATA / "images" / f"{name}.png")
    assert committed.shape == shape
    assert furthest(script.draw(), committed) <= 2


def test_the_pictures_are_small_files() -> None:
    assert all(path.stat().st_size < 200_000 for path in (DATA / "images").rglob("*.png"))


@pytest.mark.parametrize("path", [*CLOTHES, DATA / "images" / "tiling.png"], ids=lambda p: p.stem)
def test_no_picture_equals_its_mirror_image(path: Path) -> None:
    picture = pixels(path).astype(float)
    for twin in (picture[:, ::-1], picture[::-1], picture[::-1, ::-1]):
        # More than grain: a tenth of the pixels differ by a tenth of the scale or more.
        assert np.mean(np.abs(picture - twin) > 25) > 0.1


def test_clothes_have_black_round_them_and_some_reach_the_border() -> None:
    reaching = 0
    for path in CLOTHES:
        picture = pixels(path)
        assert picture.shape == (28, 28)
        assert np.mean(picture == 0) > 0.2, path.name
        assert picture.max() > 150, path.name
        border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        reaching += bool(border.max() > 60)
    assert len(CLOTHES) == 12
    assert reaching >= 3
