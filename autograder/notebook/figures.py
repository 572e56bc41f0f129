"""Pictures on the page: input, kernel and output side by side, or a row of feature maps.

Every picture says its size, and what black and white stand for where that is not simply 0 and 1,
since a scale that adapts in silence makes different outputs look alike.
"""

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from autograder.notebook.panels import Values, kernel_panel, picture_panel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PER_ROW = 6
"""Pictures in a line of `show_row`, before the next line begins."""


def show(
    image: ArrayLike,
    output: ArrayLike | None = None,
    kernel: ArrayLike | None = None,
    *,
    titles: Sequence[str] = ("input", "output"),
) -> None:
    """Show a picture, and beside it a kernel with its numbers and what came out, if given.

    Pictures are (h, w), (h, w, 1), (1, h, w, 1) or (h, w, 3), arrays or tensors; a kernel is
    (kh, kw) or, as Conv2D holds it, (kh, kw, 1, 1). Raises ValueError for other shapes.
    """
    panels = [(as_picture(image), titles[0], False)]
    if output is not None:
        panels.append((as_picture(output), titles[-1], True))
    shown = None if kernel is None else as_kernel(kernel)
    _display(_pair_figure(panels, shown))


def show_row(images: ArrayLike | Iterable[ArrayLike], titles: Sequence[str] | None = None) -> None:
    """Show several pictures in a row, six to a line.

    `images` is a list of pictures as `show` takes them, an array (n, h, w), or the feature maps
    (1, h, w, n) of one picture. Each has a scale of its own, told below it. Without `titles` they
    are numbered from 0. Raises ValueError when there is not one title for each picture.
    """
    pictures = _pictures_of(images)
    names = [str(number) for number in range(len(pictures))] if titles is None else list(titles)
    if not pictures or len(names) != len(pictures):
        raise ValueError(
            f"show_row needs a title for each picture: there are {len(pictures)} pictures "
            f"and {len(names)} titles."
        )
    _display(_row_figure(pictures, names))


def as_picture(image: ArrayLike) -> Values:
    """(h, w) or (h, w, 3) from any shape that `show` takes; whole numbers of a byte become 0..1.

    Raises ValueError, with what to do, for anything else.
    """
    array = np.asarray(image)
    if array.dtype.kind not in "bfiu":
        raise ValueError(f"A picture is made of numbers; this one is of type {array.dtype}.")
    values = array.astype(np.float64) / (255 if array.dtype == np.uint8 else 1)
    shape = values.shape
    if values.ndim == 4 and shape[0] == 1:
        values = values[0]
    if values.ndim == 3 and values.shape[-1] == 1:
        values = values[..., 0]
    elif values.ndim == 3 and values.shape[0] == 1:
        values = values[0]
    if 0 not in shape and (values.ndim == 2 or (values.ndim == 3 and values.shape[-1] == 3)):
        return values
    advice = "one picture is (height, width), or (height, width, 3) in colour"
    if values.ndim == 4:
        advice = f"it holds {shape[0]} pictures: choose one, as in pictures[0]"
    elif values.ndim == 3:
        advice = f"it has {values.shape[-1]} channels: choose one, as in picture[..., 0]"
    raise ValueError(f"show can't draw the shape {shape}; {advice}. show_row draws several.")


def as_kernel(kernel: ArrayLike) -> Values:
    """(kh, kw) from (kh, kw) or (kh, kw, 1, 1). Raises ValueError for anything else."""
    values = np.asarray(kernel, dtype=np.float64)
    if values.ndim == 4 and values.shape[2:] == (1, 1):
        values = values[:, :, 0, 0]
    if values.ndim != 2 or not values.size:
        raise ValueError(
            f"show draws a kernel of shape (height, width) or (height, width, 1, 1), not "
            f"{values.shape}; of several, choose one, as in kernel[:, :, 0, 0]."
        )
    return values


def _pictures_of(images: ArrayLike | Iterable[ArrayLike]) -> list[Values]:
    if isinstance(images, list | tuple):
        return [as_picture(image) for image in images]
    array = np.asarray(images)
    if array.ndim == 4 and array.shape[0] == 1:
        array = np.moveaxis(array[0], -1, 0)
    return [as_picture(image) for image in array]


# The layout is worked out in inches, as matplotlib's own layout engines take longer to find it
# than the figure takes to draw.
HEIGHT, ABOVE, BELOW, GAP = 3.0, 0.34, 0.50, 0.35
NARROWEST, WIDEST = 1.7, 4.6
CELL = {1: 0.62, 2: 0.62, 3: 0.58, 4: 0.48, 5: 0.42, 6: 0.40, 7: 0.38}
"""Inches of a kernel's cell, by the kernel's longer side."""


def _pair_figure(panels: list[tuple[Values, str, bool]], kernel: Values | None) -> "Figure":
    widths = [_width(picture) for picture, _, _ in panels]
    cell, room = 0.0, 0.0
    if kernel is not None:
        longer = max(kernel.shape)
        cell = CELL[longer] if longer in CELL else 2.6 / longer
        room = max(1.0, cell * kernel.shape[1]) + GAP
    figure = _figure(sum(widths) + GAP * (len(widths) + 1) + room, HEIGHT + ABOVE + BELOW)
    left = GAP
    for (picture, title, stretch), width in zip(panels, widths, strict=True):
        rect = (left, BELOW, width, HEIGHT)
        picture_panel(figure, rect, picture, title, stretch=stretch, sizes=(11, 8.5))
        left += width + GAP + room
    if kernel is not None:
        tall, wide = cell * kernel.shape[0], cell * kernel.shape[1]
        left = 2 * GAP + widths[0] + (room - GAP - wide) / 2
        kernel_panel(figure, (left, BELOW + (HEIGHT - tall) / 2, wide, tall), kernel)
    return figure


def _width(picture: Values) -> float:
    return float(np.clip(HEIGHT * picture.shape[1] / picture.shape[0], NARROWEST, WIDEST))


def _row_figure(pictures: list[Values], titles: list[str]) -> "Figure":
    across = min(PER_ROW, len(pictures))
    lines = -(-len(pictures) // PER_ROW)
    side, gap, above, below = 1.75, 0.2, 0.27, 0.42
    ratio = float(np.clip(max(p.shape[0] / p.shape[1] for p in pictures), 0.4, 1.8))
    tall = side * ratio
    line = above + tall + below
    figure = _figure(gap + across * (side + gap), lines * line + 0.05)
    for place, (picture, title) in enumerate(zip(pictures, titles, strict=True)):
        left = gap + place % PER_ROW * (side + gap)
        foot = (lines - 1 - place // PER_ROW) * line + below
        rect = (left, foot, side, tall)
        picture_panel(figure, rect, picture, title, stretch=True, sizes=(9, 7))
    return figure


def _figure(width: float, height: float) -> "Figure":
    import matplotlib.pyplot as plt

    return plt.figure(figsize=(width, height), layout="none")


def _display(figure: "Figure") -> None:
    """Hand the figure to the notebook, once, and let it go."""
    import matplotlib
    import matplotlib.pyplot as plt

    with warnings.catch_warnings():
        # Without a display (a script, a grader) matplotlib says so on stderr, which nobody needs.
        warnings.filterwarnings("ignore", message=".*non-interactive.*")
        plt.show()
    backend = str(matplotlib.get_backend()).lower()
    if backend == "agg" or "inline" in backend:
        # These keep no window open; figures left over would be shown again, or fill memory.
        plt.close(figure)
