"""The outcome of one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

Outcome = Literal["correct", "partial", "wrong", "not attempted", "error", "needs manual"]


@dataclass(frozen=True, eq=False)
class Picture:
    """Images that show a verdict: each (height, width) or, in colour, (height, width, 3), any range."""

    title: str
    input: np.ndarray
    output: np.ndarray | None
    """The student's; None where there is none of the right size."""
    expected: np.ndarray
    kernel: np.ndarray | None = None
    """The student's kernel (kh, kw), printed beside the images; of a 1 x 1 kernel its (C, F)."""
    kernel_note: str = ""
    """What is said below the kernel, in one line or more."""


def drawable(images: np.ndarray) -> np.ndarray:
    """The first of images (n, h, w, c) as a picture shows it: (h, w, 3) where it has three
    channels, else its first channel (h, w)."""
    return images[0] if images.shape[3] == 3 else images[0, :, :, 0]


@dataclass(frozen=True, eq=False)
class Trial:
    """One call of a student's function that shows a verdict: what went in, what came out."""

    part: str
    """The part of the question that it belongs to."""
    call: str
    """The call as code."""
    arrays: Mapping[str, np.ndarray]
    """The arrays that went in, by the names in `call`."""
    result: np.ndarray | None
    """What the function gave; None where that is no array, or a gigantic one."""
    remark: str
    """What the function gave, in words, where it is not written out."""
    expected: np.ndarray


@dataclass(frozen=True, eq=False)
class Finding:
    """What was found on one part of a question."""

    part: str
    """The variable or line that was judged, as the student knows it."""
    outcome: Literal["correct", "wrong", "not attempted", "error"]
    message: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    """All mistakes of the rubric that give exactly this wrong answer: by name, what the student is told
    of each, which may speak of the student's own numbers."""
    pictures: tuple[Picture, ...] = ()
    trial: Trial | None = None
    """A call that shows what `message` says."""
    against: tuple[str, ...] = ()
    """Of a right part: the names of the rubric's mistakes that would have made it wrong."""
    share: float | None = None
    """How much of the part's points it gives, from 0 to 1; None: all of them where it is correct, else
    none."""

    @property
    def earned(self) -> float:
        """How much of the part's points it gives, from 0 to 1."""
        return float(self.outcome == "correct") if self.share is None else self.share

    @property
    def is_right(self) -> bool:
        """Whether nothing is to be said against the part."""
        return self.outcome == "correct" and self.earned == 1


@dataclass(frozen=True)
class Verdict:
    """Marks and feedback of one question. Two are equal that say the same, whatever they show."""

    question: str
    outcome: Outcome
    points: float | None
    """None where a person gives the mark."""
    max_points: float
    message: str
    mistake: str | None = None
    pictures: tuple[Picture, ...] = field(default=(), repr=False, compare=False)
    trials: tuple[Trial, ...] = field(default=(), repr=False, compare=False)
    """Calls of the student's function, written out in `message`."""
    brief: str = field(default="", repr=False)
    """The message without the calls that are written out; empty where there are none."""
    parts: tuple[tuple[str, float], ...] = field(default=(), repr=False, compare=False)
    """Of each part, in order: its name, and how much of its points it gives, from 0 to 1."""
    hidden_decides: bool = False
    """Whether the grader has more probes than this verdict has seen (live checks only)."""

    def without_pictures(self) -> Verdict:
        """The same verdict in words: pictures and the arrays of trials take most of its room."""
        return replace(self, pictures=(), trials=())

    @property
    def needs_manual(self) -> bool:
        """Whether a person must mark this question."""
        return self.outcome == "needs manual"
