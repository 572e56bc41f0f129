"""The pictures in what a notebook shows, taken out of its texts and put back.

They are nearly all of it: in base64, in pages, each as often as it is shown. Beside the text they lie as
bytes, once each; and where the staff's own run of the assignment has drawn the same one, only its name
lies there.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.markup.remembered import Remembered
from autograder.values.text import MalformedError

IN_BASE64 = re.compile(r"(?:\A|;base64,)([A-Za-z0-9+/]{1024,}={0,2})")
"""A picture in a text, or one that is all of it; smaller ones stay where they are."""
DIGEST = re.compile(r"[0-9a-f]{64}")

TextPiece = str | np.ndarray | tuple[str]
"""Of a text: what stands there, the bytes of a picture, or the name of one that is kept elsewhere."""
Output = Mapping[str, Any]

_KNOWN = Remembered[tuple[TextPiece, ...]](16 << 20)
"""Of texts all of whose pictures were kept elsewhere: a class shows the lesson's own again and again."""


def picture_digest(picture: bytes) -> str:
    """What a picture is called that is kept elsewhere: nobody names one who has not seen it."""
    return hashlib.sha256(picture).hexdigest()


def pictures_of(outputs: Sequence[Sequence[Output]]) -> Iterator[bytes]:
    """All pictures in what the steps of a run have put out."""
    for step in outputs:
        for output in step:
            for text in _data(output).values():
                for _, picture in _found(text) if isinstance(text, str) else ():
                    yield picture


def length_of_texts(outputs: Sequence[Sequence[Output]]) -> int:
    """Characters of all that is shown, pictures included."""
    texts = (text for step in outputs for output in step for text in _data(output).values())
    return sum(len(text) for text in texts if isinstance(text, str))


def without_pictures(output: Output, elsewhere: Container[str]) -> dict[str, Any]:
    """An output whose texts are in pieces; `elsewhere` has the names of pictures that need not be kept
    with it."""
    data = {kind: _pieces(text, elsewhere) for kind, text in _data(output).items()}
    return {**output, "data": data} if data else dict(output)


def _pieces(text: Any, elsewhere: Container[str]) -> Any:
    if not isinstance(text, str):
        return text
    known = _KNOWN.find(text)
    if known is not None and all(p[0] in elsewhere for p in known if isinstance(p, tuple)):
        return known
    pieces: list[TextPiece] = []
    start = 0
    for found, picture in _found(text):
        name = picture_digest(picture)
        bytes_of_it = np.frombuffer(picture, dtype=np.uint8)
        pieces += [text[start : found.start(1)], (name,) if name in elsewhere else bytes_of_it]
        start = found.end(1)
    if not pieces:
        return text
    whole = (*pieces, text[start:])
    if not any(isinstance(piece, np.ndarray) for piece in whole):
        _KNOWN.keep(text, whole, "")
    return whole


def _found(text: str) -> Iterator[tuple[re.Match[str], bytes]]:
    for found in IN_BASE64.finditer(text):
        try:
            picture = base64.b64decode(found[1], validate=True)
        except (binascii.Error, ValueError):
            continue
        if (
            base64.b64encode(picture).decode("ascii") == found[1]
        ):  # else it would come back otherwise
            yield found, picture


class PuttingBack:
    """Makes texts of pieces again, as long as they are not too much together: a small file could name a
    large picture a million times."""

    def __init__(self, kept: Callable[[str], bytes | None], most: int) -> None:
        """`kept` gives a picture that is kept elsewhere, by its name; None where it is not there."""
        self._kept = kept
        self._left = most

    def output(self, output: Output, words_only: bool = False) -> dict[str, Any]:
        """The output of `without_pictures`; with `words_only` its text alone, where it has one.

        Raises:
            MalformedError: it makes none of these pieces, or too much of them, or a picture is not there.
        """
        data = _data(output)
        if words_only and "text/plain" in data:
            data = {"text/plain": data["text/plain"]}
        return (
            {**output, "data": {k: self._text(v) for k, v in data.items()}} if data else {**output}
        )

    def _text(self, pieces: Any) -> Any:
        if type(pieces) is not tuple:
            return pieces
        return "".join(map(self._piece, pieces))

    def _piece(self, piece: Any) -> str:
        if isinstance(piece, str):
            text = piece
        elif isinstance(piece, np.ndarray) and piece.dtype == np.uint8 and piece.ndim == 1:
            self._spend(piece.size)
            text = base64.b64encode(piece.tobytes()).decode("ascii")
        elif type(piece) is tuple and len(piece) == 1 and isinstance(piece[0], str):
            picture = self._kept(piece[0])
            if picture is None:
                raise MalformedError("a picture is not there any more")
            self._spend(len(picture))
            text = base64.b64encode(picture).decode("ascii")
        else:
            raise MalformedError("no piece of a text")
        return text

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise MalformedError("pictures of more than may be kept")


def _data(output: Output) -> Mapping[str, Any]:
    data = output.get("data")
    return data if isinstance(data, Mapping) else {}
