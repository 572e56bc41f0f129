"""What one notebook gave for one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.values.export import Export
from autograder.values.value import Value


@dataclass(frozen=True)
class CellEnd:
    """How an ordinary test cell, which runs as code, came to its end."""

    whole: bool
    """Whether it was run, and ended without an error."""
    error: str = ""
    """The name of the exception that ended it. Text from a submission: never trust it."""
    result: str | None = None
    """The value of its last expression as text, where it showed one. Never trust it."""


@dataclass(frozen=True, eq=False)
class Answer:
    """Everything that one notebook gave for one question, as data."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """By `Export.key`."""
    printed: str | None = None
    """What the answer's own cell printed at its last run; None where it was not run."""
    reached: bool = True
    """Whether the notebook came as far as the check cell."""
    broken: str = ""
    """The error with which the answer's own cell ended, in words; empty where it did not, or where
    that is not known. Text from a submission: never trust it."""
    ended: CellEnd | None = None
    """How the cell of an ordinary test ended; None for other questions."""
    unchanged: bool = False
    """Whether the answer is, to the letter, what was released; looked at for cells that only
    nbgrader knows."""

    def value(self, export: Export) -> Value:
        """The value for an export; a problem where nothing came out for it."""
        return self.values.get(export.key, Value(problem="not-reached"))
