"""The outcome of one question."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from autograder.convolution.slips.slip import SlipStep

Outcome = Literal["correct", "partial", "wrong", "not attempted", "error", "needs manual"]


@dataclass(frozen=True, eq=False)
class Picture:
    """Images that show a verdict: each (height, width) or, in colour, (height, width, 3), any range."""

    title: str
    input: np.ndarray
    output: np.ndarray | None
    """The student's; None where there is none of the right size."""
    expected: np.ndarray | None
    """None where the right one is what is asked for: it is never shown, then."""
    kernel: np.ndarray | None = None
    """The student's kernel (kh, kw), printed beside the images; of a 1 x 1 kernel its (C, F)."""
    kernel_note: str = ""
    """What is said below the kernel, in one line or more."""
    wrong: np.ndarray | None = None
    """Where the output is wrong, (height, width) booleans, marked where there is no `expected`; None
    where that would give the right one away."""


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
    origin: str = ""
    """Where the first number that differs comes from, in one line."""


@dataclass(frozen=True)
class WindowRow:
    """A window on its way along one axis of a picture, as an answer counts its places."""

    part: str
    """The part of the question."""
    axis: str
    """`rows` or `columns`."""
    size: int
    """Pixels of the picture along it."""
    before: int
    """Zeros before them."""
    after: int
    """Zeros behind them."""
    window: int
    """Pixels that the window covers."""
    stride: int
    count: int
    """How often it stands there, as the answer has it."""


Drawing = Callable[[], WindowRow | None]
"""Draws, where it is asked for: of all that explains an answer one way is shown."""


def nothing_drawn() -> None:
    """Where there is nothing to draw."""


@dataclass(frozen=True)
class Explained:
    """One way in which a wrong part came about, and what the student is told of it."""

    steps: tuple[SlipStep, ...]
    """The slips after which the answer is exactly right."""
    sentence: str
    """It may speak of the student's own numbers, and gives no right one away."""
    seen: int = 1
    """How many numbers show it independently."""
    row: Drawing = nothing_drawn
    """Where the windows of the answer lie to somebody who makes these slips."""
    where: str = ""
    """The place in the question, as the beginning of the sentence: "Layer 2, MaxPooling2D"."""


@dataclass(frozen=True)
class ToldSlip:
    """One slip that explains one part of an answer."""

    slip: str
    part: str
    layer: int | None = None
    """The number of the layer in its chain, from 0, where it was made in one of several."""
    axis: int | None = None
    """0 for the rows, 1 for the columns, where it was made on one of them alone."""


@dataclass(frozen=True, eq=False)
class Finding:
    """What was found on one part of a question."""

    part: str
    """The variable or line that was judged, as the student knows it."""
    outcome: Literal["correct", "wrong", "not attempted", "error"]
    message: str = ""
    ways: tuple[Explained, ...] = ()
    """All that explain exactly this wrong answer."""
    pictures: tuple[Picture, ...] = ()
    row: Drawing = nothing_drawn
    """Where the windows of the answer lie, as far as nothing explains it."""
    trial: Trial | None = None
    """A call that shows what `message` says."""
    against: frozenset[tuple[str, Hashable]] = frozenset()
    """Of a right part: the slips that would have made it wrong, each with its occasion."""
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
    slips: tuple[ToldSlip, ...] = ()
    """The slips that explain the answer, the first first."""
    pictures: tuple[Picture, ...] = field(default=(), repr=False, compare=False)
    rows: tuple[WindowRow, ...] = field(default=(), repr=False, compare=False)
    trials: tuple[Trial, ...] = field(default=(), repr=False, compare=False)
    """Calls of the student's function, written out in `message`."""
    nudge: str = field(default="", repr=False, compare=False)
    """The message with what it asks in the place of the ideas: for a first try, live."""
    brief: str = field(default="", repr=False)
    """The message without the calls that are written out; empty where there are none."""
    parts: tuple[tuple[str, float], ...] = field(default=(), repr=False, compare=False)
    """Of each part, in order: its name, and how much of its points it gives, from 0 to 1."""
    hidden_decides: bool = False
    """Whether the grader has more probes than this verdict has seen (live checks only)."""

    @property
    def mistake(self) -> str | None:
        """The name of what explains it best."""
        return self.slips[0].slip if self.slips else None

    def without_pictures(self) -> Verdict:
        """The same verdict in words: pictures and the arrays of trials take most of its room."""
        return replace(self, pictures=(), rows=(), trials=(), nudge="")

    @property
    def needs_manual(self) -> bool:
        """Whether a person must mark this question."""
        return self.outcome == "needs manual"
