"""What `autograder doctor` prints: which walls stand on this machine, and what that means."""

from __future__ import annotations

from autograder.engine.sandbox.survey import Survey


def report(survey: Survey) -> str:
    """The survey as text, a line for each part."""
    raise NotImplementedError
