"""The names in a zip, as they were written there.

A zip marks names that are UTF-8; what is not marked Python reads in cp437, as the format says. But macOS
writes UTF-8 without the mark, and Windows the code page of wherever it is.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from zipfile import ZipInfo

from autograder.platforms.archives.code_pages import OF_ZIPS, likely_code_pages
from autograder.platforms.archives.file_name import shown

UTF_8 = 0x800
"""The flag of a name that is marked as UTF-8."""
UNICODE_PATH = 0x7075
"""The extra field in which Info-ZIP, WinZip and 7-Zip write the name in UTF-8 besides (APPNOTE.TXT, 4.6.9)."""
LIKELIEST = 4
"""Code pages that a name is looked up in."""


class ZipNames:
    """What the entries of a zip are called: by the mark, by the bytes, or by the likeliest code page."""

    def __init__(self, infos: Sequence[ZipInfo]) -> None:
        unsaid = {info.orig_filename: raw for info in infos if (raw := _unsaid(info)) is not None}
        self._pages = likely_code_pages([*unsaid.values()], OF_ZIPS)[:LIKELIEST]
        self.notes: list[str] = []
        """What staff should know, where the bytes do not decide."""
        if len(self._pages) > 1:
            first = next(iter(unsaid.values()))
            others = [f"{shown(first.decode(page))} ({page})" for page in self._pages[1:]]
            self.notes.append(
                f"the zip does not say in which code page its names are written: {self._pages[0]} is "
                f"taken, as in {shown(first.decode(self._pages[0]))}; it might be {', '.join(others)}"
            )

    def of(self, info: ZipInfo) -> tuple[str, ...]:
        """The name of an entry, and what it would be in other code pages that are as likely."""
        raw = _unsaid(info)
        if raw is None:
            return (_said(info),)
        return tuple(raw.decode(page) for page in self._pages) or (info.orig_filename,)


def _said(info: ZipInfo) -> str:
    """A name that is known to be what it is."""
    if info.flag_bits & UTF_8 or info.orig_filename.isascii():
        return info.orig_filename
    raw = _raw(info)
    return _unicode_path(info, raw) or raw.decode("utf-8")


def _unsaid(info: ZipInfo) -> bytes | None:
    """The bytes of a name that may be in any code page; None where it is known."""
    if info.flag_bits & UTF_8 or info.orig_filename.isascii():
        return None
    raw = _raw(info)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None if _unicode_path(info, raw) else raw
    return None


def _raw(info: ZipInfo) -> bytes:
    return info.orig_filename.encode(
        "cp437"
    )  # as Python has read it: each byte is a character there


def _unicode_path(info: ZipInfo, raw: bytes) -> str:
    """The name as the extra field says it, if that was written for this name; else nothing."""
    rest = info.extra
    while len(rest) >= 4:
        kind, size = struct.unpack("<HH", rest[:4])
        field, rest = rest[4 : 4 + size], rest[4 + size :]
        if kind != UNICODE_PATH or len(field) < 6 or field[0] != 1:
            continue
        if int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
            return field[5:].decode("utf-8", "ignore")
    return ""
