"""The outputs of one cell, within the room that there is for them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from autograder.engine.outside.output import overwritten
from autograder.values.text import clean

CUT = "[output cut: this cell put out more than there is room for]\n"
PIECE_BYTES = 200
"""What an output costs beside its text, so that many small ones are bounded too."""
ERROR_BYTES = 200_000


@dataclass(eq=False)
class Piece:
    """One output, or the text of a stream so far."""

    output: dict[str, Any]
    size: int
    text: io.StringIO | None = None
    shown: bool = True


class CellOutputs:
    """Outputs in the order in which a notebook shows them; what has no room is dropped, and that is
    said once at its place."""

    def __init__(self, room: int) -> None:
        """`room` is in bytes."""
        self._room = room
        self._pieces: list[Piece] = []
        self._clear_next = False
        self._error_after_cut = False
        self.size = 0
        """Bytes that are taken."""
        self.cut = False
        """Whether something was dropped."""

    def write(self, stream: str, text: str, size: int) -> None:
        """Add text of `size` bytes to a stream, `stdout` or `stderr`."""
        if not text or self.cut:
            return
        self._clear_waiting()
        text = clean(text, max(0, self._room - self.size))
        open_text = self._open_text(stream)
        open_text.write(text)
        cut_short = self.size + size > self._room
        self._grow(self._pieces[-1], min(size, 4 * len(text)))
        if cut_short:
            self.note_cut()

    def add(self, output: dict[str, Any], size: int) -> Piece | None:
        """Add a display or a result of `size` bytes; None where there is no room."""
        self._clear_waiting()
        if not self._fits(size):
            self.note_cut()
            return None
        return self._append(Piece(output, size))

    def update(
        self, piece: Piece, data: dict[str, str], metadata: dict[str, Any], size: int
    ) -> None:
        """Change what a display shows. What an earlier cell's display grows by is charged to this
        cell, which makes it grow."""
        growth = max(0, size - piece.size)
        if not self._fits(growth):
            return self.note_cut()
        self._grow(piece, growth)
        piece.output["data"], piece.output["metadata"] = dict(data), dict(metadata)

    def add_error(self, error: dict[str, Any]) -> None:
        """Add an error, of a name, words and a traceback. One is kept even where there is no room
        left: it says how the cell ended."""
        size = sum(map(len, error["traceback"])) + len(error["evalue"]) + PIECE_BYTES
        if size > ERROR_BYTES:
            return self.note_cut()
        self._clear_waiting()
        fits = self._fits(size)
        if fits or not self._error_after_cut:
            self._error_after_cut = self._error_after_cut or not fits
            self._append(Piece({"output_type": "error", **error}, size if fits else 0))

    def clear(self, wait: bool) -> None:
        """Forget all outputs, or, with `wait`, do so when the next one comes."""
        self._clear_next = wait
        if wait:
            return
        for piece in self._pieces:
            piece.shown = False
            self.size -= piece.size
        self._pieces.clear()

    def note_cut(self) -> None:
        """Say, once, that from here on something is missing."""
        if not self.cut:
            self.cut = True
            output = {"output_type": "stream", "name": "stderr", "text": ""}
            self._append(Piece(output, 0, io.StringIO(CUT)))

    def outputs(self) -> tuple[dict[str, Any], ...]:
        """The outputs as nbformat 4 has them."""
        return tuple(
            piece.output
            if piece.text is None
            else piece.output | {"text": overwritten(piece.text.getvalue())}
            for piece in self._pieces
        )

    def _open_text(self, stream: str) -> io.StringIO:
        """The text that the stream goes on with: a new one after any other output."""
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.text is not None and last.output["name"] == stream:
            return last.text
        text = io.StringIO()
        output = {"output_type": "stream", "name": stream, "text": ""}
        self._append(Piece(output, PIECE_BYTES, text))
        return text

    def _fits(self, size: int) -> bool:
        return not self.cut and self.size + size <= self._room

    def _append(self, piece: Piece) -> Piece:
        self._pieces.append(piece)
        self.size += piece.size
        return piece

    def _grow(self, piece: Piece, growth: int) -> None:
        piece.size += growth
        self.size += growth

    def _clear_waiting(self) -> None:
        if self._clear_next:
            self.clear(wait=False)
