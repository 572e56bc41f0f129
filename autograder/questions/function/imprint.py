"""What a function with slips gives on the public examples, as marks that stand for it.

Students' notebooks have these marks in place of arithmetic that makes slips: a mark is a short hash of
an output. Made where the public part is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from autograder.convolution.slips.slip import Rank, SlipPlace, SlipStep

LENGTH = 6
"""Characters in a mark."""
AS_RIGHT = "-" * LENGTH
"""The mark of what a right function gives."""
NOTHING = "!" * LENGTH
"""The mark of an error, and of an array with nothing in it."""

UNKNOWN = "?" * LENGTH
"""The mark of what may be anything."""

CELLS = 64
OFFSET = 0.31271
"""Numbers are rounded to cells so wide that single precision stays in them. The offset keeps whole
numbers, quarters, thirds and other simple fractions away from their borders."""
FARTHEST = 2.0**50


def mark(output: np.ndarray | None) -> str:
    """The mark of an output of any shape; None stands for an error."""
    if output is None or not output.size:
        return NOTHING
    with np.errstate(all="ignore"):  # a student's numbers may be anything
        cells = np.floor(np.asarray(output, np.float64) * CELLS + OFFSET)
    cells = np.nan_to_num(cells, nan=FARTHEST + 1, posinf=FARTHEST, neginf=-FARTHEST)
    whole = np.clip(cells, -FARTHEST, FARTHEST + 1).astype(np.int64)
    content = f"{output.shape}".encode() + whole.tobytes()
    return blake2b(content, digest_size=LENGTH // 2).hexdigest()


@dataclass(frozen=True)
class Imprint:
    """What one function with slips gives on some examples."""

    steps: tuple[SlipStep, ...]
    marks: tuple[str, ...]
    """One for each example."""

    def written(self) -> str:
        """As one line: "stride-on-one-axis:2:0: 8f3a12------", of each slip its name, rank, axis and
        idea, as far as there are any."""
        return f"{'+'.join(map(_written, self.steps))} {''.join(self.marks)}"

    @classmethod
    def read(cls, line: str) -> Imprint:
        """The one that `written` made a line of. ValueError for any other line."""
        steps, marks = line.split(" ")
        starts = range(0, len(marks), LENGTH)
        return cls(
            read_steps(steps),
            tuple(marks[start : start + LENGTH] for start in starts),
        )


def _written(step: SlipStep) -> str:
    axis = "" if step.place.axis is None else step.place.axis
    return f"{step.slip}:{int(step.rank)}:{axis}:{step.idea}"


def read_steps(steps: str) -> tuple[SlipStep, ...]:
    """The slips at the beginning of a line. ValueError where there are none."""
    return tuple(map(_read, steps.split("+")))


def _read(step: str) -> SlipStep:
    name, rank, axis, idea = step.split(":")
    return SlipStep(name, Rank(int(rank)), idea, SlipPlace(axis=int(axis) if axis else None))
