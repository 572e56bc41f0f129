"""Probes: the inputs on which an answer and the reference are compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from autograder.errors import InputError, did_you_mean


class Probes:
    """The probes of a course, by name, from its `data/images` and from fixed seeds.

    Every probe is float32 (1, height, width, channels); pictures range from 0 to 1.
    """

    def __init__(self, images: Path) -> None:
        """`images` is the folder with the course's pictures."""
        self._images = images

    def __call__(self, name: str) -> np.ndarray:
        """The probe of that name. InputError, with all names, where there is none."""
        if name in _DRAWN:
            return np.atleast_3d(_DRAWN[name]())[None].astype(np.float32)
        numbers = self._images / "integers.json"
        tables = json.loads(numbers.read_text(encoding="utf-8")) if numbers.is_file() else {}
        if name in tables:
            return np.array(tables[name], np.float32)[None, :, :, None]
        path = self._files().get(name)
        if path is None:
            known = sorted([*_DRAWN, *self._files(), *tables])
            guess = did_you_mean(name, known) or "."
            raise InputError(
                f"there is no probe called {name!r}{guess} Known are: {', '.join(known)}"
            )
        with Image.open(path) as picture:
            pixels = np.asarray(picture, np.float32) / np.float32(255)
        return pixels[None, :, :, None] if pixels.ndim == 2 else pixels[None]

    def files(self) -> tuple[Path, ...]:
        """All files that probes are read from."""
        numbers = self._images / "integers.json"
        pictures = sorted(set(self._files().values()))
        return (*pictures, numbers) if numbers.is_file() else tuple(pictures)

    def _files(self) -> dict[str, Path]:
        files = {path.stem.split("-", 1)[-1]: path for path in self._images.glob("clothes/*.png")}
        return files | {path.stem: path for path in self._images.glob("[!.]*.png")}


def _noise() -> np.ndarray:
    return np.random.Generator(np.random.PCG64(20)).integers(0, 256, (20, 24)) / 255


def _colour_noise() -> np.ndarray:
    return np.random.Generator(np.random.PCG64(21)).integers(0, 256, (20, 24, 3)) / 255


def _dot() -> np.ndarray:
    picture = np.zeros((9, 11))
    picture[3, 6] = 1
    return picture


def _steps() -> np.ndarray:
    rows, columns = np.mgrid[0:16, 0:20]
    return ((rows // 4) + 2 * (columns // 7)) / 7


def _few(rows: int, columns: int) -> np.ndarray:
    """So few pixels that what comes out does not determine a kernel: it has more weights than there are
    equations. Small whole numbers don't cancel in them, so that a wrong kernel that somebody writes shows."""
    colours = np.random.Generator(np.random.PCG64(260)).uniform(0.1, 1, (4, 4, 3))
    return np.round(colours[:rows, :columns], 4)


_DRAWN: dict[str, Callable[[], np.ndarray]] = {
    "noise": _noise,
    "colour-noise": _colour_noise,
    "dot": _dot,
    "steps": _steps,
    "pixels-1x3": lambda: _few(1, 3)[:, :, 0],
    "pixels-2x2": lambda: _few(2, 2)[:, :, 0],
    "pixels-2x4": lambda: _few(2, 4)[:, :, 0],
    "pixels-3x2": lambda: _few(3, 2)[:, :, 0],
    "pixels-4x4": lambda: _few(4, 4)[:, :, 0],
    "colours-1x2": lambda: _few(1, 2),
    "colours-2x2": lambda: _few(2, 2),
}
"""Drawn probes (height, width) or (height, width, 3), from 0 to 1."""
