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
        raw = [_raw(info) for info in infos if _known(info) is None]
        self._pages = likely_code_pages(raw, OF_ZIPS)[:LIKELIEST]
        self.notes: list[str] = []
        """What staff should know, where the bytes do not decide."""
        if len(self._pages) > 1:
            first, *others = (f"{shown(raw[0].decode(page))} ({page})" for page in self._pages)
            self.notes.append(
                "the zip does not say how the letters of its names are written, and several ways fit: "
                f"taken is {first}; it might be {' or '.join(others)}"
            )

    def of(self, info: ZipInfo) -> tuple[str, ...]:
        """The name of an entry, and what it would be in other code pages that are as likely."""
        known = _known(info)
        if known is not None:
            return (known,)
        return tuple(_raw(info).decode(page) for page in self._pages) or (info.orig_filename,)


def _known(info: ZipInfo) -> str | None:
    """A name of which the entry or the bytes say what it is; None where it may be in any code page."""
    if info.flag_bits & UTF_8:
        return info.orig_filename
    raw = _raw(info)
    said = _unicode_path(info, raw)
    if said:
        return said
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _raw(info: ZipInfo) -> bytes:
    # As Python has read it: each byte is a character there
    return info.orig_filename.encode("cp437")


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
