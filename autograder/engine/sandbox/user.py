"""The users that submissions become where the grader is root. Linux only.

Much is counted for a user, over all processes of the machine: threads, open files in flight, memory
in pipes. What one submission uses up, another of the same user lacks. So each becomes a user of its
own, who owns nothing and has no name, and whom no other submission is at the same time: for each
such user there is a file, and who has its lock has the user. Graders that run beside each other
share the files.
"""

from __future__ import annotations

import errno
import fcntl
import os
import pwd
import secrets
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.sandbox.libraries import library_paths
from autograder.engine.sandbox.privileges import become, can_read
from autograder.engine.sandbox.trial import trial

USERS = range(60_578, 61_184)
"""Numbers that neither distributions nor systemd give to anybody (systemd's "Users, Groups, UIDs and
GIDs"), and that a container has whose users are counted from 0 to 65,535."""
PLACES = ("/run", "/var/run")
"""Folders that are there as long as the machine runs, where root alone can make another."""
FOLDER = "autograder-users"


@dataclass(frozen=True)
class Lease:
    """A user, as long as the lock on its file is held: here, or by whom the descriptor was sent."""

    user: int
    """The number of the user, and of its group."""
    descriptor: int

    @classmethod
    def take(cls) -> Lease:
        """A user whom nobody else is.

        Raises:
            OSError: there is none left, or no place for the locks.
        """
        folder = _folder()
        first = secrets.randbelow(len(USERS))  # graders in other containers do not see the locks
        for user in (*USERS[first:], *USERS[:first]):
            descriptor = os.open(folder / str(user), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                continue
            if not _has_name(user):
                return cls(user, descriptor)
            os.close(descriptor)
        raise OSError(errno.EAGAIN, "every user that a submission could become is taken")

    def give_back(self) -> None:
        """Let others have the user, once all who were sent the descriptor have closed it."""
        os.close(self.descriptor)


def can_become_another() -> bool:
    """Whether this process is root, and a user who owns nothing can read this interpreter.

    One in root's home is out of reach, unless the outer wall shows it elsewhere: a submission stays
    root then, without root's powers, and shares that user with all others.
    """
    if os.getuid() != 0:
        return False
    readable = library_paths()

    def reach() -> bool:
        become(USERS[0])
        return can_read(readable)

    return trial(reach)


def _folder() -> Path:
    """The folder of the locks, which is root's alone."""
    for place in _places():
        folder = Path(place, FOLDER)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError:  # there is no such place, or it can only be read
            continue
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == 0 and not status.st_mode & 0o077:
            return folder
    raise OSError(errno.ENOENT, "there is no folder for the locks of users")


def _places() -> Iterator[str]:
    yield from PLACES
    yield tempfile.gettempdir()


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True
