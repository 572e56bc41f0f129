"""Pictures on the page: input, kernel and output side by side, feature maps, grids of numbers.

Every picture says its size, and what black and white stand for where that is not simply 0 and 1,
since a scale that adapts in silence makes different outputs look alike. All are HTML with a text
for those who can't see them: that takes a hundredth of the time of a plotting library's figure.
"""

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from autograder.notebook.panels import kernel_panel, numbers_panel, picture_panel, row
from autograder.notebook.pixels import fitting
from autograder.notebook.pixels import image as image_tag
from autograder.notebook.scale import Values
from autograder.notebook.shown import Shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TALL, WIDE = 216, 330
"""The largest picture of `show`, in pixels of the page."""
SIDE = 126
"""The side of a picture of `show_row`: six fit into a line of most pages."""


def show(
    image: ArrayLike,
    output: ArrayLike | None = None,
    kernel: ArrayLike | None = None,
    *,
    titles: Sequence[str] = ("input", "output"),
) -> None:
    """Show a picture, and beside it a kernel with its numbers and what came out, if given.

    Pictures are (h, w), (h, w, 1), (1, h, w, 1), (h, w, 3) or (1, h, w, 3), arrays or tensors; a
    kernel is (kh, kw) or, as Conv2D holds it, (kh, kw, 1, 1). Raises ValueError for other shapes.
    """
    pictures = [(as_picture(image), titles[0], False)]
    if output is not None:
        pictures.append((as_picture(output), titles[-1], True))
    places = [fitting(picture.shape, WIDE, TALL) for picture, _, _ in pictures]
    room = max(tall for _, tall in places)
    panels = [
        picture_panel(picture, title, place, stretch=stretch, room=room)
        for (picture, title, stretch), place in zip(pictures, places, strict=True)
    ]
    if kernel is not None:
        panels.insert(1, kernel_panel(as_kernel(kernel), room))
    _display(row(panels), f"[{', '.join(title for _, title, _ in pictures)}]")


def show_row(images: ArrayLike | Iterable[ArrayLike], titles: Sequence[str] | None = None) -> None:
    """Show several pictures in a row; those that find no room go to the next line.

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
    places = [fitting(picture.shape, SIDE, SIDE * 3 // 2) for picture in pictures]
    room = max(tall for _, tall in places)
    panels = [
        picture_panel(picture, name, place, stretch=True, size=12, room=room)
        for picture, name, place in zip(pictures, names, places, strict=True)
    ]
    _display(row(panels), f"[{', '.join(names)}]")


def show_numbers(
    array: ArrayLike | Sequence[ArrayLike],
    *,
    title: str = "",
    titles: Sequence[str] | None = None,
    tile: int | tuple[int, int] | None = None,
    mark: Collection[tuple[int, int]] = (),
) -> None:
    """Show small arrays (h, w) as grids of their numbers, each cell as grey as its number is large.

    A list of arrays, with their `titles`, stands side by side. `tile` draws lines between blocks of
    that many rows and columns (of the first array), `mark` frames cells (row, column) of it.
    Raises ValueError for other shapes, and when there is not one title for each array.
    """
    several = titles is not None
    arrays = [np.asarray(item) for item in array] if several else [np.asarray(array)]  # type: ignore[union-attr]
    names = list(titles) if titles is not None else [title]
    if len(names) != len(arrays):
        raise ValueError(
            f"show_numbers needs a title for each array: there are {len(arrays)} arrays "
            f"and {len(names)} titles."
        )
    blocks = (tile, tile) if isinstance(tile, int) else tile
    panels = []
    for place, (values, name) in enumerate(zip(arrays, names, strict=True)):
        numbers = as_numbers(values)
        first = place == 0
        panels.append(
            numbers_panel(numbers, name, blocks if first else None, mark if first else ())
        )
    _display(row(panels), f"[{', '.join(filter(None, names)) or 'numbers'}]")


def show_figure(figure: "Figure", alt: str) -> None:
    """Show a matplotlib figure of your own; `alt` says what is on it for those who can't see it.

    Drawn once, at two pixels a pixel of the page, and closed.
    """
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    width, height = (round(72 * inches) for inches in figure.get_size_inches())
    figure.set_dpi(144)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    plt.close(figure)
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
    _display(image_tag(pixels, alt, width, height), f"[{alt}]")


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


MOST_NUMBERS = 24
"""Rows and columns that `show_numbers` writes out: more can't be read on a page."""


def as_numbers(array: ArrayLike) -> Values:
    """(h, w) from (h, w), (h, w, 1) or (1, h, w, 1). Raises ValueError for anything else."""
    values = np.asarray(array, dtype=np.float64)
    shape = values.shape
    if values.ndim == 4 and shape[0] == 1:
        values = values[0]
    if values.ndim == 3 and values.shape[-1] == 1:
        values = values[..., 0]
    if values.ndim != 2 or not values.size or max(values.shape) > MOST_NUMBERS:
        raise ValueError(
            f"show_numbers writes out a table of at most {MOST_NUMBERS} rows and columns, "
            f"not the shape {shape}."
        )
    return values


def _pictures_of(images: ArrayLike | Iterable[ArrayLike]) -> list[Values]:
    if isinstance(images, list | tuple):
        return [as_picture(image) for image in images]
    array = np.asarray(images)
    if array.ndim == 4 and array.shape[0] == 1:
        array = np.moveaxis(array[0], -1, 0)
    return [as_picture(image) for image in array]


def _display(html: str, words: str) -> None:
    """Hand HTML to the notebook; a script, which has none, shows nothing."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return
    from IPython.display import display

    display(Shown(html, words))
