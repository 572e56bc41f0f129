"""The colours of the course: colour-blind readers can tell them apart, and they print well in grey.

From M. Okabe and K. Ito, "Color Universal Design" (2008); the pale ones are for areas under text.
"""

BLUE = "#0072b2"
ORANGE = "#d55e00"
SKY = "#56b4e9"
AMBER = "#e69f00"
GREEN = "#009e73"
PINK = "#cc79a7"
GREY = "#7f8790"
PALE_BLUE = "#cfe5f5"
PALE_ORANGE = "#f9dcc6"
SOFT = "#52606d"
"""Of text that matters less; on white its contrast is 6.5."""


def ink_on(ground: str) -> str:
    """Black or white, whichever can be read better on a ground: one has a contrast of 4.5 at least."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.1, contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    levels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
