"""A picture file read as numbers: float32 between 0 (black) and 1 (white)."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image

PictureArray = NDArray[np.float32]

LONGEST_SIDE = 1024
"""Pixels; a larger picture, from a phone say, is reduced so that a notebook stays quick."""


def load_picture(path: str | Path) -> PictureArray:
    """A picture file in grey: (height, width), 0 black to 1 white.

    Any format that Pillow reads. Colour becomes its brightness (ITU-R 601), what is transparent
    lies on white, a photograph is turned upright, and the longer side has at most 1024 pixels.

    Raises FileNotFoundError when there is no such file, ValueError when it is no picture.
    """
    return _as_array(_opened(Path(path)).convert("L"))


def load_colour(path: str | Path) -> PictureArray:
    """A picture file in colour: (height, width, 3) red, green, blue, else as `load_picture`."""
    return _as_array(_opened(Path(path)))


def _opened(path: Path) -> "Image.Image":
    """The file as an upright RGB image of at most LONGEST_SIDE, without transparency."""
    from PIL import Image, ImageOps

    if not path.exists():
        raise FileNotFoundError(
            f"There is no file {path}. Check the spelling (capital letters count) and that it "
            f"lies beside the notebook, in {Path.cwd()}."
        )
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; they are reduced below, so there is nothing to say.
            warnings.simplefilter("ignore")
            with Image.open(path) as file:
                file.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                image = _over_white(_eight_bits(ImageOps.exif_transpose(file)))
                image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return image
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(
            f"{path} can't be read as a picture ({error}). Save it again as PNG or JPEG."
        ) from error


def _eight_bits(image: "Image.Image") -> "Image.Image":
    """Pictures of 16 or 32 bits per pixel (scans, scientific ones) reduced to 8, others as is."""
    from PIL import Image

    if image.mode[0] not in "IF":
        return image
    values = np.asarray(image, dtype=np.float64)
    white = 65535.0 if image.mode[0] == "I" else max(1.0, float(values.max()))
    return Image.fromarray(np.round(np.clip(values / white, 0, 1) * 255).astype(np.uint8))


def _over_white(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _as_array(image: "Image.Image") -> PictureArray:
    return np.asarray(image, dtype=np.float32) / np.float32(255)
