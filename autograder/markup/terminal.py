"""Text as a terminal shows it: colours, bold, underlined, in HTML with the classes of nbconvert's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from html import escape
from itertools import islice
from typing import Any

ESCAPE = re.compile(r"\x1b(?:\[([\d;]{0,60})([@-~])?)?")
"""An escape: numbers, and a letter. Of one that is none the beginning is left out."""
COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
MOST_ESCAPES = 5000
"""In one text; what comes after the last is plain."""
STEPS = (0, 95, 135, 175, 215, 255)
"""Of red, green and blue in the colours from 16 to 231."""


@dataclass(frozen=True)
class Look:
    """How characters look."""

    front: str = ""
    """The name of a colour, or `rgb(...)`."""
    back: str = ""
    bold: bool = False
    underlined: bool = False
    inverse: bool = False

    def shown(self, text: str) -> str:
        """The text as HTML."""
        if self == PLAIN or not text:
            return escape(text, quote=False)
        front, back = (self.front, self.back) if not self.inverse else (self.back, self.front)
        classes, styles = [], []
        for colour, place, style in ((front, "fg", "color"), (back, "bg", "background-color")):
            if colour.startswith("rgb"):
                styles.append(f"{style}: {colour}")
            elif colour:
                classes.append(f"{colour}-{place}")
            elif self.inverse:
                classes.append(f"ansi-default-inverse-{place}")
        classes += ["ansi-bold"] * self.bold + ["ansi-underline"] * self.underlined
        marks = f' class="{" ".join(classes)}"' if classes else ""
        marks += f' style="{"; ".join(styles)}"' if styles else ""
        return f"<span{marks}>{escape(text, quote=False)}</span>"


PLAIN = Look()


def terminal_html(text: str) -> str:
    """The text as HTML, whatever escapes are in it. Nothing of it is a tag."""
    look, at, written = PLAIN, 0, []
    for found in islice(ESCAPE.finditer(text), MOST_ESCAPES):
        written.append(look.shown(text[at : found.start()]))
        at = found.end()
        if found[2] == "m":
            look = _changed(look, [int(number or 0) for number in found[1].split(";")])
    rest = ESCAPE.search(text, at)
    end = len(text) if rest is None else rest.start()
    plain = PLAIN.shown(ESCAPE.sub("", text[end:]))
    return "".join((*written, look.shown(text[at:end]), plain))


def _changed(look: Look, numbers: Sequence[int]) -> Look:
    left = iter(numbers)
    for number in left:
        if number == 38:
            look = replace(look, front=_extended(left))
        elif number == 48:
            look = replace(look, back=_extended(left))
        else:
            look = replace(look, **CHANGES.get(number, {}))
    return look


def _extended(left: Iterator[int]) -> str:
    """A colour by its number, or by its red, green and blue; none where that makes no sense."""
    kind = next(left, None)
    parts = [next(left, -1) for _ in range({2: 3, 5: 1}.get(kind or 0, 0))]
    if not parts or not all(0 <= part < 256 for part in parts):
        return ""
    if kind == 2:
        return f"rgb({parts[0]}, {parts[1]}, {parts[2]})"
    (number,) = parts
    if number < 16:
        return _name(number)
    if number < 232:
        number -= 16
        return "rgb({}, {}, {})".format(*(STEPS[number // place % 6] for place in (36, 6, 1)))
    grey = 8 + (number - 232) * 10
    return f"rgb({grey}, {grey}, {grey})"


def _name(number: int) -> str:
    return f"ansi-{COLOURS[number % 8]}{'-intense' if number >= 8 else ''}"


CHANGES: Mapping[int, Mapping[str, Any]] = {
    0: asdict(PLAIN),
    1: {"bold": True},
    4: {"underlined": True},
    7: {"inverse": True},
    21: {"bold": False},
    22: {"bold": False},
    24: {"underlined": False},
    27: {"inverse": False},
    39: {"front": ""},
    49: {"back": ""},
    **{30 + n: {"front": _name(n)} for n in range(8)},
    **{40 + n: {"back": _name(n)} for n in range(8)},
    **{90 + n: {"front": _name(n + 8)} for n in range(8)},
    **{100 + n: {"back": _name(n + 8)} for n in range(8)},
}
"""Number -> what it changes of a look."""
