"""The files of a submission as they were when it was read.

A student, or whoever collects, may write to a folder while it is graded. What is read of a file is read
once: it is run, fingerprinted and kept as these bytes, whatever becomes of the file meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Protocol

from autograder.grading.file_tree import has_other_names, open_unlinked

IN_MEMORY = 1 << 20
"""Bytes of a submission's files; more lie on the disk, in a file without a name, which nothing that ends
this process leaves behind."""


class ReadableFile(Protocol):
    """A file to be read: where it lies, as a path, or as it was."""

    def read_bytes(self) -> bytes:
        """All that is in it."""


@dataclass(frozen=True, eq=False)
class ReadFile:
    """One file as it was."""

    digest: str
    """64 hexadecimal digits of its bytes."""
    _held: SpooledTemporaryFile[bytes]
    _start: int
    _size: int

    def read_bytes(self) -> bytes:
        """All that was in it."""
        self._held.seek(self._start)
        return self._held.read(self._size)


def read_all(files: Mapping[Path, Path], most: int) -> Mapping[Path, ReadFile]:
    """What is in these files now.

    Raises:
        OSError: one has gone, is none of its own any more, or all are more than `most` bytes: since they
            were found, somebody has changed them.
    """
    held: SpooledTemporaryFile[bytes]
    held = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # it is closed with the last of the files
    found = {}
    for inside, path in files.items():
        start = held.tell()
        content = own_bytes(path, most - start)
        held.write(content)
        found[inside] = ReadFile(bytes_digest(content), held, start, len(content))
    return found


def own_bytes(path: Path, most: int) -> bytes:
    """What is in a file that is regular and has one name; OSError where it is not, or has more bytes."""
    with open_unlinked(path) as file:
        status = os.fstat(file.fileno())
        is_own = stat.S_ISREG(status.st_mode) and not has_other_names(status.st_nlink)
        content = file.read(most + 1) if is_own else b""
    if not is_own or len(content) > most:
        raise OSError(errno.ESTALE, "it was changed", str(path))
    return content


def bytes_digest(content: bytes) -> str:
    """64 hexadecimal digits of some bytes."""
    return hashlib.sha256(content).hexdigest()
