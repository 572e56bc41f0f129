"""Files and folders that are there whole or not at all: made aside, then put in their place.

What was there before stays until the new one is whole. This holds against a process that is ended at
any time, and among several that write the same; not against a loss of power.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows: what a killed process leaves aside stays there
    LOCK_EX = LOCK_NB = 0

    def flock(descriptor: int, operation: int) -> None:
        """There are none."""
        raise OSError("no locks")


NEW, OLD = "new", "old"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write a file to, which takes the place of `path` when the block ends without an error.

    A link is followed. What is no plain file, such as a pipe or a terminal, is written to directly.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        yield path
    else:
        with _aside(path, folder=False) as new:
            yield new
            put_in_place(new, path)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder, which takes the place of `path` when the block ends without an error."""
    with folder_aside(path) as new:
        yield new
        put_in_place(new, path)


@contextmanager
def folder_aside(path: Path) -> Iterator[Path]:
    """An empty folder beside `path`, for `put_in_place`; it is removed where that was not called."""
    with _aside(path, folder=True) as new:
        yield new


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file, a text as UTF-8: all of it or, where that fails, nothing."""
    with whole_file(path) as new:
        new.write_bytes(content.encode() if isinstance(content, str) else content)


def put_in_place(new: Path, path: Path, kept: Path | None = None) -> None:
    """Puts a file or a folder that lies aside in the place of `path`, where there may be another.

    `kept` is where the old one stays; without, it is removed.
    """
    while True:
        old = kept or _beside(path, OLD)
        if path.is_dir() or kept is not None:
            with suppress(FileNotFoundError):  # another process has just moved it away
                os.replace(path, old)
        try:
            os.replace(new, path)
            break
        except OSError:
            if kept is None and path.is_dir() and new.is_dir():
                continue  # another process has just put its own there
            if old.exists() and not path.exists():
                os.replace(old, path)
            raise
    _clear(path)


@contextmanager
def _aside(path: Path, folder: bool) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path)
    new, descriptor = _make(path, folder)
    try:
        yield new
    finally:
        _remove(new)
        if descriptor is not None:
            os.close(descriptor)


def _make(path: Path, folder: bool) -> tuple[Path, int | None]:
    """Something new beside `path`, and what holds the lock that says that somebody is at work there."""
    while True:
        new = _beside(path, NEW)
        new.mkdir() if folder else new.touch(exist_ok=False)
        try:
            descriptor = os.open(new, os.O_RDONLY)
        except OSError:  # Windows has no descriptors of folders; or it was taken for a leftover
            descriptor = None
        else:
            with suppress(OSError):  # some network file systems have no locks
                flock(descriptor, LOCK_EX)
        if new.exists():
            return new, descriptor
        if descriptor is not None:
            os.close(descriptor)


def _clear(path: Path) -> None:
    """Clears what ended processes have left beside `path`: the old one goes back to its place where
    there is no other, the rest away."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.({NEW}|{OLD})")
    for item in sorted(path.parent.iterdir()):
        found = left.fullmatch(item.name)
        if found is None:
            continue
        if found[1] == NEW:
            if _is_left(item):
                _remove(item)
        elif path.exists():
            _remove(item)
        else:
            with suppress(OSError):  # another process was faster
                os.replace(item, path)


def _is_left(new: Path) -> bool:
    """Whether nobody is at work there any more."""
    try:
        descriptor = os.open(new, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{what}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
