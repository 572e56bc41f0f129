"""Labelled clothes: where they come from, and that a small network learns from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.notebook import wardrobe
from autograder.notebook.wardrobe import NAMES, cut_sheet, load_wardrobe

IMAGES = Path(__file__).parents[2] / "data" / "images"


def test_a_sheet_is_cut_row_by_row() -> None:
    """Two pieces of each kind; every pixel says which tile it is of: 0, 1 in the first row, ..."""
    numbers = np.arange(20, dtype=np.float32).reshape(10, 2)
    sheet = np.kron(numbers, np.ones((28, 28), np.float32))
    pictures, labels = cut_sheet(sheet)
    assert pictures.shape == (20, 28, 28)
    assert pictures[:, 0, 0].tolist() == pictures[:, 27, 27].tolist() == list(range(20))
    assert labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]


def test_a_tile_keeps_its_rows_and_columns() -> None:
    sheet = np.zeros((280, 56), np.float32)
    sheet[28 + 3, 28 + 5] = 1  # label 1, second piece, row 3, column 5
    pictures, _ = cut_sheet(sheet)
    assert np.argwhere(pictures).tolist() == [[3, 3, 5]]


@pytest.mark.parametrize("shape", [(279, 28), (280, 30), (252, 28), (280, 0)])
def test_another_sheet_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=rf"the sheet is {shape[0]} x {shape[1]} pixels.*back"):
        cut_sheet(np.zeros(shape, np.float32))


def test_when_grading_the_sheet_serves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    pictures, labels, names = load_wardrobe(IMAGES)
    assert (pictures.shape, pictures.dtype) == ((300, 28, 28), np.float32)
    assert (pictures.min(), pictures.max()) == (0, 1)
    assert np.bincount(labels).tolist() == [30] * 10
    assert names == NAMES
    assert capsys.readouterr().out == (
        f"Clothes: the 300 of {IMAGES / 'wardrobe.png'}, so that marks never depend on the "
        "network.\n"
    )


def test_fashion_mnist_comes_first_and_not_all_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    images = np.full((5000, 28, 28), 51, np.uint8)
    marks = (np.arange(5000) % 10).astype(np.uint8)
    monkeypatch.setattr(wardrobe, "load_fashion_mnist", lambda: (images, marks))
    pictures, labels, _ = load_wardrobe("nowhere")
    assert pictures.shape == (3000, 28, 28)
    assert np.unique(pictures).tolist() == [np.float32(0.2)]
    assert labels[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert capsys.readouterr().out == "Clothes: the first 3000 of Fashion-MNIST, loaded by Keras.\n"


def test_a_missing_sheet_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    with pytest.raises(FileNotFoundError, match=r"no file .*wardrobe\.png"):
        load_wardrobe(tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [0, 7, 20])
def test_the_network_of_the_lesson_learns_from_the_sheet(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the assignment on channels trains it: from guessing to most of the pieces kept aside."""
    keras = pytest.importorskip("keras")
    from keras import layers

    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    pictures, labels, _ = load_wardrobe(IMAGES)
    batch = pictures.reshape(-1, 28, 28, 1)
    order = np.random.default_rng(seed=3).permutation(300)
    aside, shown = order[:60], order[60:]
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2, padding="same"),
            layers.Conv2D(10, 7),
            layers.Flatten(),
        ]
    )

    def right() -> float:
        return float(np.mean(np.asarray(model(batch[aside])).argmax(axis=1) == labels[aside]))

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=loss)
    before = right()
    model.fit(batch[shown], labels[shown], epochs=8, batch_size=16, verbose=0)
    assert before < 0.4
    assert right() > 0.8
