"""How large a picture of pixels is: what its header says, as a browser reads it.

A browser holds four bytes for each pixel, however few bytes the file has. It goes by how the data
begin, not by what they are called, and so does this. No pixel is decoded here.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from struct import error, unpack_from

MOST_SCANS = 100
"""Of a JPEG: each goes over all of its pixels. A usual one has ten at most."""
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Parts of a JPEG that say how large it is."""
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Parts of a JPEG that hold nothing."""


def pixels_of(data: bytes) -> int | None:
    """The pixels of a picture; None where it has no header that can be read."""
    for begin, size in KINDS.items():
        if data.startswith(begin):
            try:
                width, height = map(abs, size(data))
            except (error, IndexError, ValueError):
                return None
            return width * height if width and height else None
    return None


def pixels_in(text: str) -> int | None:
    """The same of a picture in base64, without spaces."""
    try:
        return pixels_of(base64.b64decode(text[: len(text) // 4 * 4]))
    except binascii.Error:
        return None


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise ValueError
    return unpack_from(">II", data, 16)


def _gif(data: bytes) -> tuple[int, int]:
    """The larger of the screen and of the first picture on it."""
    width, height, packed = unpack_from("<HHB", data, 6)
    at = 13 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0)
    while data[at] == 0x21:  # what is said about it, in blocks
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    if data[at] != 0x2C:
        raise ValueError
    left, top, wide, high = unpack_from("<HHHH", data, at + 1)
    return max(width, left + wide), max(height, top + high)


def _jpeg(data: bytes) -> tuple[int, int]:
    if data.count(b"\xff\xda") > MOST_SCANS:
        raise ValueError
    at = 2
    while True:
        at = data.index(b"\xff", at)
        while data[at] == 0xFF:
            at += 1
        kind = data[at]
        at += 1
        if kind in FRAMES:
            height, width = unpack_from(">HH", data, at + 3)
            return width, height
        if kind and kind not in BARE:
            at += max(2, unpack_from(">H", data, at)[0])


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[8:16]
    if kind == b"WEBPVP8X":
        wide, wider, high, higher = unpack_from("<HBHB", data, 24)
        return 1 + wide + (wider << 16), 1 + high + (higher << 16)
    if kind == b"WEBPVP8L" and data[20] == 0x2F:
        (bits,) = unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"WEBPVP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError


def _bmp(data: bytes) -> tuple[int, int]:
    (header,) = unpack_from("<I", data, 14)
    return unpack_from("<HH" if header == 12 else "<ii", data, 18)


KINDS: Mapping[bytes, Callable[[bytes], tuple[int, int]]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
    b"BM": _bmp,
}
"""How the data of a picture begin -> its width and height."""
