"""Damages of a notebook's bytes: what transfers, editors and other systems' encodings make of them."""

from __future__ import annotations

import base64
import codecs
import gzip
import io
import zipfile
from collections.abc import Callable

from tests.fuzz.damage import Draft, table

MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF8 * 2,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
    codecs.BOM_UTF32_LE,
)
BROKEN = (
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"\xe2\x82",
    b"\x80",
    b"\xf8\x88\x80\x80\x80",
)
"""What is no UTF-8: half characters, longer ways to write short ones, halves of pairs."""
ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "cp1252",
    "latin-1",
    "cp037",
    "shift_jis",
    "mac_roman",
)
INSTEAD = (
    b"",
    b" \n",
    b"\0" * 4096,
    b"null",
    b"[]",
    b"{}",
    b'""',
    b"7",
    b"\xef\xbb\xbf",
    b"<!DOCTYPE html><html><body>Sign in to continue</body></html>",
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    b"\x89PNG\r\n\x1a\n" + bytes(64),
    b"import numpy as np\nblur = np.ones((3, 3)) / 9\n",
    b"# %% [markdown]\n# Kernels\n# %%\nblur = 1\n",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x08builtins\x94.",
    b'{"error": {"code": 403, "message": "The file is in the owner\'s trash"}}',
    b'"' + b"\\u0041" * 200_000,
    b'{"nbformat": 4, "cells": [' + b'{"cell_type": "code", "source": ' * 2000,
)
Change = Callable[[Draft], bytes]


def _place(draft: Draft) -> int:
    return draft.random.randint(0, len(draft.content))


def _truncate(draft: Draft) -> bytes:
    return draft.content[: _place(draft)]


def _lose_begin(draft: Draft) -> bytes:
    return draft.content[draft.random.randint(1, 200) :]


def _lose_block(draft: Draft) -> bytes:
    place = _place(draft)
    return draft.content[:place] + draft.content[place + draft.random.choice((1, 10, 512, 4096)) :]


def _flip(draft: Draft) -> bytes:
    data = bytearray(draft.content)
    for _ in range(draft.random.choice((1, 1, 5, 100)) if data else 0):
        data[draft.random.randrange(len(data))] ^= 1 << draft.random.randrange(8)
    return bytes(data)


def _insert(*pieces: bytes) -> Change:
    def change(draft: Draft) -> bytes:
        place = _place(draft)
        return draft.content[:place] + draft.random.choice(pieces) + draft.content[place:]

    return change


def _noise(draft: Draft) -> bytes:
    place = _place(draft)
    return (
        draft.content[:place]
        + draft.random.randbytes(draft.random.choice((1, 16, 1000)))
        + draft.content[place:]
    )


def _double_block(draft: Draft) -> bytes:
    place, size = _place(draft), draft.random.choice((1, 64, 512, 4096))
    block = draft.content[place : place + size]
    return (
        draft.content[:place]
        + block * draft.random.choice((2, 2, 50))
        + draft.content[place + size :]
    )


def _encoded(draft: Draft) -> bytes:
    text = draft.content.decode("utf-8", "replace").replace("a", "ä", 20)
    return text.encode(draft.random.choice(ENCODINGS), "replace")


def _twice_encoded(draft: Draft) -> bytes:
    """`ä` as `Ã¤`: read as Latin-1, and written as UTF-8."""
    return draft.content.decode("latin-1").encode("utf-8")


def _long_line(draft: Draft) -> bytes:
    piece = draft.random.choice((b"x", b"\\n", b"(", b"\xc3\xa9", b"\\ud800"))
    return draft.content.replace(b'"source": [', b'"source": ["' + piece * 2_000_000 + b'",', 1)


def _packed(draft: Draft) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{draft.name}.ipynb", draft.content)
    return draft.random.choice(
        (gzip.compress(draft.content), packed.getvalue(), base64.b64encode(draft.content))
    )


CHANGES: dict[str, Change] = {
    "broken-off": _truncate,
    "begin-lost": _lose_begin,
    "block-lost": _lose_block,
    "bits-flipped": _flip,
    "noise": _noise,
    "block-doubled": _double_block,
    "nuls": _insert(b"\0", b"\0" * 512),
    "not-utf-8": _insert(*BROKEN),
    "control-characters": _insert(b"\x08", b"\x1b[2J", b"\x7f", b"\r"),
    "byte-order-mark": lambda draft: draft.random.choice(MARKS) + draft.content,
    "mark-inside": _insert(*MARKS),
    "nuls-behind": lambda draft: draft.content + b"\0" * 4096,
    "text-behind": lambda draft: draft.content + b"\n-- \nSent from my phone",
    "encoded": _encoded,
    "encoded-twice": _twice_encoded,
    "line-ends": lambda draft: draft.content.replace(
        b"\n", draft.random.choice((b"\r\n", b"\r", b"\r\r\n"))
    ),
    "long-line": _long_line,
    "packed": _packed,
    "something-else": lambda draft: draft.random.choice(INSTEAD),
}


def _act(change: Change) -> Callable[[Draft], object]:
    return lambda draft: setattr(draft, "content", change(draft))


BYTES = table("bytes", "bytes", {name: _act(change) for name, change in CHANGES.items()})
