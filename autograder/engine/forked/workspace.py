"""The folder of an engine, and what becomes of those whose engine was killed together with its keeper.

The keeper removes the folder of an engine that is killed. Where both are (a container is stopped, the
kernel ends all processes of a group for lack of memory), the next run does that.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from autograder.engine.errors import StartError
from autograder.engine.groups import Groups, remove_groups
from autograder.engine.tree import remove_tree
from autograder.files import disk_error

PREFIX = "autograder-"
LOCK = "in-use"
"""A file that is locked as long as the engine is there; only a folder that has one is ever removed."""


@dataclass(frozen=True)
class Workspace:
    """A folder in the system's folder for temporary files, for one engine."""

    folder: Path
    _lock: BinaryIO

    @classmethod
    def make(cls) -> Workspace:
        """A new one.

        Raises:
            StartError: there is no room for it.
        """
        try:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
            # Another user, whom a notebook may become, can pass but not look around.
            folder.chmod(0o711)
            # Locked before it has its name: nobody may take the folder for one that was left
            aside = folder / f"{LOCK}-aside"
            lock = open(aside, "wb")  # noqa: SIM115  # as long as the engine is there
            fcntl.flock(lock, fcntl.LOCK_EX)
            aside.rename(folder / LOCK)
        except OSError as error:
            place = Path(tempfile.gettempdir())
            told = disk_error(error, "temporary files", place) or error
            raise StartError(f"{told} (TMPDIR may name another place)") from error
        return cls(folder, lock)

    def remove(self) -> None:
        """Remove it with all that is in it, and let go of it."""
        remove_tree(self.folder)
        self._lock.close()


def remove_left_workspaces() -> None:
    """Remove the folders, and the groups of processes, of engines that have ended without doing so.
    `Settings.engine` calls this."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK}"):
        with suppress(OSError):  # somebody else's, or somebody else removes it just now
            if lock.parent.lstat().st_uid != os.geteuid() or lock.parent.is_symlink():
                continue
            descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove_groups(Groups.places(lock.parent.name))
                remove_tree(lock.parent)
            finally:
                os.close(descriptor)
