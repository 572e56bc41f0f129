"""What black and white stand for in a grey picture, told in words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

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
    note = f"{lost} not finite, in pink" if lost else ""
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
    text = f"{value:.3g}"
    if abs(value) < 1 and float(text) != value:  # 0.0625 as it is, 0.33 for a third
        text = f"{value:.2g}"
    return "0" if float(text) == 0 else text.replace("-", "−")
