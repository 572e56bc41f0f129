"""What students have of an ordinary test cell."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.ordinary_test.judging import OrdinaryTestExercise
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicOrdinaryTest(OrdinaryTestExercise, PublicQuestion[None]):
    """Nothing but the statement and the hint: the cell itself stands in the notebook, which runs it
    and needs no verdict."""

    def expected(self) -> None:
        """Nothing is compared."""
