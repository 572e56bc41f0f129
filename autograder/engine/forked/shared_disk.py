"""What a notebook takes of a disk that it shares with the machine, where it can't have its own: looked
at from outside, again and again.

What cannot be looked at counts as more than there may be: a folder deeper than a path may be long, or
one that is closed to whoever looks; a mapped file that has neither a name nor a descriptor.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from autograder.engine.forked.usage import descendants
from autograder.engine.session import Limits

BLOCK = 512
"""Bytes of one block of `st_blocks`, whatever the file system."""
DELETED = " (deleted)\n"
MOST_WALKS = 10
"""How often to look again where something moved or went meanwhile: what is moved all the time is
missed by chance, and not every time."""


class SharedDisk:
    """The folders of one notebook's process on the machine's disk."""

    def __init__(self, folders: Sequence[Path], limits: Limits) -> None:
        self._folders = tuple(map(str, folders))
        self._limits = limits

    def exceeded(self) -> bool:
        """Whether the descendants of this process, a supervisor, have written more than they may."""
        walk = _Walk(self._folders, descendants(os.getpid()))
        for _ in range(MOST_WALKS):
            if self._is_over(walk):
                return True
            if not (walk.missed or walk.hidden):
                return False
        return walk.hidden

    def _is_over(self, walk: _Walk) -> bool:
        size = 0
        try:
            for count, item in enumerate(walk.sizes(), 1):
                size += item
                if size > self._limits.disk_bytes or count > self._limits.disk_files:
                    return True
        except OSError:  # it cannot be looked at
            return True
        return False


class _Walk:
    """One look at everything, and what it did not see."""

    def __init__(self, folders: Sequence[str], pids: Sequence[int]) -> None:
        self._folders, self._pids = folders, pids
        self.missed = False
        """Whether something went before it was looked at."""
        self.hidden = False
        """Whether a file has neither a name nor a descriptor, so that nobody can tell its size."""

    def sizes(self) -> Iterator[int]:
        """Bytes on disk of every file in the folders, and of those removed from there but still in
        use.

        Raises:
            OSError: something cannot be looked at.
        """
        self.missed = self.hidden = False
        for folder in self._folders:
            yield from self._below(folder)
        for pid in self._pids:
            try:
                nameless = dict(self._open(pid))
                yield from nameless.values()
                yield from self._mapped(pid, nameless.keys())
            except (FileNotFoundError, ProcessLookupError):  # the process has just gone
                continue

    def _below(self, folder: str) -> Iterator[int]:
        pending = [folder]
        while pending:
            try:
                with os.scandir(pending.pop()) as entries:
                    for entry in entries:
                        yield from self._size(entry)
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(entry.path)
            except (FileNotFoundError, NotADirectoryError):
                self.missed = True

    def _size(self, entry: os.DirEntry[str]) -> Iterator[int]:
        try:
            yield entry.stat(follow_symlinks=False).st_blocks * BLOCK
        except FileNotFoundError:
            self.missed = True

    def _open(self, pid: int) -> Iterator[tuple[int, int]]:
        """Of files that are open and have no name any more: their numbers and sizes."""
        for number in os.listdir(f"/proc/{pid}/fd"):
            try:
                status = os.stat(f"/proc/{pid}/fd/{number}")
            except FileNotFoundError:  # it has just been closed
                continue
            if status.st_nlink == 0:
                yield status.st_ino, status.st_blocks * BLOCK

    def _mapped(self, pid: int, known: Container[int]) -> Iterator[int]:
        """Of files that are mapped and have no name any more: what is mapped of them."""
        starts = tuple(f"{folder}/" for folder in self._folders)
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.endswith(DELETED):
                    span, _, _, _, inode, path = line.split(maxsplit=5)
                    if path.startswith(starts):
                        first, last = (int(number, 16) for number in span.split("-"))
                        yield last - first
                        self.hidden |= int(inode) not in known
