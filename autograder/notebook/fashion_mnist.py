"""Fashion-MNIST as Keras keeps it: fetched where it can be, and a reason where it can't.

A notebook goes on with pictures of its own folder where there is no Fashion-MNIST: so nothing
here fails or waits for long, and nothing is printed but one line before a download.
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

import numpy as np
from numpy.typing import NDArray

from autograder.notebook.grading import is_graded

FILES = (
    "train-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
)
"""The files in which Keras keeps Fashion-MNIST."""

ADDRESS = f"https://storage.googleapis.com/tensorflow/tf-keras-datasets/{FILES[0]}"
PATIENCE = 4.0
"""Seconds to wait for an answer from the network, before and during a download."""

Labelled = tuple[NDArray[np.uint8], NDArray[np.uint8]]
"""Pictures (n, 28, 28) and their labels (n,), 0 to 9."""


def load_fashion_mnist() -> Labelled | str:
    """The training pictures of Fashion-MNIST with their labels, or in words why there are none.

    From Keras' cache or the network; never when marks are given, so that they depend on neither.
    The reason begins with "as" or "so that", to stand at the end of a sentence.
    """
    if is_graded():
        return "so that marks never depend on the network"
    cached = all((keras_cache() / name).is_file() for name in FILES)
    if not cached and not answers(ADDRESS, PATIENCE):
        return "as Fashion-MNIST can't be reached just now"
    if not cached:
        print("Fetching Fashion-MNIST (30 MB), this once.")
    try:
        with _quietly(), _network_patience(PATIENCE):
            # By name: Keras is no requirement of this module, and fashion_mnist has no types.
            fashion = importlib.import_module("keras.datasets.fashion_mnist")
            (pictures, labels), _ = fashion.load_data()
    except ImportError:
        return "as Keras is not installed here"
    except Exception:
        # Not narrower: Keras raises a bare Exception when a download fails, and a damaged file
        # ends in OSError, EOFError, zlib.error or ValueError. Other pictures will do.
        if cached:
            return (
                f"as the files of Fashion-MNIST in {keras_cache()} are damaged "
                "(delete them and they are fetched again)"
            )
        return "as fetching Fashion-MNIST failed"
    return np.asarray(pictures), np.asarray(labels)


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
