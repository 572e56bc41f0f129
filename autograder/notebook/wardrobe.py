"""Clothes with labels, to train a small network on: Fashion-MNIST, or a drawn wardrobe like it."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from autograder.notebook.fashion_mnist import load_fashion_mnist
from autograder.notebook.picture_file import PictureArray, load_picture

NAMES = (
    "t-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
"""The ten kinds of Fashion-MNIST; a label is a place in this tuple."""

SIDE = 28
"""PictureArray of a piece, across and down."""

ENOUGH = 3000
"""Pieces of Fashion-MNIST that are taken: a first network learns from them in seconds."""

Labels = NDArray[np.int64]


def load_wardrobe(folder: str | Path = "images") -> tuple[PictureArray, Labels, tuple[str, ...]]:
    """Pictures (n, 28, 28) from 0 to 1, their labels (n,) from 0 to 9, and the ten names.

    The first pieces of Fashion-MNIST, from Keras' cache or the network. Where there are none, or
    when marks are given, the sheet `wardrobe.png` of `folder` serves: a row of tiles for each
    label, 0 at the top. One line says which.

    Raises FileNotFoundError when the sheet is needed and not there, ValueError when it is not
    made of ten rows of tiles.
    """
    fashion = load_fashion_mnist()
    if isinstance(fashion, str):
        pictures, labels = cut_sheet(load_picture(Path(folder) / "wardrobe.png"))
        print(f"Clothes: the {len(pictures)} of {Path(folder) / 'wardrobe.png'}, {fashion}.")
        return pictures, labels, NAMES
    pictures = fashion[0][:ENOUGH].astype(np.float32) / np.float32(255)
    labels = fashion[1][:ENOUGH].astype(np.int64)
    print(f"Clothes: the first {len(pictures)} of Fashion-MNIST, loaded by Keras.")
    return pictures, labels, NAMES


def cut_sheet(sheet: PictureArray) -> tuple[PictureArray, Labels]:
    """The tiles (n, 28, 28) of a sheet (280, 28 * pieces), row after row, and their rows (n,).

    Raises ValueError for a sheet of another size.
    """
    height, width = sheet.shape
    if height != len(NAMES) * SIDE or width % SIDE or not width:
        raise ValueError(
            f"the sheet is {height} x {width} pixels; it should have {len(NAMES)} rows of tiles, "
            f"{SIDE} x {SIDE} pixels each. Put the one that came with this notebook back."
        )
    pieces = width // SIDE
    tiles = sheet.reshape(len(NAMES), SIDE, pieces, SIDE).transpose(0, 2, 1, 3)
    return tiles.reshape(-1, SIDE, SIDE), np.repeat(np.arange(len(NAMES)), pieces)
