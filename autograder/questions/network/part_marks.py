"""The marks for a layer that is not quite what was asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from autograder.convolution.network import LINEAR, Stage


@dataclass(frozen=True)
class PartMarks:
    """What is left of a layer's points, from 0 to 1, where its size and its weights are right and something
    else is not; the least of them where several things are not."""

    other_kind: float = 0.5
    """It is of another class, AveragePooling2D for MaxPooling2D say, or its window is another one."""
    other_activation: float = 0.5
    """It has none, or another than it should have."""
    added_activation: float = 0.0
    """It has one and should have none."""
    layers_beside: float = 0.0
    """Of the last layer: there are layers beside those that are asked for, Dropout say."""

    def of(self, stage: Stage, right: Stage) -> float:
        """What is left where this is built in place of what is right, of the same size."""
        alike = (stage.kind, stage.window) == (right.kind, right.window)
        shares = [] if alike else [self.other_kind]
        if stage.activation != right.activation:
            added = right.activation == LINEAR
            shares.append(self.added_activation if added else self.other_activation)
        return min(shares)

    @property
    def pieces(self) -> int:
        """Into how many equal pieces the points of a layer come apart."""
        shares = [Fraction(share).limit_denominator(12) for share in vars(self).values()]
        return math.lcm(*(share.denominator for share in shares))
