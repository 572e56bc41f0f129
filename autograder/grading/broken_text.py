"""Why a text is no notebook's JSON, in words for whoever has to hand it in again."""

from __future__ import annotations

import json
import re

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"PK", "a zip: unpack it, and submit the notebook that is in it"),
    (b"\x1f\x8b", "a packed file (gzip): unpack it first"),
    (b"%PDF", "a PDF: submit the notebook itself"),
    (b"\x89PNG", "a picture: submit the notebook itself"),
    (b"\xff\xfe", "text in UTF-16: save it as UTF-8, or as a notebook in Jupyter"),
    (b"\xfe\xff", "text in UTF-16: save it as UTF-8, or as a notebook in Jupyter"),
    (
        b"<",
        "a web page, perhaps the one that shows the notebook: download the notebook itself",
    ),
)
"""How files begin that come in the place of notebooks, and what they are."""
MERGING = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
"""What git writes into a file where two versions of it disagree."""
NO_SPACE = re.compile(r"[^ \t\n\r]")
"""A character that means something in JSON."""


def whose_beginning(text: bytes) -> str | None:
    """What the bytes are in the place of a notebook's, by how they begin; None where that says nothing."""
    if not text.strip():
        return "it is empty, so it is not JSON"
    if not text.strip(b"\0"):
        return "it is not JSON but zeros, as in a file that was never written to its end"
    begin = text[:100].lstrip()
    what = next((words for mark, words in BEGINNINGS if begin.startswith(mark)), None)
    return what and f"it is not JSON but {what}"


def why_no_json(text: str, error: ValueError) -> str:
    """Why a text is no JSON, by what the reader of JSON raised. Lines are counted as editors count them."""
    if not isinstance(error, json.JSONDecodeError):
        return "it is not JSON: a number in it has too many digits"
    merging = MERGING.search(text)
    if merging is not None:
        line = text.count("\n", 0, merging.start()) + 1
        return f"it is not JSON: in line {line} it has a mark of git's, where two versions disagree"
    if error.msg.startswith("Unterminated") or NO_SPACE.search(text, error.pos) is None:
        return "it is not JSON: it breaks off, as after a failed upload"
    where = f"line {error.lineno}, at character {error.colno}"
    if error.msg.startswith("Extra"):
        return f"it is not JSON: something follows behind its end, in {where}"
    return f"it is not JSON: it can't be read from {where}, on"
