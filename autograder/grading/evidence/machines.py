"""The interface of other machines, on which notebooks are run in the place of this one's engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from autograder.errors import AutograderError
from autograder.grading.evidence.evidence import Evidence
from autograder.grading.plan import Plan


class MachinesLostError(AutograderError, RuntimeError):
    """There are no machines any more: the run ends. What is graded until then is kept."""


@dataclass(frozen=True, eq=False)
class FarEvidence:
    """What a run on another machine gave."""

    evidence: Evidence
    """With all that was called there while it was judged."""
    held_up: bool = False
    """Whether that machine may be to blame for what is in it: it was too busy, or it was lost."""


class Machines(ABC):
    """Other machines that run plans. Any thread may use them."""

    places: int
    """How many plans to have under way, so that no machine waits for the next one."""

    def remarks(self) -> tuple[str, ...]:
        """What is to be told of them before they begin, in sentences."""
        return ()

    @abstractmethod
    def evidence(self, plan: Plan, fingerprint: str) -> FarEvidence | None:
        """What a run of the plan gave, of that fingerprint; None where it can't travel, and has to be run
        here. `PlanRunner` calls this for each submission.

        Raises:
            GraderError: no machine could run it.
            MachinesLostError: there are none any more.
        """
