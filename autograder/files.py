"""Files and folders that are there whole or not at all: made aside, then put in their place.

What was there before stays until the new one is whole. This holds against a process that is ended at
any time, and among several that write the same; not against a loss of power.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.errors import AutograderError

try:
    import fcntl
except ImportError:  # Windows: what an ended process has left aside stays there
    fcntl = None  # type: ignore[assignment]

NEW, OLD = "new", "old"
TAKEN = (errno.ENOTEMPTY, errno.EEXIST)
"""Errors of a folder that is to take the place of one with something in it."""
LEFT = re.compile(rf"\.(?P<name>.+)\.[0-9a-f]{{8}}\.(?P<what>{NEW}|{OLD})", re.DOTALL)
"""What lies beside `name` while that is written, and after its writer was killed."""
REFUSALS = {
    errno.ENOSPC: "is full. Make room on it",
    errno.EDQUOT: "holds as much of yours as it may (a quota). Make room on it",
    errno.EROFS: "can only be read. Mount it for writing",
}
"""What a disk may say to whoever writes, and how that is mended."""


class DiskError(AutograderError, RuntimeError):
    """A disk takes nothing more: says which one, what it holds, and how to go on."""


def disk_error(error: BaseException, holds: str, folder: Path) -> DiskError | None:
    """What is told where a disk takes nothing more, which holds `folder`, and in it what `holds` names; None
    for any other error."""
    refusal = REFUSALS.get(getattr(error, "errno", None) or 0)
    if refusal is None:
        return None
    return DiskError(f"the disk that holds {holds} ({folder}) {refusal}, and do the same again")


@contextmanager
def telling_disk_errors(holds: str, folder: Path) -> Iterator[None]:
    """Has a `DiskError` raised in the place of the system's own, which seldom says where it was met."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, holds, folder) or error from error


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
    """Writes a file, a text as UTF-8: all of it or, where that fails, nothing.

    What UTF-8 can't hold is written out: no single character costs the file. DiskError where the disk
    takes nothing more.
    """
    if isinstance(content, str):
        content = content.encode(errors="backslashreplace")
    with telling_disk_errors(path.name, path.parent), whole_file(path) as new:
        new.write_bytes(content)


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
        except OSError as error:
            if kept is None and error.errno in TAKEN:
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
        new, descriptor = _beside(path, NEW), None
        new.mkdir() if folder else new.touch(exist_ok=False)
        with suppress(OSError):  # no folder can be opened on Windows
            descriptor = os.open(new, os.O_RDONLY)
            _lock(descriptor)
        if new.exists():  # another process may have taken it for left over, before it was locked
            return new, descriptor
        if descriptor is not None:
            os.close(descriptor)


def _lock(descriptor: int, wait: bool = True) -> bool:
    """Locks a file or a folder as long as it is open; whether that could be done."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # another process has it, or this file system has no locks
        return False
    return True


def _clear(path: Path) -> None:
    """Clears what ended processes have left beside `path`."""
    _clear_left(path.parent, path.name)


def clear_left(folder: Path) -> None:
    """Clears what ended processes have left in a folder, whatever they wrote there; nothing where there
    is no such folder."""
    if folder.is_dir():
        _clear_left(folder, None)


def _clear_left(folder: Path, name: str | None) -> None:
    """The same of one `name`, or of all: the old one goes back to its place where there is no other, the
    rest away."""
    for item in sorted(folder.iterdir()):
        found = LEFT.fullmatch(item.name)
        if found is None or name not in (None, found["name"]):
            continue
        path = folder / found["name"]
        if found["what"] == NEW:
            _remove_left(item)
        elif path.exists():
            _remove(item)
        else:
            with suppress(OSError):  # another process was faster
                os.replace(item, path)


def _remove_left(new: Path) -> None:
    """Removes what nobody is at work on any more; nobody begins meanwhile."""
    try:
        descriptor = os.open(new, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return
    try:
        if _lock(descriptor, wait=False):
            _remove(new)
    finally:
        os.close(descriptor)


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{what}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
