"""A submission whose cells can be trusted, and what was not as it should be. `repair.repair` makes one."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.release import Release


@dataclass(frozen=True)
class Tampering:
    """A cell that was not as it was released."""

    kind: str
    """check-cell-missing, check-cell-edited, check-cell-renamed, check-cell-moved, cell-duplicated,
    locked-cell-edited, locked-cell-missing or answer-cell-missing."""
    cell: str
    """The id of the cell."""
    message: str
    """One sentence for staff."""


@dataclass(frozen=True)
class RepairedNotebook:
    """A submission whose cells can be trusted to be the released ones."""

    notebook: NotebookNode
    """Valid, with an id of its own for every cell. Outputs are left out: it is to be run."""
    where: Mapping[str, int]
    """By the id of a released cell: its index among the notebook's cells. An answer may be missing."""
    tampering: tuple[Tampering, ...] = ()
    earlier_release: bool = False
    """Whether the submission was made from another release of the assignment."""


def unaltered(release: Release) -> RepairedNotebook:
    """The released notebook itself, as the submission of somebody who did nothing."""
    return RepairedNotebook(
        copy.deepcopy(release.notebook), {name: n for n, name in enumerate(release.order)}
    )
