"""An ordinary test cell of nbgrader: code that raises, or whose last value is the mark."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.questions.answer import Ended, Given, Wanted
from autograder.questions.question import Probe, Question
from autograder.questions.verdict import Finding, Outcome, Verdict

NUMPY_NUMBER = re.compile(r"(?:np|numpy)\.\w+\((.*)\)", re.DOTALL)
"""How NumPy 2 shows a number of its own."""
ROUNDING = 1e-9
"""How far a sum of shares may lie above the points, as a part of them."""
NOT_REACHED = Ended(whole=False)


@dataclass(frozen=True, kw_only=True)
class OrdinaryTest(Question):
    """A test that runs in the student's own process, scored as nbgrader scores it.

    Nothing is taken out of the notebook and nothing is compared: the grader sees only how the cell
    ended. Unlike nbgrader it is not moved by warnings, and it takes no number for a mark that is
    none; a cell that did not run to its end gives nothing.
    """

    kind: ClassVar[str] = "ordinary-test"

    hidden: bool = False
    """Whether it tests more than students see."""

    def wanted(self) -> tuple[Wanted, ...]:
        """Nothing: the cell is run."""
        return ()

    def expected(self, reference: Given, probe: Probe) -> None:
        """Nothing is compared, but the master must pass. ValueError where it does not."""
        ended = reference.ended or NOT_REACHED
        points, _ = self.score(ended)
        if points != self.points:
            why = f": its test ends with {ended.error}" if ended.error else ""
            raise ValueError(f"the master itself gets {points:g} of {self.points:g} points{why}")

    def score(self, ended: Ended) -> tuple[float, bool]:
        """The points, and whether the cell gave a number that can't be a mark.

        The rule is nbgrader's (`determine_grade` in its utils.py): an error gives 0, a number as the
        last value is the mark, any other end gives all points.
        """
        if not ended.whole:
            return 0.0, False
        number = number_shown(ended.result)
        if number is None:
            return self.points, False
        if not 0 <= number <= self.points * (1 + ROUNDING):  # not true of NaN either
            return 0.0, True
        return min(number, self.points), False

    def judge(self, given: Given, expected: Any, untouched: Given) -> Verdict:
        """The points by `score`, with a sentence on how the cell ended."""
        ended = given.ended or NOT_REACHED
        points, refused = self.score(ended)
        outcome, message = self._tell(ended, points, refused)
        if given.unchanged and points == 0:
            outcome, message = "not attempted", "Not attempted yet."
        return Verdict(self.id, outcome, points, self.points, message)

    def _tell(self, ended: Ended, points: float, refused: bool) -> tuple[Outcome, str]:
        if refused:
            return "error", f"This test gave a number that is no mark from 0 to {self.points:g}."
        if ended.whole and points == self.points:
            return "correct", "Right."
        if ended.whole:
            return ("partial" if points else "wrong"), f"The test gave {points:g} points."
        if not ended.error:
            return "error", "The notebook stopped before this test was run to its end."
        more = " It tests more than is shown here." if self.hidden else ""
        return "wrong", f"The test ended with `{ended.error}`.{more}"

    def findings(self, given: Given, expected: Any, untouched: Given) -> Sequence[Finding]:
        """None: see `judge`."""
        return ()

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Nothing but the statement and the hint: the cell itself stands in the notebook."""
        return {}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The question; a live notebook runs its cell and needs no verdict."""
        return cls(**common), None

    def mistaken(self, expected: Any) -> Mapping[str, Hashable | None]:
        """No mistake of the catalogue: only the test knows what it looks for."""
        return {}


def number_shown(text: str | None) -> float | None:
    """The number that a cell's last value is, as it was shown; None where it is none."""
    if text is None:
        return None
    found = NUMPY_NUMBER.fullmatch(text.strip())
    try:
        number = float(found[1] if found else text)
    except ValueError:
        return None
    return number if math.isfinite(number) else math.nan
