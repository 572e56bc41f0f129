"""Which slips explain a wrong output."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.convolution.layers import MaxPooling2D
from autograder.convolution.sizes import Shape
from autograder.convolution.slips.arrays.table import (
    DAILY,
    PAIRED,
    WORK_SLIPS,
    Tried,
    explained_work,
)
from autograder.convolution.slips.arrays.work import LayerWork
from autograder.convolution.slips.search import after_one
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS, explained_shape
from autograder.convolution.slips.shapes.walk import SIZES, Walk
from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.questions.output.full_rank import near_output
from autograder.questions.output.part import ExpectedOutput, OutputPart
from autograder.questions.output.sentences import sentence
from autograder.questions.shape.sentences import sentence as shape_sentence
from autograder.questions.verdict import Explained

PEN, PEN_BESIDES = SlipStep("slip-of-the-pen"), SlipStep("slip-of-the-pen", Rank.DAILY)
MOST_WRONG = 1 / 6
"""Up to this share of the values those that a slip leaves wrong are slips of the pen."""
FEW = 3
"""Wrong values that show two slips at once: fewer may do so by chance."""
MOST_TOLD = 3
"""Wrong values that are slips of the pen where all others are right."""
FEWEST_BESIDES = 6
"""Values, of which some may be slips of the pen beside another slip."""
MOST_FOR_ALL = 65536
"""In pictures with more pixels only the slips are looked for that are made every day."""
MOSTLY = 0.8
"""Share of right values in an array of the wrong shape from which it is explained by its shape."""
MOST_PIXELS = 4096
"""Pictures with more pixels are not tried with two slips at once: that would take too long."""


@dataclass(frozen=True, eq=False)
class WrongOutput:
    """A student's array that is not what the layer gives."""

    part: OutputPart
    given: np.ndarray
    """With four axes where it can be read so, else as it came."""
    expected: ExpectedOutput
    tolerance: float

    @property
    def work(self) -> LayerWork:
        """What was asked."""
        return self.part.work(self.expected.images)

    def ways(self) -> tuple[Explained, ...]:
        """All that explain it: slips after which it is exactly right; else a few values aside; else what
        explains its shape."""
        if not np.isfinite(self.given).all() or self._says_nothing:
            return ()
        layer = self.part.layer
        large = self.expected.images.size > MOST_FOR_ALL
        tried = list(after_one(self.work, DAILY if large else WORK_SLIPS, LayerWork.done))
        two = self.expected.images.size <= MOST_PIXELS and self.seen >= FEW
        with np.errstate(all="ignore"):  # a student's array may hold anything
            found = explained_work(tried, self._is_given, self._is_near, two)
            if not found and self.given.ndim == 4:
                found = self._but_for_the_pen(tried)
        if found:
            return tuple(Explained(steps, sentence(steps, layer), self.seen) for steps in found)
        return self._of_its_shape() if self.given.shape != self.right.shape else ()

    @property
    def right(self) -> np.ndarray:
        """What the layer gives."""
        return self.expected.output

    @property
    def _says_nothing(self) -> bool:
        """Whether all values are one, as in an array that was made and never filled."""
        one_value = self.given.size > 1 and np.unique(self.given).size == 1
        return one_value and np.unique(self.right).size > 1

    def wrong_places(self) -> np.ndarray:
        """Where it differs, (n, h, w, c) booleans; of its right shape only."""
        with np.errstate(all="ignore"):
            return np.asarray(~(np.abs(self.given - self.right) <= self.tolerance))

    @property
    def can_be_guessed(self) -> bool:
        """Whether a value that is known to be wrong is as good as mended: all are black or white."""
        return max(np.unique(self.expected.images).size, np.unique(self.right).size) <= 2

    def _is_given(self, output: np.ndarray) -> bool:
        return output.shape == self.given.shape and near_output(output, self.given, self.tolerance)

    def _is_near(self, output: np.ndarray) -> bool:
        """Whether one slip more may lead to it."""
        if output.size != self.given.size:
            return False
        # a slip that changes nothing here leads nowhere
        same = output.shape == self.right.shape
        return not (same and near_output(output, self.right, self.tolerance))

    @cached_property
    def seen(self) -> int:
        """How many different values show a slip."""
        if self.given.shape != self.right.shape:
            return max(2, np.unique(self.given).size)
        if self.can_be_guessed:
            return 1
        return int(np.unique(self.given[self.wrong_places()]).size)

    def _but_for_the_pen(self, tried: Tried) -> list[tuple[SlipStep, ...]]:
        """What explains all but very few values."""
        most = max(1, int(self.given.size * MOST_WRONG))
        if self.given.size < 4 or self.can_be_guessed:
            return []
        if self.given.shape == self.right.shape:
            few = min(MOST_TOLD, max(1, self.given.size // 3))
            if self.wrong_places().sum() <= few:
                return [(PEN,)]
        found: list[tuple[int, tuple[SlipStep, ...]]] = []
        if self.given.size < FEWEST_BESIDES:
            return []
        for changed, output in tried:
            if output.shape != self.given.shape or changed.steps[0].slip not in BESIDE_THE_PEN:
                continue
            off = int((np.abs(output - self.given) > self.tolerance).sum())
            if off <= most and self._agree(output) >= FEW:
                found.append((off, (*changed.steps, PEN_BESIDES)))
        fewest = min((off for off, _ in found), default=0)
        return [steps for off, steps in found if off == fewest]

    def _agree(self, output: np.ndarray) -> int:
        """How many different values the slip explains that the right answer doesn't."""
        shown = np.abs(output - self.given) <= self.tolerance
        if self.given.shape == self.right.shape:
            shown &= self.wrong_places()
        return int(np.unique(self.given[shown]).size)

    def _known_values(self) -> float:
        """The share of its values that stand in the right output, too."""
        known = np.sort(self.right, axis=None)
        after = np.searchsorted(known, self.given).clip(max=known.size - 1)
        with np.errstate(all="ignore"):
            nearest = np.minimum(
                np.abs(known[after] - self.given), np.abs(known[(after - 1).clip(0)] - self.given)
            )
        return float((nearest <= self.tolerance).mean()) if self.given.size else 0.0

    def _of_its_shape(self) -> tuple[Explained, ...]:
        if self.given.ndim != 4 or self._known_values() < MOSTLY:
            return ()
        if isinstance(self.part.layer, MaxPooling2D):
            return ()  # the largest values are the same in many windows
        shape: Shape = self.given.shape
        n, rows, columns, channels = self.expected.images.shape
        walk = Walk((self.part.layer,), (n, rows, columns, channels))
        ways = [
            steps
            for steps in (changed.steps for changed in explained_shape(walk, shape))
            if len(steps) == 1 and steps[0].slip in (KEPT if self.can_be_guessed else OF_SIZES)
        ]
        likeliest = min((steps[0].order for steps in ways), default=0)
        best = [steps for steps in ways if steps[0].order == likeliest]
        if any(steps[0].slip in COMPUTED for steps in best):
            return ()  # the likeliest would have given other values than these
        return tuple(Explained(steps, shape_sentence(steps, walk.layers), 1) for steps in best)


BESIDE_THE_PEN = {slip.name for slip in PAIRED}
"""Slips beside which some values may be slips of the pen."""
KEPT = {"input-shape"}
"""What is told where the values say nothing: all sizes come about somehow."""
COMPUTED = {slip.name for slip in WORK_SLIPS}
OF_SIZES = {slip.name for slip in SHAPE_SLIPS if slip.shows == SIZES and slip.rank < Rank.RARE}
"""Slips that say what comes out, and slips about sizes."""
