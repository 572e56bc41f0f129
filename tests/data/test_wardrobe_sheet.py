"""The sheet of labelled clothes is what its script draws, and can be learnt from."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from autograder.notebook.wardrobe import NAMES, cut_sheet

DATA = Path(__file__).parents[2] / "data"
FILE = DATA / "images" / "wardrobe.png"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The drawing script, imported as `python data/draw_wardrobe.py` would find it."""
    monkeypatch.syspath_prepend(str(DATA))
    return importlib.import_module("draw_wardrobe")


@pytest.fixture
def sheet() -> np.ndarray:
    with Image.open(FILE) as image:
        return np.asarray(image)


@pytest.mark.parametrize(("label", "number"), [(0, 0), (5, 29), (9, 13)])
def test_pieces_are_drawn_again(
    label: int, number: int, script: ModuleType, sheet: np.ndarray
) -> None:
    committed = sheet[28 * label :, 28 * number :][:28, :28].astype(int)
    drawn = script.draw_piece(label, number)
    assert (drawn.shape, drawn.dtype) == ((28, 28), np.uint8)
    assert np.abs(drawn - committed).max() <= 2


def test_rows_of_the_sheet_are_the_labels_of_the_names(
    script: ModuleType, sheet: np.ndarray
) -> None:
    kinds = [kind.replace("-", " ") for kind in script.KINDS]
    assert kinds == [name.replace("-", " ") for name in NAMES]
    assert sheet.shape == (28 * len(NAMES), 28 * script.PIECES)
    assert sheet.dtype == np.uint8


@pytest.mark.thorough
def test_no_two_pieces_are_alike_and_none_is_empty(sheet: np.ndarray) -> None:
    tiles, _ = cut_sheet(sheet.astype(np.float32) / 255)
    flat = tiles.reshape(len(tiles), -1)
    apart = np.abs(flat[:, None] - flat).mean(axis=2) + np.eye(len(flat))
    assert apart.min() > 0.01  # of 1: a hundredth of the scale at every pixel
    assert tiles.max(axis=(1, 2)).min() > 0.3
    assert (tiles == 0).mean(axis=(1, 2)).min() > 0.1  # black around every piece


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size < 200_000
