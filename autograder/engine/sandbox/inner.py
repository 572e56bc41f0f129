"""The inner wall: what a freshly forked process puts around itself before it reads a submission."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.engine.sandbox.survey import Survey
from autograder.engine.session import Limits


class WallError(Exception):
    """A part of the wall does not stand. The process must not go on."""


@dataclass(frozen=True)
class View:
    """What a submission sees of the disk, beside the interpreter and its libraries."""

    readable: tuple[Path, ...] = ()
    """Folders and files that it may read."""
    writable: tuple[Path, ...] = ()
    """Folders that it may read and write. They exist, and belong to `InnerWall.user`."""


class InnerWall:
    """A wall that is ready to stand. It can stand once in each process."""

    user: int | None
    """The user (and group) that a submission becomes where this process is root; None where it
    stays who it is. Folders that it writes to must belong to this user."""

    @classmethod
    def prepare(cls, survey: Survey) -> InnerWall:
        """Import what the wall needs and build its filter, once, before forking. Starts no thread.

        Raises:
            WallError: the wall cannot stand here.
        """
        raise NotImplementedError

    def stand(self, view: View, limits: Limits) -> None:
        """Put the wall around this process, for good. Called in the child right after the fork,
        when only pipes and /dev/null are open, and before anything of the submission is read.
        A death signal that was set by prctl before stays set.

        Raises:
            WallError: a part does not stand, or a descriptor leads out: the caller must exit.
        """
        raise NotImplementedError
