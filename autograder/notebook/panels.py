"""One picture, one kernel or one grid of numbers as HTML, each with its title and its captions.

Styles stand in the elements, since notebooks drop style sheets of outputs that they do not trust.
Text takes its colour from the page, light or dark; whatever has a ground of its own says its ink.
"""

from collections.abc import Collection
from html import escape

import numpy as np

from autograder.cards import palette
from autograder.notebook.pixels import Pixels, fitting, image
from autograder.notebook.scale import Scale, Values, number, scale_of

NUMBERED = 7
"""Kernels up to this side are shown with their numbers, larger ones in colours only."""

CELL = "border:1px solid #808080;text-align:center;padding:0;font:{size}px sans-serif"


def panel(title: str, body: str, *captions: str, size: int = 13, room: int = 0) -> str:
    """A figure of HTML: a title above `body`, captions below it, one a line. `body` is HTML.

    It stands in the middle of `room` pixels, so that panels of different heights line up.
    """
    below = "<br>".join(escape(line) for line in captions if line)
    return (
        f'<figure style="margin:4px {22 if size > 12 else 14}px 6px 0;text-align:center;'
        'line-height:1.3">'
        f'<div style="font-size:{size}px;margin-bottom:3px">{escape(title) or "&nbsp;"}</div>'
        f'<div style="display:flex;justify-content:center;align-items:center;min-height:{room}px">'
        f"{body}</div>"
        f'<figcaption style="font-size:{size - 2}px;opacity:.75;margin-top:2px">{below}</figcaption>'
        "</figure>"
    )


def row(panels: Collection[str]) -> str:
    """Panels side by side; those that find no room go to the next line."""
    inside = "".join(panels)
    return (
        '<div style="display:flex;flex-wrap:wrap;align-items:flex-start;font-family:sans-serif">'
        f"{inside}</div>"
    )


def picture_panel(
    picture: Values,
    title: str,
    place: tuple[int, int],
    *,
    stretch: bool,
    size: int = 13,
    room: int = 0,
) -> str:
    """A picture (h, w) or (h, w, 3), `place` pixels wide and tall on the page, with its scale."""
    rows, columns = picture.shape[:2]
    if picture.ndim == 3:
        beyond = bool(np.any(np.abs(picture - 0.5) > 0.501))
        caption = "values beyond 0 and 1 are cut" if beyond else ""
        pixels = (np.clip(np.nan_to_num(picture), 0, 1) * 255).round().astype(np.uint8)
    else:
        scale = scale_of(picture, stretch=stretch)
        caption, pixels = scale.caption, grey(picture, scale)
    counted = f"{rows} × {columns}"
    alt = ", ".join(filter(None, [title or "a picture", counted, caption]))
    body = image(pixels, alt, *place)
    return panel(title, body, counted, caption, size=size, room=room)


def grey(picture: Values, scale: Scale) -> Pixels:
    """The pixels of a grey picture (h, w) on a scale; pink where a value is not finite."""
    finite = np.isfinite(picture)
    share = np.where(finite, picture - scale.black, 0) / (scale.white - scale.black)
    pixels = (np.clip(share, 0, 1) * 255).round().astype(np.uint8)
    if finite.all():
        return pixels
    coloured = np.repeat(pixels[:, :, None], 3, axis=2)
    coloured[~finite] = rgb(palette.PINK)
    return coloured


def kernel_panel(kernel: Values, room: int = 0) -> str:
    """A kernel (kh, kw): blue below zero, white at zero, orange above; numbers up to 7 x 7."""
    rows, columns = kernel.shape
    finite = np.abs(kernel[np.isfinite(kernel)])
    most = float(finite.max()) if finite.size and finite.max() > 0 else 1.0
    title = f"kernel {rows} × {columns}"
    side = max(rows, columns)
    if side > NUMBERED:
        share = np.clip(np.nan_to_num(kernel) / most, -1, 1)[:, :, None]
        goal = np.where(share > 0, rgb(palette.ORANGE), rgb(palette.BLUE))
        pixels = (255 + np.abs(share) * (goal - 255.0)).round().astype(np.uint8)
        return panel(title, image(pixels, title, *fitting(kernel.shape, 180, 180)), room=room)
    cell = max(34, 54 - 3 * side)
    texts = [[number(float(value)) for value in line] for line in kernel]
    inks = [[_kernel_ink(float(value) / most) for value in line] for line in kernel]
    return panel(title, grid(texts, inks, cell), room=room)


def _kernel_ink(share: float) -> tuple[str, str]:
    """Ground and ink of a cell; `share` is -1 for the lowest weight and 1 for the highest."""
    if not np.isfinite(share):
        return palette.PINK, palette.ink_on(palette.PINK)
    goal = np.array(rgb(palette.ORANGE if share > 0 else palette.BLUE), float)
    mixed = (255 + 0.85 * min(abs(share), 1.0) * (goal - 255)).round().astype(int)
    ground = _hex(mixed)
    return ground, palette.ink_on(ground)


def numbers_panel(
    array: Values,
    title: str,
    tile: tuple[int, int] | None,
    mark: Collection[tuple[int, int]],
) -> str:
    """A grid of numbers (h, w) on their greys; lines around tiles, an orange frame on marked cells."""
    scale = Scale(min(0.0, _least(array)), max(1.0, _most(array)), "")
    grounds = grey(array, scale)
    texts = [[number(float(value)) for value in line] for line in array]
    hexes = [[_hex(np.broadcast_to(pixel, 3)) for pixel in line] for line in grounds]
    inks = [[(ground, palette.ink_on(ground)) for ground in line] for line in hexes]
    cell = 34 if max(array.shape) <= 8 else 28
    return panel(title, grid(texts, inks, cell, tile, frozenset(mark)))


def grid(
    texts: list[list[str]],
    inks: list[list[tuple[str, str]]],
    cell: int,
    tile: tuple[int, int] | None = None,
    mark: Collection[tuple[int, int]] = (),
) -> str:
    """A table of square cells; `inks` has the ground and the ink of each."""
    longest = max((len(text) for line in texts for text in line), default=1)
    size = int(min(13, 1.5 * cell / max(longest, 1)))
    lines = []
    for i, (words, colours) in enumerate(zip(texts, inks, strict=True)):
        cells = []
        for j, (word, (ground, ink)) in enumerate(zip(words, colours, strict=True)):
            style = CELL.format(size=max(size, 8))
            style += f";width:{cell}px;min-width:{cell}px;height:{cell}px"
            style += f";background:{ground};color:{ink}"
            if tile and i and i % tile[0] == 0:
                style += f";border-top:3px solid {palette.ORANGE}"
            if tile and j and j % tile[1] == 0:
                style += f";border-left:3px solid {palette.ORANGE}"
            if (i, j) in mark:
                style += f";font-weight:bold;box-shadow:{_frame(i, j, mark)}"
            cells.append(f'<td style="{style}">{escape(word)}</td>')
        lines.append(f'<tr style="background:none">{"".join(cells)}</tr>')
    return f'<table style="border-collapse:collapse;margin:0;border:0">{"".join(lines)}</table>'


SIDES = {(-1, 0): "0 3px", (1, 0): "0 -3px", (0, -1): "3px 0", (0, 1): "-3px 0"}
"""From a cell to its neighbour: where the shadow falls that is a line on that side."""


def _frame(i: int, j: int, mark: Collection[tuple[int, int]]) -> str:
    """The lines of a marked cell: cells that touch have one frame around them all."""
    outer = [
        f"inset {shadow} {palette.ORANGE}"
        for (down, right), shadow in SIDES.items()
        if (i + down, j + right) not in mark
    ]
    return ",".join(outer) or "none"


def rgb(colour: str) -> tuple[int, int, int]:
    """A colour of the palette as three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Values | Pixels) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour)


def _least(array: Values) -> float:
    return float(np.min(array[np.isfinite(array)], initial=0.0))


def _most(array: Values) -> float:
    return float(np.max(array[np.isfinite(array)], initial=0.0))
