"""The outcome of one question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

Outcome = Literal["correct", "partial", "wrong", "not attempted", "error", "needs manual"]


@dataclass(frozen=True)
class Picture:
    """Images that show a verdict: each (height, width), any range."""

    title: str
    input: np.ndarray
    given: np.ndarray | None
    """The student's output; None where there is none of the right size."""
    expected: np.ndarray
    kernel: np.ndarray | None = None
    """The student's kernel (kh, kw), printed beside the images."""


@dataclass(frozen=True)
class Finding:
    """What was found on one part of a question."""

    part: str
    """The variable or line that was judged, as the student knows it."""
    outcome: Literal["correct", "wrong", "not attempted", "error"]
    message: str = ""
    mistakes: tuple[str, ...] = ()
    """Names of all mistakes of the rubric that give exactly this wrong answer."""
    sentences: tuple[str, ...] = ()
    """The sentence of each of `mistakes`, which may speak of the student's own numbers."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Marks and feedback of one question."""

    question: str
    outcome: Outcome
    points: float | None
    """None where a person gives the mark."""
    max_points: float
    message: str
    mistake: str | None = None
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    hidden_decides: bool = False
    """Whether the grader has more probes than this verdict has seen (live checks only)."""

    @property
    def needs_manual(self) -> bool:
        """Whether a person must mark this question."""
        return self.outcome == "needs manual"
