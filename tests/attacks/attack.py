"""An attack: a whole submission that tries to gain or to harm something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.mini_course import RIGHT

Family = Literal[
    "forging", "reading", "harming", "escaping", "stopping", "submitting", "sharing", "showing"
]

Effect = Literal[
    "points",  # it got more points than its answers deserve
    "lost",  # it got fewer: what was right before the attack counts for nothing
    "harm",  # an honest submission lost points
    "loot",  # a secret text stands among its outputs
    "boast",  # it says that it did what it wanted, and it says so only then
    "change",  # a file or a right outside its own folder is another
    "contact",  # somebody outside was reached by a socket
    "victim",  # another process was killed, stopped, slowed down or traced
    "survivor",  # a process outlived the run
    "flood",  # the graded notebook is too large to be opened
    "swell",  # the grader's own memory grew
    "broken",  # the grader itself failed, or what it tells of the class can't be written
    "acts",  # an output runs, loads or covers something where it is shown
    "weighs",  # an output takes a browser long, or much of its memory, to show
    "steer",  # what it tells holds characters that steer a terminal
]

ShownIn = Literal[
    "plain nbgrader",  # test cells with assert, in the student's own kernel
    "no sandbox",  # this project's grading, by fresh processes
    "no limits",  # the same, with limits that nobody reaches
    "no caps",  # the same, where the grader reads frames of any length
    "no guard",  # the same, where the grader reads JSON of any depth
    "unpickling",  # the same, where arrays come as pickles
    "not cleaned",  # the same, where outputs are recorded as they come
    "raw names",  # the same, where names are told as they are
    "links followed",  # the same, where what a link leads to is taken for the student's
    "unbudgeted",  # the same, where a notebook's text is read whole, whatever it costs
    "uncounted",  # the same, where a notebook may have any number of cells and lines
    "recursive walk",  # the same, where a function calls itself for each folder in a folder
]

FULL = (2.0, 2.0, 2.0, 1.0)
"""Points for blur, sizes, printed and pooled, where all of them are right."""
NONE = (0.0, 0.0, 0.0, 0.0)

WRONG = {
    "blur": "blur = np.zeros((3, 3, 1, 1))\nblur[0, 0] = 5",
    "sizes": "size_conv = (1, 1, 1, 1)\nsize_pool = (1, 1, 1, 1)",
    "printed": "print('two shapes')",
    "pooled": "rows, columns = np.mgrid[0:16, 0:20]\n"
    "steps = ((rows // 4) + 2 * (columns // 7)) / 7\npooled = np.full((8, 10), -5.0)",
}
"""Answers of somebody who knows nothing."""


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One mechanism.

    Texts may hold the words that `Stage.words` explains, such as @HOME@: whoever attacks is taken
    to know where everything is. @BOAST@ prints what no source of a cell holds.
    """

    name: str
    family: Family
    mechanism: str
    """How it works, in one sentence."""
    gain: str
    """What it would gain."""
    cells: Mapping[str, str]
    """The answers' cells, by question; those that are not given are right."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files submitted beside the notebook."""
    edit: Callable[[Any], None] | None = None
    """A change of the notebook's cells."""
    lay: Callable[[Path, Mapping[str, str]], None] | None = None
    """What is done to the submitted folder, given the words."""
    points: tuple[float, ...] = FULL
    """What its answers deserve, and all that it may get."""
    incident: str | None = None
    """The kind of the incident that it leaves; None where nothing is to be seen."""
    of_files: bool = False
    """Whether it tries a file that the inner wall refuses, and of which there is nothing to be seen
    behind the outer one: there it does not even exist."""
    effect: Effect
    """What is seen where it succeeds."""
    shown_in: ShownIn
    """Where it is shown to succeed."""
    needs: Literal["sandbox"] | None = None
    """Whether it is stopped by the sandbox, and by nothing else."""
    refusable: bool = False
    """Whether some systems refuse it by themselves: there it cannot be shown to succeed."""


def forging(name: str, mechanism: str, code: str, **others: Any) -> Attack:
    """An attack of somebody who knows nothing, begun in the first answer's cell."""
    cells = {**WRONG, "blur": f"{WRONG['blur']}\n{code}", **others.pop("cells", {})}
    standard: dict[str, Any] = {
        "family": "forging",
        "gain": "full marks for wrong answers",
        "points": NONE,
        "effect": "points",
        "shown_in": "plain nbgrader",
    }
    return Attack(name=name, mechanism=mechanism, cells=cells, **{**standard, **others})


def beside(question: str, code: str) -> dict[str, str]:
    """The cells of somebody whose answers are right, and who does this after one of them."""
    return {question: f"{RIGHT[question]}\n{code}"}
