"""The outputs of one run, as they come from the notebook: checked, merged and capped."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass, field
from typing import Any

from autograder.engine.frame import MalformedError, unpack_block
from autograder.engine.outside.output import overwritten, picture_metadata, texts_of
from autograder.engine.plain import clean

CUT = "[output cut: this cell put out more than there is room for]\n"
FLOOD_FACTOR = 10
"""A step that puts out this many times the limit is stopped."""
PIECE_BYTES = 200
"""What an output costs beside its text, so that many small ones are bounded too."""
ERROR_BYTES = 200_000
SAME_DISPLAY = 100
"""Displays of one id that an update reaches."""

MIME = re.compile(r"[a-z]+/[\w.+-]+", re.ASCII)
STREAMS = {1: "stdout", 2: "stderr"}


@dataclass
class _Piece:
    """One output, or the text of a stream so far."""

    output: dict[str, Any]
    size: int
    text: io.StringIO | None = None
    shown: bool = True


@dataclass
class _Cell:
    """The outputs of one step."""

    room: int
    pieces: list[_Piece] = field(default_factory=list)
    size: int = 0
    received: int = 0
    clear_next: bool = False
    cut: bool = False
    error_after_cut: bool = False


class Recording:
    """Takes outputs in for the step that runs, and gives them out as nbformat has them."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._cells: dict[int, _Cell] = {}
        self._cell = _Cell(0)
        self._step: int | None = None
        self._count = 0
        self._displays: dict[str, list[_Piece]] = {}
        self._decoders = {number: _decoder() for number in STREAMS}
        self.malformed: set[int] = set()
        """Steps with outputs that made no sense; these were dropped."""

    def begin(self, step: int, count: int) -> None:
        """All outputs from here on belong to this step, whose execution count this is."""
        used = sum(cell.size for cell in self._cells.values())
        self._cell = self._cells[step] = _Cell(room=(self._limit - used) // 2)
        self._step = step
        self._count = count
        self._decoders = {number: _decoder() for number in STREAMS}

    @property
    def flooded(self) -> bool:
        """Whether this step has put out so much that it must be stopped."""
        return self._cell.received > FLOOD_FACTOR * self._limit

    def cut(self) -> set[int]:
        """The steps whose outputs are not all there."""
        return {step for step, cell in self._cells.items() if cell.cut}

    def raw(self, descriptor: int, data: bytes) -> None:
        """Bytes that the notebook wrote to descriptor 1 or 2."""
        self._write(descriptor, self._decoders[descriptor].decode(data), len(data))

    def stream(self, payload: bytes) -> None:
        """The payload of a STREAM frame."""
        number = payload[:1]
        if number not in (b"1", b"2"):
            return self._refuse()
        self._write(int(number), payload[1:].decode("utf-8", "replace"), len(payload))

    def rich(self, payload: bytes) -> None:
        """The payload of a RICH frame."""
        self._cell.received += len(payload)
        try:
            head, tail = unpack_block(payload)
            parts = texts_of(head, tail)
            kind = head.get("output_type")
            if kind == "clear":
                self._clear(wait=head.get("wait") is True)
            elif kind == "cut":
                self._note_cut()
            elif kind == "error":
                self._error(head, parts)
            elif kind in ("display_data", "execute_result", "update"):
                self._display(kind, head, parts)
            else:
                raise MalformedError("an output of unknown type")
        except MalformedError:
            self._refuse()

    def error(self, name: str, words: str) -> None:
        """An error that the grader itself has to tell of this step."""
        self._keep_error({"ename": name, "evalue": words, "traceback": [f"{name}: {words}"]})

    def outputs(self, step: int) -> tuple[dict[str, Any], ...]:
        """The outputs of a step."""
        cell = self._cells.get(step)
        if cell is None:
            return ()
        found = []
        for piece in cell.pieces:
            text = {} if piece.text is None else {"text": overwritten(piece.text.getvalue())}
            found.append(piece.output | text)
        return tuple(found)

    def _write(self, descriptor: int, text: str, size: int) -> None:
        cell = self._cell
        cell.received += size
        if not text or cell.cut:
            return
        self._clear_waiting()
        text = clean(text, max(0, cell.room - cell.size))
        last = cell.pieces[-1] if cell.pieces else None
        if last is None or last.text is None or last.output["name"] != STREAMS[descriptor]:
            output = {"output_type": "stream", "name": STREAMS[descriptor], "text": ""}
            last = _Piece(output, PIECE_BYTES, io.StringIO())
            self._add(last)
        assert last.text is not None
        last.text.write(text)
        cut_short = cell.size + size > cell.room
        last.size += min(size, 4 * len(text))
        cell.size += min(size, 4 * len(text))
        if cut_short:
            self._note_cut()

    def _display(self, kind: str, head: dict[str, Any], parts: list[tuple[str, str]]) -> None:
        data = {mime: text for mime, text in parts if len(mime) < 100 and MIME.fullmatch(mime)}
        metadata = picture_metadata(head.get("metadata"), data)
        size = sum(map(len, data.values())) + PIECE_BYTES
        name = head.get("display_id")
        known = self._displays.get(name, []) if isinstance(name, str) else []
        if kind == "update":
            for piece in known:
                if piece.shown:
                    self._update(piece, data, metadata, size)
            return
        output: dict[str, Any] = {"output_type": kind, "data": data, "metadata": metadata}
        if kind == "execute_result":
            output["execution_count"] = self._count
        self._clear_waiting()
        if self._cell.cut or self._cell.size + size > self._cell.room:
            return self._note_cut()
        piece = _Piece(output, size)
        self._add(piece)
        if isinstance(name, str) and len(name) <= 200 and len(known) < SAME_DISPLAY:
            self._displays.setdefault(name, []).append(piece)

    def _update(
        self, piece: _Piece, data: dict[str, str], metadata: dict[str, Any], size: int
    ) -> None:
        grown = max(0, size - piece.size)
        if self._cell.cut or self._cell.size + grown > self._cell.room:
            return self._note_cut()
        # What an earlier step's display has grown by is charged to the step that made it grow.
        self._cell.size += grown
        piece.size += grown
        piece.output["data"], piece.output["metadata"] = dict(data), dict(metadata)

    def _error(self, head: dict[str, Any], parts: list[tuple[str, str]]) -> None:
        self._keep_error(
            {
                "ename": clean(str(head.get("ename", "")), 200),
                "evalue": clean(str(head.get("evalue", "")), 10_000),
                "traceback": [text for _, text in parts],
            }
        )

    def _keep_error(self, error: dict[str, Any]) -> None:
        size = sum(map(len, error["traceback"])) + len(error["evalue"]) + PIECE_BYTES
        if size > ERROR_BYTES:
            return self._note_cut()
        self._clear_waiting()
        full = self._cell.cut or self._cell.size + size > self._cell.room
        if full and self._cell.error_after_cut:
            return None
        # One error is kept even where there is no room left: it says how the step ended.
        self._cell.error_after_cut = self._cell.error_after_cut or full
        self._add(_Piece({"output_type": "error", **error}, 0 if full else size))

    def _add(self, piece: _Piece) -> None:
        self._cell.pieces.append(piece)
        self._cell.size += piece.size

    def _clear(self, wait: bool) -> None:
        if wait:
            self._cell.clear_next = True
            return
        for piece in self._cell.pieces:
            piece.shown = False
        self._cell.size -= sum(piece.size for piece in self._cell.pieces)
        self._cell.pieces.clear()
        self._cell.clear_next = False

    def _clear_waiting(self) -> None:
        if self._cell.clear_next:
            self._clear(wait=False)

    def _note_cut(self) -> None:
        if not self._cell.cut:
            self._cell.cut = True
            output = {"output_type": "stream", "name": "stderr", "text": ""}
            self._add(_Piece(output, 0, io.StringIO(CUT)))

    def _refuse(self) -> None:
        if self._step is not None:
            self.malformed.add(self._step)


def _decoder() -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("utf-8")("replace")
