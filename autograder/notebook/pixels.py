"""Pixels as an image of HTML, small and sharp."""

import base64
import io
from html import escape

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width) grey, or (height, width, 3)."""

SHARPNESS = 2
"""Pixels of a file for each pixel on the page, at most: large pictures travel in the notebook."""


def image(pixels: Pixels, alt: str, width: int, height: int) -> str:
    """An `<img>` of `width` x `height` pixels on the page; `alt` is for those who can't see it.

    Pixels that are enlarged keep their edges; a picture with many more than fit is reduced.
    """
    from PIL import Image

    picture = Image.fromarray(pixels)
    reduced = picture.width > width or picture.height > height
    if picture.width > SHARPNESS * width or picture.height > SHARPNESS * height:
        picture = picture.resize((SHARPNESS * width, SHARPNESS * height), Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    picture.save(stream, "png", compress_level=3)
    data = base64.b64encode(stream.getvalue()).decode()
    return (
        f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" width="{width}" '
        f'height="{height}" style="image-rendering:{"auto" if reduced else "pixelated"};'
        'border:1px solid #cbd2d9;max-width:none;box-sizing:content-box;margin:0">'
    )


def fitting(shape: tuple[int, ...], wide: int, tall: int) -> tuple[int, int]:
    """Width and height on the page of pixels (h, w, ...): as large as fits into `wide` x `tall`."""
    scale = min(wide / shape[1], tall / shape[0])
    return max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))
