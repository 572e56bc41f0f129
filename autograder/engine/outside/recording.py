"""The outputs of one run, as they come from the notebook: checked, merged and capped."""

from __future__ import annotations

import codecs
import re
from typing import Any

from autograder.engine.frame import MalformedError, unpack_block
from autograder.engine.outside.cell_outputs import PIECE_BYTES, CellOutputs, Piece
from autograder.engine.outside.output import Cleaning, picture_metadata, texts_of
from autograder.values.text import clean

FLOOD_FACTOR = 10
"""A step that puts out this many times the limit is stopped."""
SAME_DISPLAY = 100
"""Displays of one id that an update reaches."""

MIME = re.compile(r"[a-z]+/[\w.+-]+", re.ASCII)
STREAMS = {1: "stdout", 2: "stderr"}


class Recording:
    """Takes outputs in for the step that runs, and gives them out as nbformat has them."""

    def __init__(self, limit: int) -> None:
        """`limit` is in bytes, for all steps together."""
        self._limit = limit
        self._cells: dict[int, CellOutputs] = {}
        self._cell = CellOutputs(0)
        self._cleaning = Cleaning()
        self._step: int | None = None
        self._count = 0
        self._received = 0
        self._displays: dict[str, list[Piece]] = {}
        self._decoders = {number: _decoder() for number in STREAMS}
        self.malformed: set[int] = set()
        """Steps with outputs that made no sense; these were dropped."""

    def begin(self, step: int, count: int) -> None:
        """All outputs from here on belong to this step, whose execution count this is."""
        used = sum(cell.size for cell in self._cells.values())
        self._cell = self._cells[step] = CellOutputs((self._limit - used) // 2)
        self._step = step
        self._count = count
        self._received = 0
        self._decoders = {number: _decoder() for number in STREAMS}

    @property
    def flooded(self) -> bool:
        """Whether this step has put out so much that it must be stopped."""
        return self._received > FLOOD_FACTOR * self._limit

    def cut(self) -> set[int]:
        """The steps whose outputs are not all there."""
        return {step for step, cell in self._cells.items() if cell.cut}

    def raw(self, descriptor: int, data: bytes) -> None:
        """Take in bytes that the notebook wrote to descriptor 1 or 2."""
        self._received += len(data)
        text = self._decoders[descriptor].decode(data)
        self._cell.write(STREAMS[descriptor], text, len(data))

    def stream(self, payload: bytes) -> None:
        """Take in the payload of a STREAM frame."""
        number = payload[:1]
        if number not in (b"1", b"2"):
            return self._note_malformed()
        self._received += len(payload)
        text = payload[1:].decode("utf-8", "replace")
        self._cell.write(STREAMS[int(number)], text, len(payload))

    def rich(self, payload: bytes) -> None:
        """Take in the payload of a RICH frame."""
        self._received += len(payload)
        try:
            head, tail = unpack_block(payload)
            self._take(head, texts_of(head, tail))
        except MalformedError:
            self._note_malformed()

    def error(self, name: str, words: str) -> None:
        """Add an error that the grader itself has to tell of this step."""
        self._cell.add_error({"ename": name, "evalue": words, "traceback": [f"{name}: {words}"]})

    def outputs(self, step: int) -> tuple[dict[str, Any], ...]:
        """The outputs of a step, made harmless."""
        cell = self._cells.get(step)
        return () if cell is None else tuple(map(self._cleaning.clean, cell.outputs()))

    def _take(self, head: dict[str, Any], parts: list[tuple[str, str]]) -> None:
        kind = head.get("output_type")
        if kind == "clear":
            self._cell.clear(wait=head.get("wait") is True)
        elif kind == "cut":
            self._cell.note_cut()
        elif kind == "error":
            self._cell.add_error(_error(head, parts))
        elif kind == "update":
            self._update(head, parts)
        elif kind in ("display_data", "execute_result"):
            self._display(kind, head, parts)
        else:
            raise MalformedError("an output of unknown type")

    def _display(self, kind: str, head: dict[str, Any], parts: list[tuple[str, str]]) -> None:
        data, metadata, size = _content(head, parts)
        output: dict[str, Any] = {"output_type": kind, "data": data, "metadata": metadata}
        if kind == "execute_result":
            output["execution_count"] = self._count
        piece = self._cell.add(output, size)
        name = head.get("display_id")
        if piece is not None and isinstance(name, str) and len(name) <= 200:
            same = self._displays.setdefault(name, [])
            if len(same) < SAME_DISPLAY:
                same.append(piece)

    def _update(self, head: dict[str, Any], parts: list[tuple[str, str]]) -> None:
        """Change what all displays of one id show, also those of earlier steps."""
        data, metadata, size = _content(head, parts)
        name = head.get("display_id")
        for piece in self._displays.get(name, ()) if isinstance(name, str) else ():
            if piece.shown:
                self._cell.update(piece, data, metadata, size)

    def _note_malformed(self) -> None:
        if self._step is not None:
            self.malformed.add(self._step)


def _content(
    head: dict[str, Any], parts: list[tuple[str, str]]
) -> tuple[dict[str, str], dict[str, Any], int]:
    """What a display shows: its texts by type, their metadata, and what it costs in bytes."""
    data = {mime: text for mime, text in parts if len(mime) < 100 and MIME.fullmatch(mime)}
    metadata = picture_metadata(head.get("metadata"), data)
    return data, metadata, sum(map(len, data.values())) + PIECE_BYTES


def _error(head: dict[str, Any], parts: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "ename": _text(head.get("ename"), 200),
        "evalue": _text(head.get("evalue"), 10_000),
        "traceback": [text for _, text in parts],
    }


def _text(value: Any, length: int) -> str:
    """A text, cut; nothing of what is none: lists in lists may be too deep to be written."""
    return clean(value, length) if isinstance(value, str) else ""


def _decoder() -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("utf-8")("replace")
