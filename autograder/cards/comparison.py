"""The pictures of a verdict side by side: input, kernel, output, what it should be, difference."""

from __future__ import annotations

import base64
import io
from html import escape

import numpy as np

from autograder.cards.number_tables import are_numbers, numbers
from autograder.questions.verdict import Picture

SIDE = 132
"""The longer side of a picture on the card, in pixels; files have up to twice as many."""

LARGEST_KERNEL = 7
"""Kernels with more rows or columns are not written out."""

TOO_MUCH, TOO_LITTLE, NO_NUMBER = (213, 94, 0), (0, 114, 178), (204, 121, 167)
"""Colours of differences: orange, blue, and pink where the output holds no number."""

ROUNDING = 1e-3
"""Differences up to this share of the range of an output are not spoken of."""


def comparison(picture: Picture) -> str:
    """The row of pictures as HTML; each with a title, a line of numbers and a text for the blind."""
    compared = picture.output if picture.expected is None else picture.expected
    if picture.expected is None and are_numbers(picture):
        return numbers(picture)
    compared = picture.input if compared is None else compared
    low, high = _range(compared)
    figures: list[tuple[str, str, tuple[str, ...]]] = []
    box = 2 + max(_size(image)[1] for image in (picture.input, compared))

    def add(title: str, pixels: np.ndarray, *notes: str) -> None:
        alt = ", ".join((f"{picture.title}: {title}", *notes))
        figures.append((title, _image(pixels, alt), notes))

    add("the input", _pixels(picture.input, *_range(picture.input)))
    if picture.kernel is not None and max(picture.kernel.shape) <= LARGEST_KERNEL:
        notes = tuple(picture.kernel_note.splitlines())
        figures.append(("your kernel", _numbers(picture.kernel), notes))
    if picture.output is not None:
        add("your output", _pixels(picture.output, low, high), _from_to(picture.output))
    if picture.expected is not None:
        add("as it should be", _pixels(picture.expected, low, high), _from_to(picture.expected))
    elif picture.wrong is not None:
        share = float(picture.wrong.mean())
        marks = picture.wrong.astype(np.float64)
        add("where it differs", _coloured(marks, 1.0), f"in {max(share, 0.01):.0%} of its pixels")
    if picture.output is not None and picture.expected is not None:
        with np.errstate(invalid="ignore"):  # infinity minus infinity is no number, and is shown so
            difference = picture.output - picture.expected
        rounding = ROUNDING * (high - low)
        add("difference", _coloured(difference, 10 * rounding), *_too_much(difference, rounding))
    cells = "".join(_figure(*figure, box) for figure in figures)
    return f'<div style="display:flex;flex-wrap:wrap;align-items:flex-start">{cells}</div>'


def _figure(title: str, panel: str, notes: tuple[str, ...], box: int) -> str:
    return (
        '<figure style="margin:6px 14px 4px 0;text-align:center">'
        f'<div style="min-height:{box}px;display:flex;align-items:center;justify-content:center">'
        f"{panel}</div>"
        '<figcaption style="font-size:12px;line-height:1.35;margin-top:3px;color:#1f2933">'
        f'{escape(title)}<div style="color:#52606d">{"<br>".join(map(escape, notes))}</div>'
        "</figcaption></figure>"
    )


def _range(image: np.ndarray) -> tuple[float, float]:
    """What is shown black and white: 0 and 1, or the image's own range where it goes beyond."""
    finite = image[np.isfinite(image)]
    if finite.size == 0:
        return 0.0, 1.0
    return min(0.0, float(finite.min())), max(1.0, float(finite.max()))


def _from_to(image: np.ndarray) -> str:
    finite = image[np.isfinite(image)]
    if finite.size == 0:
        return "no numbers"
    return f"from {_short(finite.min())} to {_short(finite.max())}"


def _too_much(difference: np.ndarray, rounding: float) -> list[str]:
    """How far the output is off, in words, one colour a line."""
    finite = difference[np.isfinite(difference)]
    above, below = (float(np.max(d, initial=0.0)) for d in (finite, -finite))
    words = []
    if finite.size < difference.size:
        words.append("pink: no number")
    if above > rounding:
        words.append(f"orange: {_short(above)} too much")
    if below > rounding:
        words.append(f"blue: {_short(below)} too little")
    return words or ["none"]


def _short(value: float) -> str:
    return f"{round(float(value), 9) + 0.0:.3g}"  # + 0.0: no -0


def _pixels(image: np.ndarray, low: float, high: float) -> np.ndarray:
    """The pixels (height, width, 3) of a grey or colour image: black at `low`, white at `high`, pink
    where no number is."""
    channels = np.atleast_3d(image.astype(np.float64))
    scaled = np.nan_to_num(np.clip((channels - low) / (high - low), 0, 1))
    pixels = np.repeat((scaled * 255).astype(np.uint8), 3 // channels.shape[2], axis=2)
    pixels[np.isnan(channels).any(axis=2)] = NO_NUMBER
    return pixels


def _coloured(difference: np.ndarray, least: float) -> np.ndarray:
    """White where nothing differs, orange where there is too much, blue where there is too little.

    Of three channels the one that is farthest off counts, and one without a number before all.
    The largest difference has the full colour, if it is at least `least`: rounding stays white.
    """
    if difference.ndim == 3:
        farthest = np.abs(difference).argmax(axis=2, keepdims=True)  # NaN counts as the largest
        difference = np.take_along_axis(difference, farthest, axis=2)[:, :, 0]
    finite = np.isfinite(difference)
    largest = float(np.max(np.abs(difference[finite]), initial=least))
    share = np.where(finite, np.clip(difference / largest, -1, 1), 0)[:, :, None]
    goal = np.where(share > 0, np.array(TOO_MUCH, float), np.array(TOO_LITTLE, float))
    mixed = (255 + np.abs(share) * (goal - 255)).astype(np.uint8)
    mixed[~finite] = NO_NUMBER
    return mixed


def _size(image: np.ndarray) -> tuple[int, int]:
    """Width and height on the card."""
    height, width = image.shape[:2]
    scale = SIDE / max(height, width)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _image(pixels: np.ndarray, alt: str) -> str:
    from PIL import Image

    width, height = _size(pixels)
    picture = Image.fromarray(pixels)
    if max(picture.size) > 2 * SIDE:  # large pictures travel in the notebook: keep them small
        picture = picture.resize((2 * width, 2 * height))
    stream = io.BytesIO()
    picture.save(stream, "png")
    data = base64.b64encode(stream.getvalue()).decode()
    return (
        f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" '
        f'width="{width}" height="{height}" '
        'style="image-rendering:pixelated;border:1px solid #cbd2d9;max-width:none">'
    )


def _numbers(kernel: np.ndarray) -> str:
    cell = (
        "border:1px solid #cbd2d9;padding:3px 6px;text-align:right;font-size:12px;"
        "background:#fff;color:#1f2933"
    )
    rows = "".join(
        "<tr>" + "".join(f'<td style="{cell}">{_short(value)}</td>' for value in row) + "</tr>"
        for row in kernel
    )
    return f'<table style="border-collapse:collapse;margin:0">{rows}</table>'
