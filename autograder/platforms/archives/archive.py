"""A zip of submissions, read without trusting any of it: its names, its sizes, its promises."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autograder.grading.file_tree import LONGEST_PATH
from autograder.grading.leftovers import is_leftover
from autograder.grading.notebook_file import LARGEST_NOTEBOOK
from autograder.platforms.archives.file_name import ArchiveError, safe_name, shown
from autograder.platforms.archives.zip_names import ZipNames

MOST_ENTRIES = 50_000
ENTRY = b"PK\x01\x02"
"""How each entry of a zip's directory begins."""
LARGEST_FILE = LARGEST_NOTEBOOK
"""Bytes of one file: a notebook that is larger is not graded."""
LARGEST_TOTAL = 4 << 30
"""Bytes of all files that are taken from one archive."""
HIGHEST_RATIO = 200
"""Bytes that one byte of the archive may become, where that is more than `SMALL`: notebooks with
pictures become 1 to 5, text some 20, a bomb 1000."""
SMALL = 1 << 20
CHUNK = 1 << 16

DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True)
class ArchivedFile:
    """A file of an archive whose name is in order."""

    parts: tuple[str, ...]
    """Its path, from folder to folder."""
    info: zipfile.ZipInfo
    others: tuple[tuple[str, ...], ...] = ()
    """The path in other code pages, where it does not say in which it is written."""

    @property
    def name(self) -> str:
        """The path as people read it."""
        return "/".join(self.parts)


class Archive:
    """An open zip. Nothing is unpacked but what is asked for."""

    def __init__(self, path: Path) -> None:
        """ArchiveError where it is none."""
        self.path = path
        self.entries: list[ArchivedFile] = []
        self.refused: list[tuple[str, str]] = []
        """(name, reason) of each entry that is not taken."""
        self.notes: list[str] = []
        """What staff should know; nothing is wrong."""
        self._left = LARGEST_TOTAL
        try:
            self._file = _ZipReader(open(path, "rb", buffering=0))  # noqa: SIM115
        except OSError as error:
            raise ArchiveError(f"it can't be read: {error}") from error
        try:
            self._zip = zipfile.ZipFile(self._file)
        except ArchiveError:
            self._file.close()
            raise
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self._file.close()
            raise ArchiveError(f"it can't be read as a zip: {error}") from error
        infos = self._zip.infolist()
        names = ZipNames(infos)
        self.notes += names.notes
        for info in infos:
            first, *others = names.of(info)
            if is_leftover(*first.replace("\\", "/").split("/")):
                continue
            try:
                _check(info)
                parts = _parts(first)
            except ArchiveError as error:
                self.refused.append((shown(first), str(error)))
                continue
            if not info.is_dir():
                self.entries.append(ArchivedFile(parts, info, tuple(_well_formed(others))))

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *problem: object) -> None:
        self._zip.close()
        self._file.close()

    def chunks(self, entry: ArchivedFile, most: int = LARGEST_FILE) -> Iterator[bytes]:
        """The content of a file, piece by piece. ArchiveError as soon as it is too much, or damaged."""
        most = min(most, self._left)
        allowed = max(SMALL, entry.info.compress_size * HIGHEST_RATIO)
        if entry.info.file_size > most:
            raise ArchiveError(
                f"it says that it has {entry.info.file_size >> 20} MiB: that is too much"
            )
        done = 0
        try:
            with self._zip.open(entry.info) as file:
                while piece := _read(file):
                    done += len(piece)
                    if done > most:
                        raise ArchiveError(f"it has more than {most >> 20} MiB")
                    if done > allowed:
                        raise ArchiveError(
                            f"it grows to more than {HIGHEST_RATIO} times its size in the archive"
                        )
                    yield piece
        except ArchiveError:
            raise
        except Exception as error:  # damaged or forged data make zipfile and zlib raise many things
            raise ArchiveError(f"it is damaged: {type(error).__name__}: {error}") from error
        finally:
            self._left -= done

    def read(self, entry: ArchivedFile, most: int = LARGEST_FILE) -> bytes:
        """The whole content of a file."""
        return b"".join(self.chunks(entry, most))

    def copy(self, entry: ArchivedFile, target: Path) -> None:
        """Writes a file; the target must not be there yet, and is not left half written."""
        try:
            with open(target, "xb") as file:
                for piece in self.chunks(entry):
                    file.write(piece)
        except ArchiveError:
            target.unlink(missing_ok=True)
            raise


class _ZipReader(io.BufferedReader):
    """The bytes of a zip. `zipfile` reads the directory in one piece, and then makes an object of each
    entry, whatever number of them the zip says it has: so they are counted before."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes. ArchiveError where they are a directory of too many entries."""
        data = super().read(size)
        if (entries := data.count(ENTRY)) > MOST_ENTRIES:
            raise ArchiveError(f"it has {entries} entries, more than {MOST_ENTRIES} are not read")
        return data


def _read(file: IO[bytes]) -> bytes:
    return file.read(CHUNK)


def _check(info: zipfile.ZipInfo) -> None:
    """ArchiveError where an entry is no plain file, or can't be read."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveError("it is a link or a device, and no file")
    if info.flag_bits & 0x1:
        raise ArchiveError("it is locked with a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("it is packed in an unusual way")


def _parts(name: str) -> tuple[str, ...]:
    """The path that a name says. ArchiveError where it could lead anywhere but down."""
    name = name.replace("\\", "/")
    if name.startswith("/") or DRIVE.match(name):
        raise ArchiveError("its path does not begin in the archive")
    if len(name.encode("utf-8", "replace")) > 4 * LONGEST_PATH:
        raise ArchiveError("its path is too long")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if not parts:
        raise ArchiveError("it has no name")
    return tuple(safe_name(part) for part in parts)


def _well_formed(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The paths that can be taken."""
    for name in names:
        with suppress(ArchiveError):
            yield _parts(name)
