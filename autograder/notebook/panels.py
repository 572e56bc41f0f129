"""One picture, or one kernel with its numbers, drawn at a place in a matplotlib figure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Values = NDArray[np.float64]
Place = tuple[float, float, float, float]
"""Left, foot, width and height, in inches."""

BLUE, WHITE, ORANGE = "#2b6cb8", "#f7f7f7", "#e8862a"
"""Negative, zero, positive: two hues that colour-blind readers tell apart."""
RED = "#c03020"
"""Where a value is not a finite number."""

NUMBERED = 7
"""Kernels up to this side are shown with their numbers, larger ones in colours only."""

DIM = 0.3
"""An output of 0..1 that stays below this is stretched, to be seen at all."""


@dataclass(frozen=True)
class Scale:
    """What black and white stand for in a picture."""

    black: float
    white: float
    caption: str
    """In words, empty where black is 0 and white is 1."""


def scale_of(picture: Values, *, stretch: bool) -> Scale:
    """What black and white stand for in a grey picture (h, w).

    0 and 1 where the values lie between them; with negative values zero is the middle grey; else
    from 0 to the largest. A dim picture is stretched to its largest value if `stretch`.
    """
    finite = picture[np.isfinite(picture)]
    lost = picture.size - finite.size
    note = f"{lost} not finite, in red" if lost else ""
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    rounding = 1e-6 * max(1.0, high)
    span = f"from {number(low)} to {number(high)}"
    if low < -rounding:
        size = max(-low, high)
        return Scale(-size, size, ", ".join(filter(None, [f"{span}, 0 is grey", note])))
    if high > 1 + rounding or (stretch and rounding < high < DIM):
        return Scale(0.0, high, ", ".join(filter(None, [f"{span}, 0 is black", note])))
    return Scale(0.0, 1.0, note)


def number(value: float) -> str:
    """A number in few characters, with a true minus sign: 0.11, −4, 12.5."""
    text = f"{value:.2g}" if abs(value) < 1 else f"{value:.3g}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def _axes(figure: "Figure", rect: Place) -> Any:
    """Axes without ticks at (left, foot, width, height) in inches."""
    width, height = figure.get_size_inches()
    left, foot, wide, tall = rect
    axes = figure.add_axes((left / width, foot / height, wide / width, tall / height))
    axes.set_axis_off()
    return axes


def picture_panel(
    figure: "Figure",
    rect: Place,
    picture: Values,
    title: str,
    *,
    stretch: bool,
    sizes: tuple[float, float],
) -> None:
    """A picture with its title above, its size and scale below, in letters of the two sizes."""
    import matplotlib

    axes = _axes(figure, rect)
    if picture.ndim == 3:
        caption = "values beyond 0 and 1 are cut" if np.any(np.abs(picture - 0.5) > 0.501) else ""
        axes.imshow(np.clip(np.nan_to_num(picture), 0, 1), interpolation="antialiased")
    else:
        scale = scale_of(picture, stretch=stretch)
        caption = scale.caption
        axes.imshow(
            np.ma.masked_invalid(picture),
            cmap=matplotlib.colormaps["gray"].with_extremes(bad=RED),
            vmin=scale.black,
            vmax=scale.white,
            interpolation="antialiased",
        )
    axes.set_title(title, size=sizes[0], pad=5, parse_math=False)
    note = f"{picture.shape[0]} × {picture.shape[1]}\n{caption}".strip()
    width, height = figure.get_size_inches()
    below = ((rect[0] + rect[2] / 2) / width, (rect[1] - 0.06) / height)
    figure.text(*below, note, size=sizes[1], ha="center", va="top", alpha=0.75, linespacing=1.35)


def kernel_panel(figure: "Figure", rect: Place, kernel: Values) -> None:
    """A kernel (kh, kw) as coloured cells, white at zero, with its numbers up to 7 x 7."""
    from matplotlib.colors import LinearSegmentedColormap

    axes = _axes(figure, rect)
    rows, columns = kernel.shape
    finite = np.abs(kernel[np.isfinite(kernel)])
    most = float(finite.max()) if finite.size and finite.max() > 0 else 1.0
    colours = LinearSegmentedColormap.from_list("kernel", [BLUE, WHITE, ORANGE])
    axes.imshow(kernel, cmap=colours, vmin=-most, vmax=most, interpolation="nearest", aspect="auto")
    axes.set_title(f"kernel {rows} × {columns}", size=9.5, pad=5)
    if max(rows, columns) > NUMBERED:
        return
    ends = (-0.5, columns - 0.5, -0.5, rows - 0.5)
    axes.hlines(np.arange(rows + 1) - 0.5, *ends[:2], color="#808080", lw=0.7, clip_on=False)
    axes.vlines(np.arange(columns + 1) - 0.5, *ends[2:], color="#808080", lw=0.7, clip_on=False)
    cell = rect[2] / columns * 72  # points
    longest = max(len(number(float(value))) for value in kernel.flat)
    size = min(13.0, 0.4 * cell, 1.4 * cell / longest)
    for (row, column), value in np.ndenumerate(kernel):
        ink = "white" if value < -0.6 * most else "#101010"
        axes.text(column, row, number(float(value)), size=size, ha="center", va="center", color=ink)
