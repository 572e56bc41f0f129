"""What students have of a question for a layer."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.questions.layer.judging import ExpectedCalls, LayerExercise
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicLayer(LayerExercise, PublicQuestion[ExpectedCalls]):
    """The public calls, and what a right layer gives."""

    calls: ExpectedCalls
    more: bool
    """Whether the grader has more inputs than these."""

    @property
    def hidden_probes(self) -> bool:
        """Known to be there, not what they are."""
        return self.more

    def expected(self) -> ExpectedCalls:
        """What was published."""
        return self.calls
