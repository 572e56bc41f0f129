"""What one run of one notebook gave, and what was called while it was judged."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.engine.session import Run, StepIncident
from autograder.values.call import Call, Reply
from autograder.values.export import Export


@dataclass(frozen=True, eq=False)
class RecordedCall:
    """A call that was made, and what came back."""

    step: int
    """The step at which the called function or layer was kept."""
    export: Export
    isolated: bool
    """Whether it was made beside NumPy alone."""
    call: Call
    reply: Reply


@dataclass(frozen=True, eq=False)
class CallRecord:
    """All that was called for one judging, in its order."""

    calls: tuple[RecordedCall, ...] = ()
    can_isolate: bool = False
    """Whether there was a process beside NumPy alone to call."""
    incidents: tuple[StepIncident, ...] = ()
    """What happened in calls."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything that judging needs of one run."""

    fingerprint: str
    """Of what made it; see `fingerprint.fingerprint`."""
    walled: bool
    """Whether a sandbox stood around it."""
    run: Run
    judged: CallRecord
    """What the whole question had called."""
    public: CallRecord | None = None
    """What the public parts alone had called, where they were judged by themselves."""
