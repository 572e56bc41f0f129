"""The files below a folder that somebody else has filled, found without trusting any of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
LONGEST_PATH = 300
"""Bytes of a file's path inside its folder: it is copied to where the way is longer."""
MOST_ENTRIES = 20_000
"""Files and folders that are looked at below one folder."""


@dataclass(frozen=True)
class FoundFile:
    """A regular file, not reached by any link."""

    path: Path
    inside: Path
    """The same from the folder that was looked through."""
    size: int
    """In bytes."""
    names: int
    """How many there are of it: more than one where others are hard links to it, anywhere."""


@dataclass(frozen=True)
class LeftOut:
    """Something that is not taken."""

    inside: Path
    reason: str
    """What is the matter with it: `a link`."""


def file_tree(
    folder: Path, enter: Callable[[str], bool] = lambda name: True
) -> Iterator[FoundFile | LeftOut]:
    """All that lies below a folder, by name, the files of each folder before its folders.

    Nothing is followed, however deep or wide it is. `enter` says which folders are looked into.
    """
    left, waiting = MOST_ENTRIES, [Path()]
    while waiting:
        place = waiting.pop()
        entries = _entries(folder / place, left + 1)
        if entries is None:
            yield LeftOut(place, "can't be read")
            continue
        if len(entries) > left:
            yield LeftOut(place, f"there are more than {MOST_ENTRIES} files and folders")
            entries, waiting = entries[:left], []
        left -= len(entries)
        deeper = []
        for entry in entries:
            inside = place / entry.name
            if len(os.fsencode(inside)) > LONGEST_PATH:
                yield LeftOut(inside, "lies too deep")
            elif not entry.is_dir(follow_symlinks=False):
                yield _found(entry, inside)
            elif enter(entry.name):
                deeper.append(inside)
        waiting += reversed(deeper)


def open_unlinked(path: Path) -> BinaryIO:
    """An open file, to be read; OSError where a link is in its place. A pipe is not waited for."""
    return open(os.open(path, os.O_RDONLY | NO_LINKS), "rb")


def has_other_names(names: int) -> bool:
    """Whether a file that has as many names (hard links) may be somebody else's under another one."""
    return names > 1


def link_on_the_way(top: Path, *steps: str) -> Path | None:
    """The first step of the way down from `top` that is a link; None where none is."""
    for step in steps:
        top = top / step
        if os.path.islink(top):
            return top
    return None


def _entries(folder: Path, most: int) -> list[os.DirEntry[str]] | None:
    """What lies in a folder, by name; `most` of it. None where that can't be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(islice(entries, most), key=lambda entry: entry.name)
    except OSError:
        return None


def _found(entry: os.DirEntry[str], inside: Path) -> FoundFile | LeftOut:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return LeftOut(inside, "can't be read")
    if stat.S_ISLNK(status.st_mode):
        return LeftOut(inside, "a link")
    if not stat.S_ISREG(status.st_mode):
        return LeftOut(inside, "a pipe or a device, and no file")
    if not os.access(entry.path, os.R_OK):
        return LeftOut(inside, "can't be read")
    return FoundFile(Path(entry.path), inside, status.st_size, status.st_nlink)
