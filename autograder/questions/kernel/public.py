"""What students have of a question for kernels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.questions.kernel.judging import ExpectedKernel, KernelExercise
from autograder.questions.public_question import PublicQuestion

Expected = Mapping[str, ExpectedKernel]


@dataclass(frozen=True, kw_only=True)
class PublicKernel(KernelExercise[Expected], PublicQuestion[Expected]):
    """The outputs of right kernels on the public probes; no kernel."""

    kernels: Mapping[str, ExpectedKernel]
    """By name."""
    more: bool
    """Whether the grader has more probes than these."""

    @property
    def hidden_probes(self) -> bool:
        """Known to be there, not what they are."""
        return self.more

    def expected(self) -> Expected:
        """What was published."""
        return self.kernels
