"""How an ordinary test cell of nbgrader is scored: by how it ended."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.questions.answer import Answer, CellEnd
from autograder.questions.exercise import Exercise
from autograder.questions.verdict import Finding, Outcome, Verdict
from autograder.values.call import NO_PORT, Port
from autograder.values.export import Export

NUMPY_NUMBER = re.compile(r"(?:np|numpy)\.\w+\((.*)\)", re.DOTALL)
"""How NumPy 2 shows a number of its own."""
ROUNDING = 1e-9
"""How far a sum of shares may lie above the points, as a part of them."""
NOT_REACHED = CellEnd(whole=False)


@dataclass(frozen=True, kw_only=True)
class OrdinaryTestExercise(Exercise[None]):
    """A test that runs in the student's own process, scored as nbgrader scores it.

    Nothing is taken out of the notebook and nothing is compared: the grader sees only how the cell
    ended. Unlike nbgrader it is not moved by warnings, and it takes no number for a mark that is
    none; a cell that did not run to its end gives nothing.
    """

    def exports(self) -> tuple[Export, ...]:
        """Nothing: the cell is run."""
        return ()

    def score(self, ended: CellEnd) -> tuple[float, bool]:
        """The points, and whether the cell gave a number that can't be a mark.

        The rule is nbgrader's (`determine_grade` in its utils.py): an error gives 0, a number as the
        last value is the mark, any other end gives all points.
        """
        if not ended.whole:
            return 0.0, False
        number = number_in(ended.result)
        if number is None:
            return self.points, False
        if not 0 <= number <= self.points * (1 + ROUNDING):  # not true of NaN either
            return 0.0, True
        return min(number, self.points), False

    def judge(
        self, answer: Answer, expected: None, untouched: Answer, port: Port = NO_PORT
    ) -> Verdict:
        """The points by `score`, with a sentence on how the cell ended."""
        ended = answer.ended or NOT_REACHED
        points, refused = self.score(ended)
        outcome, message = self._tell(ended, points, refused)
        if answer.unchanged and points == 0:
            outcome, message = "not attempted", "Not attempted yet."
        return Verdict(self.id, outcome, points, self.points, message)

    def _tell(self, ended: CellEnd, points: float, refused: bool) -> tuple[Outcome, str]:
        if refused:
            return "error", f"This test gave a number that is no mark from 0 to {self.points:g}."
        if ended.whole and points == self.points:
            return "correct", "Right."
        if ended.whole:
            return ("partial" if points else "wrong"), f"The test gave {points:g} points."
        if not ended.error:
            return "error", "The notebook stopped before this test was run to its end."
        return "wrong", f"The test ended with `{ended.error}`.{self.addition}"

    @property
    def addition(self) -> str:
        """What is added where the test ended with an error."""
        return ""

    def findings(
        self, answer: Answer, expected: None, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """None: see `judge`."""
        return ()


def number_in(text: str | None) -> float | None:
    """The number that a cell's last value is, as it was shown; None where it is none."""
    if text is None:
        return None
    found = NUMPY_NUMBER.fullmatch(text.strip())
    try:
        number = float(found[1] if found else text)
    except ValueError:
        return None
    return number if math.isfinite(number) else math.nan
