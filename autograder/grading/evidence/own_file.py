"""A file of the course's own evidence, read and written without trusting that it is one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from autograder.files import write_whole
from autograder.grading.file_tree import open_unlinked
from autograder.values.text import MalformedError


def own_file(path: Path, most: int) -> bytes:
    """The bytes of a file that no link leads to; nobody waits for a pipe.

    Raises:
        MalformedError: something else lies there, or it has more bytes.
        OSError: it is not there, or can't be read.
    """
    if os.path.islink(path):
        raise MalformedError("it is a link")
    with open_unlinked(path) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise MalformedError("it is no file")
        if status.st_size > most:
            raise MalformedError(f"it has {status.st_size >> 20} MiB: no evidence is so large")
        return file.read(most)


def write_own_file(path: Path, content: bytes) -> None:
    """Writes a file, all of it or nothing, in the place of whatever lies there: no link is followed, and
    nobody waits for a pipe.

    Raises:
        OSError: it can't be written, or a folder lies there.
    """
    try:
        plain = stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        plain = True
    if not plain:
        os.unlink(path)
    write_whole(path, content)
