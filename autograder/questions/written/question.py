"""Written text, marked by a person in nbgrader."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.questions.answer import Given, Wanted
from autograder.questions.question import Probe, Question
from autograder.questions.verdict import Finding, Verdict


@dataclass(frozen=True, kw_only=True)
class WrittenQuestion(Question):
    """A text. The autograder gives no points: a person does, with the guide."""

    kind: ClassVar[str] = "written"

    guide: str
    """What a marker should look for. Staff only."""

    @property
    def automatic(self) -> bool:
        """Never: a person marks it."""
        return False

    def wanted(self) -> tuple[Wanted, ...]:
        """Nothing: the text stands in the notebook."""
        return ()

    def expected(self, reference: Given, probe: Probe) -> None:
        """Nothing is compared."""

    def findings(self, given: Given, expected: Any, untouched: Given) -> Sequence[Finding]:
        """None: see `judge`."""
        return ()

    def judge(self, given: Given, expected: Any, untouched: Given) -> Verdict:
        """Waits for a person, whatever is written."""
        return Verdict(
            self.id, "needs manual", None, self.points, "A person reads and marks this answer."
        )

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Nothing but the statement and the hint; never the guide."""
        return {}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The live question, without the guide."""
        return cls(**common, guide=""), None

    def mistaken(self, expected: Any) -> Mapping[str, Hashable | None]:
        """No mistake of the catalogue is about texts."""
        return {}
