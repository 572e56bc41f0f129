"""The pictures of the course: clothes to begin with, a large picture, the student's own.

Every picture comes as float32 between 0 (black) and 1 (white). `show` and its like
(of `figures`) put them on the page; `load_picture` and `load_colour` (of `picture_file`) read any
file. All of them can be imported from here.
"""

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from autograder.notebook.fashion_mnist import load_fashion_mnist
from autograder.notebook.figures import show, show_figure, show_numbers, show_row
from autograder.notebook.grading import is_graded
from autograder.notebook.picture_file import PictureArray, load_colour, load_picture

__all__ = [
    "load_clothes",
    "load_colour",
    "load_picture",
    "own_picture",
    "show",
    "show_figure",
    "show_numbers",
    "show_row",
]


def load_clothes(folder: str | Path = "images/clothes") -> PictureArray:
    """The training pictures of Fashion-MNIST, or the few of `folder`: (n, 28, 28), 0..1.

    Keras loads Fashion-MNIST from its cache or the network. Where it can't, or when marks are
    given, the PNG files of `folder` serve, in the order of their names. One line says which.

    Raises FileNotFoundError when `folder` is needed and has no PNG files.
    """
    fashion = load_fashion_mnist()
    if isinstance(fashion, str):
        return _from_folder(Path(folder), fashion)
    pictures, _ = fashion
    print(f"Pictures: {len(pictures)} clothes of Fashion-MNIST, loaded by Keras.")
    return np.asarray(pictures, dtype=np.float32) / np.float32(255)


def own_picture(
    path: str | Path = "my-picture.png", otherwise: str | Path = "images/tiling.png"
) -> PictureArray:
    """The student's own picture in grey, (height, width), or the one at `otherwise`.

    In Colab, when there is no file at `path` yet, asks for one and keeps it there. Says in one
    line which picture it is. Raises ValueError when the file at `path` is no picture.
    """
    path = Path(path)
    if not path.exists():
        refused = _upload_to(path)
        if not path.exists():
            print(
                f"{refused}Picture: {otherwise}. For one of your own, put a file named {path} "
                "beside this notebook and run this cell again."
            )
            return load_picture(otherwise)
    print(f"Picture: your own, {path}. For another, replace that file and run this cell again.")
    return load_picture(path)


def _from_folder(folder: Path, reason: str) -> PictureArray:
    files = sorted(folder.glob("[!.]*.png"))
    if not files:
        raise FileNotFoundError(
            f"There are no pictures in the folder {folder}. It comes with this notebook: "
            "put it back beside the notebook, and open the notebook from there."
        )
    clothes = np.stack([load_picture(file) for file in files])
    print(f"Pictures: the {len(clothes)} clothes of the folder {folder}, {reason}.")
    return clothes


def _upload_to(path: Path) -> str:
    """Ask for a picture where this is Colab, and keep it at `path`; why not, if it is no picture.

    Colab's `files.upload` gives a dictionary of name -> bytes, empty when the student cancels.
    """
    if is_graded():
        return ""
    try:
        colab: Any = importlib.import_module("google.colab")
    except ImportError:
        return ""
    for name, content in colab.files.upload().items():
        path.write_bytes(content)
        try:
            load_picture(path)
        except ValueError:
            path.unlink()
            return f"{name} is no picture that can be read. "
        return ""
    return ""
