"""Listens to cells as they run, so that a check knows what the answer's own cell printed, how it
ended, and whether its variables are of that run."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from autograder.notebook.cell_run import CellRun, error_words, sets

KEEP = 100_000
"""Characters that are kept of one cell's text."""

NAMED = ("check-", "locked-")
"""Ids of released cells start like this. A front end that tells such an id tells the notebook's own
ids; others tell ids that they made up, or none."""

MISSING = object()
"""Stands for the value of a variable that is not there."""

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
    before: Mapping[str, Any]
    """What the watched variables held when it began."""


class Recorder:
    """The last run of each cell; knows cells by their id where the front end tells it."""

    def __init__(self, shell: Any) -> None:
        """Starts listening to an IPython shell.

        Where another recorder listened before (the notebook's first cell was run again), this one
        takes over what it knows.
        """
        self._namespace: Mapping[str, Any] = shell.user_ns
        self._runs: dict[str, CellRun] = {}
        self._by_source: dict[str, CellRun] = {}
        self._last: CellRun | None = None
        self._count = 0
        self._named = False
        self._set: dict[str, CellRun | None] = {}
        """By the name of a watched variable: the run that set it last."""
        self._setting: dict[str, CellRun] = {}
        """The same, of runs whose source sets it, whether or not they came so far."""
        self._running: list[_Running] = []
        """A cell may run another one: the innermost is the last."""
        for event, listener in (("pre_run_cell", self._start), ("post_run_cell", self._stop)):
            for callback in list(shell.events.callbacks[event]):
                earlier = getattr(callback, "__self__", None)
                if isinstance(earlier, Recorder):
                    shell.events.unregister(event, callback)
                    self._take_over(earlier)
            shell.events.register(event, listener)

    def watch(self, names: Iterable[str]) -> None:
        """From now on it is seen which cells set these variables."""
        for name in names:
            self._set.setdefault(name, None)

    def run_of(self, cell: str, names: Sequence[str] = ()) -> CellRun | None:
        """The last run of the cell of that id; None where it has not run.

        Where the front end does not tell the notebook's own ids (nbclient, Colab), that cell counts
        which ran last of those that set one of `names`, or of all where no names are given.
        """
        if cell in self._runs or self._named:
            return self._runs.get(cell)
        if not names:
            return self._last
        setting = [self._setting[name] for name in names if name in self._setting]
        return max(setting, key=lambda run: run.number, default=None)

    def run_by(self, source: str) -> CellRun | None:
        """The last run of the cell with this source; None where none has run, or ids are told."""
        return self._by_source.get(source.strip())

    def printed(self, cell: str) -> str | None:
        """What the cell of that id printed at its last run; None where it has not run."""
        run = self.run_of(cell)
        return None if run is None else run.printed

    def set_by(self, name: str) -> CellRun | None:
        """The run that set a watched variable last; None where none did that was listened to."""
        return self._set.get(name)

    def is_setting(self, name: str) -> bool:
        """Whether a cell that runs just now has set a watched variable, or is to set it."""
        return any(
            name in running.before
            and (self._changed(running, name) or sets(str(running.info.raw_cell), name))
            for running in self._running
        )

    @classmethod
    def of(cls, shell: Any) -> Recorder | None:
        """The recorder that listens to an IPython shell; None where none does."""
        listening = (
            getattr(callback, "__self__", None)
            for callback in shell.events.callbacks["post_run_cell"]
        )
        return next((found for found in listening if isinstance(found, cls)), None)

    def _take_over(self, earlier: Recorder) -> None:
        self._runs, self._by_source = dict(earlier._runs), dict(earlier._by_source)
        self._set, self._setting = dict(earlier._set), dict(earlier._setting)
        self._last, self._count = earlier._last, earlier._count
        self._named = self._named or earlier._named
        while earlier._running:
            _put_back(earlier._running.pop().tee)

    def _start(self, info: Any) -> None:
        cell = getattr(info, "cell_id", None)
        self._named = self._named or str(cell).startswith(NAMED)
        tee = Tee(sys.stdout)
        before = {name: self._namespace.get(name, MISSING) for name in self._set}
        self._running.append(_Running(info, tee, before))
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
        self._count += 1
        run = self._ended(running, result)
        for name in running.before:
            setting = sets(run.source, name)
            if setting:
                self._setting[name] = run
            if self._changed(running, name) or (setting and not run.error):
                self._set[name] = run
        if run.source.startswith(CHECKS):
            return
        self._last = run
        if not self._named:
            self._by_source[run.source] = run
        if run.cell is not None:
            self._runs[run.cell] = run

    def _ended(self, running: _Running, result: Any) -> CellRun:
        error = getattr(result, "error_before_exec", None) or getattr(result, "error_in_exec", None)
        return CellRun(
            number=self._count,
            cell=getattr(running.info, "cell_id", None),
            source=str(running.info.raw_cell).strip(),
            printed=running.tee.text + _shown(getattr(result, "result", None)),
            error=error_words(error, str(running.info.raw_cell)),
            ended=time.time(),
        )

    def _changed(self, running: _Running, name: str) -> bool:
        return self._namespace.get(name, MISSING) is not running.before[name]


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
