"""What is the matter with a wrong output, in words: where it differs, never what should stand there."""

from __future__ import annotations

import numpy as np

from autograder.questions.output.explaining import WrongOutput
from autograder.questions.shape.part import AXES

MOST_PLACES = 3
"""As many wrong values are told one by one."""
COUNTED = 150
"""Of more values a share is told."""


def described(shape: tuple[int, ...], wrong: WrongOutput) -> str:
    """What is the matter with an array of the student's `shape`."""
    name, given, right = wrong.part.answer, wrong.given, wrong.right
    if given.shape != right.shape:
        off = [axis for axis, a, b in zip(AXES, given.shape, right.shape, strict=True) if a != b]
        return f"`{name}` has the shape {shape}: the {' and '.join(off)} should be different."
    if not np.isfinite(given).all():
        return f"`{name}` holds NaN or infinity: every entry must be a number."
    places = wrong.wrong_places()
    if wrong.can_be_guessed:
        return f"`{name}` has the right shape, but not the right values."
    return f"`{name}` has the right shape, but {_where(places)}."


def _where(places: np.ndarray) -> str:
    """Where the values are wrong."""
    count, size = int(places.sum()), places.size
    if count <= MOST_PLACES and count < size:
        cells = [_cell(place, places.shape) for place in np.argwhere(places)]
        which = cells[0] if count == 1 else f"{', '.join(cells[:-1])} and {cells[-1]}"
        one = "one of its values is wrong" if count == 1 else f"{count} of its values are wrong"
        return f"{one}: in {which}, counted from 0"
    if _at_the_border(places):
        return "the values at its border are wrong; inside all is well"
    if size > COUNTED:
        return f"{max(count / size, 0.01):.0%} of its values differ from what they should be"
    if count == size:
        return "none of its values is what it should be"
    return f"{count} of its {size} values differ from what they should be"


def _cell(place: np.ndarray, shape: tuple[int, ...]) -> str:
    picture, row, column, channel = (int(index) for index in place)
    words = [f"row {row}, column {column}"]
    if shape[0] > 1:
        words.append(f"of picture {picture}")
    if shape[3] > 1:
        words.append(f"in channel {channel}")
    return " ".join(words)


def _at_the_border(places: np.ndarray) -> bool:
    inside = places[:, 1:-1, 1:-1]
    return inside.size >= 4 and not inside.any()
