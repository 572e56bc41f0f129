"""Heads of pictures: all that a size is read from, and no pixel."""

from __future__ import annotations

import base64
from struct import pack


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + pack(">I4sII5B", 13, b"IHDR", width, height, 8, 6, 0, 0, 0)


def gif(width: int, height: int, first: tuple[int, int] = (1, 1)) -> bytes:
    said = b"\x21\xfe\x03abc\x00"
    return (
        pack("<6sHHBBB6s", b"GIF89a", width, height, 0x80, 0, 0, b"")
        + said
        + pack("<BHHHH", 0x2C, 0, 0, *first)
    )


def jpeg(width: int, height: int, scans: int = 1) -> bytes:
    about = b"\xff\xe1" + pack(">H", 6) + b"\xff\xc0\x00\x01"  # what looks like a size, and is none
    frame = b"\xff\xff\xc2" + pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + about + frame + b"\xff\xda\x00\x02" * scans


def webp(width: int, height: int) -> bytes:
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    return b"RIFF\0\0\0\0WEBPVP8X" + pack("<II", 10, 0) + sides


def webp_lossless(width: int, height: int) -> bytes:
    return b"RIFF\0\0\0\0WEBPVP8L" + pack("<IBI", 9, 0x2F, width - 1 | height - 1 << 14)


def webp_lossy(width: int, height: int) -> bytes:
    return b"RIFF\0\0\0\0WEBPVP8 " + pack("<I3s3sHH", 9, b"", b"\x9d\x01\x2a", width, height)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + bytes(12) + pack("<Iii", 40, width, height)


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def address(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{text(data)}"
