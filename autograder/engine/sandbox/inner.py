"""The inner wall: what a freshly forked process puts around itself before it reads a submission.

Behind it, whoever knows the name of a file outside can still ask for its size and dates, and whether
it exists: the kernel's Landlock does not cover that. The outer wall does.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.sandbox import privileges, trials
from autograder.engine.sandbox.call_filter import CallFilter
from autograder.engine.sandbox.ceilings import ceilings, lower
from autograder.engine.sandbox.libraries import imported_paths, library_paths, standard_paths
from autograder.engine.sandbox.paths import landlock_version, restrict_paths
from autograder.engine.sandbox.survey import Survey
from autograder.engine.sandbox.trial import trial
from autograder.engine.sandbox.trials import can_fetch, refused
from autograder.engine.sandbox.user import USERS, can_become_another
from autograder.engine.session import Limits

NULL = (1, 3)
"""The device /dev/null, on every Linux."""


class WallError(Exception):
    """A part of the wall does not stand. The process must not go on."""


@dataclass(frozen=True)
class View:
    """What a submission sees of the disk, beside the interpreter and its libraries."""

    readable: tuple[Path, ...] = ()
    """Folders and files that it may read."""
    writable: tuple[Path, ...] = ()
    """Folders that it may read and write. They exist, and belong to the submission's user."""


class InnerWall:
    """A wall that is ready to stand. It can stand once in each process."""

    has_witness: bool
    """Whether a witness can hear here what the wall refuses."""
    changes_user: bool
    """Whether a submission has to become another user here: `user.Lease.take` gives one of its own.
    Folders that it writes to must belong to that user, and those above them must let it pass."""
    own_disk: bool
    """Whether a supervisor can mount a disk for its process alone here."""

    def __init__(
        self,
        changes_user: bool,
        libraries: tuple[Path, ...],
        call_filter: CallFilter,
        has_witness: bool = False,
        own_disk: bool = False,
    ) -> None:
        self.changes_user = changes_user
        self.has_witness = has_witness
        self.own_disk = own_disk
        self.meanings = call_filter.meanings
        """What a witness needs to know of the calls that it hears of."""
        self._libraries = libraries
        self._listed: tuple[Path, ...] = ()
        self._filter = call_filter

    @classmethod
    def prepare(cls, survey: Survey) -> InnerWall:
        """Import what the wall needs and build its filter, once, before forking. Starts no thread.

        Raises:
            WallError: the wall cannot stand here.
        """
        if not survey.inner:
            raise WallError("the inner wall cannot stand on this machine")
        try:
            if landlock_version() < 1:
                raise WallError("there is no Landlock here, though there was one before")
            changes_user = can_become_another()
            calls = CallFilter(can_fetch(USERS[0] if changes_user else None))
            own_disk = survey.own_disk and trial(trials.own_disk)  # an outer wall may forbid it
            return cls(changes_user, library_paths(), calls, survey.refusals, own_disk)
        except (ImportError, OSError, RuntimeError) as error:  # RuntimeError: no libseccomp
            raise WallError(f"the inner wall cannot be built: {error}") from error

    def isolate(self) -> None:
        """From now on let copies read no installed package that this process has not imported yet. The
        zygote calls this where they are to have few."""
        self._libraries, self._listed = imported_paths(), standard_paths()

    def stand(
        self,
        view: View,
        limits: Limits,
        user: int | None = None,
        witness: socket.socket | None = None,
    ) -> None:
        """Put the wall around this process, for good. Called in the child right after the fork,
        when only pipes and /dev/null are open, and before anything of the submission is read.
        A death signal that was set by prctl before stays set. `user` is who it becomes, in a group
        of the same number, where `changes_user` says that it has to. `witness` is a socket that
        leads to one, and is closed.

        Raises:
            WallError: a part does not stand, or a descriptor leads out: the caller must exit.
        """
        try:
            if self.changes_user is (user is None):
                raise WallError(
                    "the process has to become another user where that can be, and only there"
                )
            parent, death_signal = os.getppid(), privileges.death_signal()
            require_alone()
            known = None if witness is None else witness.fileno()
            require_closed(number for number in open_descriptors() if number != known)
            privileges.forbid_new_privileges()
            privileges.bound_capabilities()
            if user is not None:
                privileges.become(user)
                privileges.restore_death_signal(death_signal, parent)
            lower(ceilings(limits, alone=user is not None))
            privileges.drop_capabilities()
            require_usable(view)
            restrict_paths((*self._libraries, *view.readable), view.writable, self._listed)
            self._filter.load(witness)
            if witness is not None:
                witness.close()
        except (OSError, ValueError) as error:  # ValueError: a ceiling that cannot be had
            raise WallError(f"the inner wall does not stand: {error}") from error
        require_standing()


def require_alone() -> None:
    """See that there is no other thread: it would stay outside the wall.

    Raises:
        WallError: there is one.
    """
    if len(os.listdir("/proc/self/task")) != 1:
        raise WallError("the process has more than one thread, and the wall would hold only one")


def open_descriptors() -> list[int]:
    """All that are open in this process."""
    with os.scandir("/proc/self/fd") as entries:
        numbers = [int(entry.name) for entry in entries]
    return [number for number in numbers if _is_open(number)]  # without the one that listed them


def require_closed(descriptors: Iterable[int]) -> None:
    """See that no descriptor leads out: what is open already, no wall can close.

    Raises:
        WallError: one is neither a pipe nor /dev/null.
    """
    for number in descriptors:
        status = os.fstat(number)
        null = (os.major(status.st_rdev), os.minor(status.st_rdev)) == NULL
        if not stat.S_ISFIFO(status.st_mode) and not (stat.S_ISCHR(status.st_mode) and null):
            target = os.readlink(f"/proc/self/fd/{number}")
            raise WallError(f"descriptor {number} leads out of the wall, to {target}")


def require_usable(view: View) -> None:
    """See that the submission's user can use its own folders: else its mark would be wrong.

    Raises:
        WallError: it cannot use a path.
    """
    for paths, mode in ((view.readable, os.R_OK), (view.writable, os.R_OK | os.W_OK)):
        for path in paths:
            if not os.access(path, mode | (os.X_OK if path.is_dir() else 0)):
                raise WallError(f"user {os.getuid()} has no right to {path}")


def require_standing() -> None:
    """Push against the wall, once: it must not give.

    Raises:
        WallError: it does.
    """
    for what, push in (("the disk", lambda: os.listdir("/")), ("the network", socket.socket)):
        if not refused(push):
            raise WallError(f"{what} is not closed, though the kernel said so")


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
