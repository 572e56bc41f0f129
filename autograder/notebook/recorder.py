"""Listens to what cells print, so that a check can read the printed shapes of the cell above."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TextIO

KEEP = 100_000
"""Characters that are kept of one cell's text."""

NAMED = ("check-", "locked-")
"""Ids of released cells start like this. A front end that tells such an id tells the notebook's own
ids; others tell ids that they made up, or none."""

CHECKS = ("check(", "grader.check(")
"""Cells that begin so print nothing that is asked for."""


class Tee:
    """Passes everything on to a stream, and keeps a copy of what was written."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` stays in charge of showing the text."""
        self.stream = stream
        self._kept: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """What was written, its first `KEEP` characters."""
        return "".join(self._kept)

    def write(self, text: str) -> int:
        """Writes to the stream; keeps up to `KEEP` characters."""
        written = self.stream.write(text)  # what is no text raises here, and is not kept
        if self._length < KEEP:
            self._kept.append(text[: KEEP - self._length])
            self._length += len(text)
        return written

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes every line, as `write` does."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Anything else is the stream's own."""
        return getattr(self.stream, name)


@dataclass(frozen=True)
class _Running:
    """A cell that is running."""

    info: Any
    """What IPython tells of it, the same object at its start and in its result."""
    tee: Tee


class Recorder:
    """What each cell printed at its last run; knows cells by their id where the front end tells it."""

    def __init__(self, shell: Any) -> None:
        """Starts listening to an IPython shell.

        Where another recorder listened before (the notebook's first cell was run again), this one
        takes over what it knows.
        """
        self._printed: dict[str, str] = {}
        self._by_source: dict[str, str] = {}
        self._last: str | None = None
        self._named = False
        self._running: list[_Running] = []
        """A cell may run another one: the innermost is the last."""
        for event, listener in (("pre_run_cell", self._start), ("post_run_cell", self._stop)):
            for callback in list(shell.events.callbacks[event]):
                earlier = getattr(callback, "__self__", None)
                if isinstance(earlier, Recorder):
                    shell.events.unregister(event, callback)
                    self._take_over(earlier)
            shell.events.register(event, listener)

    def printed(self, cell: str) -> str | None:
        """What the cell of that id printed at its last run; None where it has not run.

        Where the front end does not tell the notebook's own ids (nbclient, Colab), the cell counts
        that was run last before this one.
        """
        if cell in self._printed:
            return self._printed[cell]
        return None if self._named else self._last

    def printed_by(self, source: str) -> str | None:
        """What the cell with this source printed at its last run; None where none has run."""
        return self._by_source.get(source.strip())

    @classmethod
    def of(cls, shell: Any) -> Recorder | None:
        """The recorder that listens to an IPython shell; None where none does."""
        listening = (
            getattr(callback, "__self__", None)
            for callback in shell.events.callbacks["post_run_cell"]
        )
        return next((found for found in listening if isinstance(found, cls)), None)

    def _take_over(self, earlier: Recorder) -> None:
        self._printed, self._last = dict(earlier._printed), earlier._last
        self._by_source = dict(earlier._by_source)
        self._named = self._named or earlier._named
        while earlier._running:
            _put_back(earlier._running.pop().tee)

    def _start(self, info: Any) -> None:
        cell = getattr(info, "cell_id", None)
        self._named = self._named or str(cell).startswith(NAMED)
        tee = Tee(sys.stdout)
        self._running.append(_Running(info, tee))
        sys.stdout = tee  # type: ignore[assignment]  # it has all that a stream has

    def _stop(self, result: Any) -> None:
        info = getattr(result, "info", None)
        if not any(running.info is info for running in self._running):
            return  # an empty cell, or the one in which this recorder was made
        while True:
            running = self._running.pop()
            _put_back(running.tee)
            if running.info is info:
                break
        source = str(info.raw_cell).strip()
        if source.startswith(CHECKS):
            return
        text = running.tee.text + _shown(getattr(result, "result", None))
        self._last = text
        if not self._named:
            self._by_source[source] = text
        if getattr(info, "cell_id", None) is not None:
            self._printed[info.cell_id] = text


def _put_back(tee: Tee) -> None:
    """Takes a tee off, unless the cell has put something of its own in its place."""
    if sys.stdout is tee:
        sys.stdout = tee.stream


def _shown(value: Any) -> str:
    """The text under which a cell's last expression is shown; none where it has no value."""
    if value is None:
        return ""
    from IPython.lib.pretty import pretty

    try:
        return f"\n{pretty(value)}"[:KEEP]
    except Exception:  # a student's own __repr__; IPython has shown its error under the cell
        return ""
