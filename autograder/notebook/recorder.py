"""Listens to what cells print, so that a check can read the printed shapes of the cell above."""

from __future__ import annotations

import sys
from typing import Any, TextIO

KEEP = 100_000
"""Characters that are kept of one cell's text."""


class Tee:
    """Passes everything on to a stream, and keeps a copy of what was written."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` stays in charge of showing the text."""
        self.stream = stream
        self.text: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Writes to the stream; keeps up to `KEEP` characters."""
        if self._length < KEEP:
            self.text.append(text[: KEEP - self._length])
            self._length += len(text)
        return self.stream.write(text)

    def __getattr__(self, name: str) -> Any:
        """Anything else is the stream's own."""
        return getattr(self.stream, name)


class Recorder:
    """What each cell printed at its last run; knows cells by their id where the front end tells it."""

    def __init__(self, shell: Any) -> None:
        """Starts listening to an IPython shell; an earlier recorder of the shell is let go."""
        self._printed: dict[str, str] = {}
        self._last: str | None = None
        self._tee: Tee | None = None
        self._cell: str | None = None
        self._source = ""
        for event, listener in (("pre_run_cell", self._start), ("post_run_cell", self._stop)):
            for callback in list(shell.events.callbacks[event]):
                if isinstance(getattr(callback, "__self__", None), Recorder):
                    shell.events.unregister(event, callback)
            shell.events.register(event, listener)

    def printed(self, cell: str) -> str | None:
        """What the cell of that id printed at its last run, else what the last cell before did.

        Where the front end tells no ids (nbclient, Colab), the cell run last before this one counts.
        None where there is neither.
        """
        return self._printed[cell] if cell in self._printed else self._last

    def _start(self, info: Any) -> None:
        self._cell = getattr(info, "cell_id", None)
        self._source = str(getattr(info, "raw_cell", "") or "")
        self._tee = Tee(sys.stdout)
        sys.stdout = self._tee  # type: ignore[assignment]  # it has all that a stream has

    def _stop(self, result: Any) -> None:
        if self._tee is None:
            return
        if sys.stdout is self._tee:
            sys.stdout = self._tee.stream
        text = "".join(self._tee.text)
        self._tee = None
        value = getattr(result, "result", None)
        if value is not None:
            text += f"\n{value!r}"[:KEEP]
        if self._source.strip().startswith("check("):
            return
        if self._cell is not None:
            self._printed[self._cell] = text
        else:
            self._last = text
