"""One output size that a question asks about."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.convolution.input_sizes import input_sizes
from autograder.convolution.layers import Layer, arguments
from autograder.convolution.slips.way_back import WayBack

MOST = 256
"""The largest size that a question may ask about: each of them is tried."""


@dataclass(frozen=True)
class InputSizesPart:
    """One output size: which inputs lead to it?"""

    answer: str
    """The variable that holds the sizes."""
    layer: Layer
    """It treats rows and columns alike, since the question is about one axis."""
    output: int
    """The size that comes out, on one axis."""
    largest: int = 64
    """Sizes from 1 to this one are asked for."""

    def __post_init__(self) -> None:
        """ValueError where the layer treats rows and columns differently, or too much is asked."""
        pairs = [value for value in arguments(self.layer).values() if isinstance(value, tuple)]
        if any(rows != columns for rows, columns in pairs):
            raise ValueError(f"`{self.answer}`: {self.layer} treats rows and columns differently")
        if not 1 <= self.largest <= MOST:
            raise ValueError(f"`{self.answer}`: largest must be from 1 to {MOST}")

    @property
    def way(self) -> WayBack:
        """The way back that is asked for."""
        return WayBack(self.layer, self.output, self.largest)

    def sizes(self) -> frozenset[int]:
        """The right sizes. ValueError where `largest` cuts some off."""
        sizes = frozenset(input_sizes(self.layer, self.output, self.largest))
        more = frozenset(input_sizes(self.layer, self.output, self.largest + 1))
        if more != sizes:
            raise ValueError(
                f"`{self.answer}`: {self.largest + 1} belongs to it, too: raise largest"
            )
        return sizes
