"""The pictures of the course: clothes to begin with, a large picture, the student's own.

Every picture comes as float32 between 0 (black) and 1 (white). `show` and `show_row`
(of `figures`) put them on the page; `load_picture` and `load_colour` (of `picture_file`) read any
file. All of them can be imported from here.
"""

import contextlib
import http.client
import importlib
import io
import os
import socket
import threading
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.notebook.figures import show, show_row
from autograder.notebook.picture_file import Picture, load_colour, load_picture

__all__ = ["load_clothes", "load_colour", "load_picture", "own_picture", "show", "show_row"]

GRADING = "AUTOGRADER_GRADING"
"""Environment variable that is 1 when marks are given: then nothing depends on the network."""

FASHION = (
    "train-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
)
"""The files in which Keras keeps Fashion-MNIST."""

FASHION_ADDRESS = f"https://storage.googleapis.com/tensorflow/tf-keras-datasets/{FASHION[0]}"
PATIENCE = 4.0
"""Seconds to wait for an answer from the network, before and during a download."""


def load_clothes(folder: str | Path = "images/clothes") -> Picture:
    """The training pictures of Fashion-MNIST, or the few of `folder`: (n, 28, 28), 0..1.

    Keras loads Fashion-MNIST from its cache or the network. Where it can't, or when marks are
    given, the PNG files of `folder` serve, in the order of their names. One line says which.

    Raises FileNotFoundError when `folder` is needed and has no PNG files.
    """
    if os.environ.get(GRADING) == "1":
        return _from_folder(Path(folder), "so that marks never depend on the network")
    cached = all((keras_cache() / name).is_file() for name in FASHION)
    if not cached and not answers(FASHION_ADDRESS, PATIENCE):
        return _from_folder(Path(folder), "as Fashion-MNIST can't be reached just now")
    if not cached:
        print("Fetching Fashion-MNIST (30 MB), this once.")
    try:
        with _quietly(), _network_patience(PATIENCE):
            # By name: Keras is no requirement of this module, and fashion_mnist has no types.
            fashion = importlib.import_module("keras.datasets.fashion_mnist")
            (pictures, _), _ = fashion.load_data()
    except ImportError:
        return _from_folder(Path(folder), "as Keras is not installed here")
    except Exception:
        # Not narrower: Keras raises a bare Exception when a download fails, and a damaged file
        # ends in OSError, EOFError, zlib.error or ValueError. The clothes of the folder will do.
        if cached:
            return _from_folder(
                Path(folder),
                f"as the files of Fashion-MNIST in {keras_cache()} are damaged "
                "(delete them and they are fetched again)",
            )
        return _from_folder(Path(folder), "as fetching Fashion-MNIST failed")
    print(f"Pictures: {len(pictures)} clothes of Fashion-MNIST, loaded by Keras.")
    return np.asarray(pictures, dtype=np.float32) / np.float32(255)


def own_picture(
    path: str | Path = "my-picture.png", otherwise: str | Path = "images/tiling.png"
) -> Picture:
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


def keras_cache() -> Path:
    """The folder where Keras 3 keeps Fashion-MNIST (keras.utils.get_file, keras.config)."""
    base = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    if not os.access(base, os.W_OK):
        base = Path("/tmp/.keras")
    return base / "datasets" / "fashion-mnist"


def answers(address: str, seconds: float) -> bool:
    """Whether a web address answers within the given time.

    In a thread, because the time that a name look-up takes can't be limited otherwise; and by
    urllib as Keras does, so that a proxy that helps Keras helps here.
    """
    good: list[bool] = []

    def ask() -> None:
        request = urllib.request.Request(address, method="HEAD")
        with (
            contextlib.suppress(OSError, http.client.HTTPException, ValueError),
            urllib.request.urlopen(request, timeout=seconds),
        ):
            good.append(True)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return bool(good)


@contextlib.contextmanager
def _network_patience(seconds: float) -> Iterator[None]:
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """No progress bars and no warnings.

    TensorFlow, if this is its first import, writes past Python to file descriptor 2 (and does so
    before it looks at TF_CPP_MIN_LOG_LEVEL); hence that is turned away as well.
    """
    descriptor = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        os.dup2(descriptor, 2)
        os.close(descriptor)


def _from_folder(folder: Path, reason: str) -> Picture:
    files = sorted(folder.glob("*.png"))
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
    if os.environ.get(GRADING) == "1":
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
