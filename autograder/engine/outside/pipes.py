"""The grader's ends of a process's four pipes."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from autograder.engine.frame import Frame, FrameParser
from autograder.engine.process import Process

CHUNK = 1 << 18
LOOK_SECONDS = 0.1
"""How often to look whether the process is gone though something still holds its pipes."""
EXIT_SECONDS = 0.5
"""How long a process that has closed its pipes may take to exit before it is killed."""


class EndedError(Exception):
    """The process is gone, and all that it put out has been read."""


@dataclass(frozen=True)
class Arrivals:
    """What came out of a process at one look."""

    frames: tuple[Frame, ...]
    raw: tuple[tuple[int, bytes], ...]
    """What was written to descriptor 1 or 2, with that number. It was written after the frames: the
    process holds a frame back until what it wrote raw before is read."""


class Pipes:
    """Sends bytes to a process, and reads what comes from it; never waits for one pipe alone."""

    def __init__(self, process: Process, caps: Mapping[bytes, int]) -> None:
        """`caps` has the kinds of frames that may come, and the bytes of each at most."""
        self._process = process
        self._ends = process.ends
        self._parser = FrameParser(caps)
        self._outgoing = bytearray()
        self._raw = {self._ends.stdout: 1, self._ends.stderr: 2}

    def send(self, data: bytes) -> None:
        """Have these bytes sent while `look` waits."""
        self._outgoing += data

    def look(self, end: float) -> Arrivals:
        """What came, as soon as something does; nothing after a moment without, or at `end`.

        Raises:
            EndedError: there is nothing more to come.
            MalformedError: a frame that may not be.
        """
        ready = self._ready(end)
        if self._ends.commands in ready:
            self._write()
        gone = not ready and self._process.ended()
        frames: tuple[Frame, ...] = ()
        if self._ends.frames in ready or gone:
            data = _read(self._ends.frames)
            gone = data == b"" or (gone and data is None)
            frames = tuple(self._parser.feed(data or b""))
        raw = tuple(self._read_raw(self._raw if gone else ready))
        if gone and not frames and not raw:
            self._await_exit()
            raise EndedError
        return Arrivals(frames, raw)

    def _ready(self, end: float) -> Collection[int]:
        """The descriptors that can be read, or written to where something waits to be sent."""
        poll = select.poll()
        for descriptor in (self._ends.frames, *self._raw):
            poll.register(descriptor, select.POLLIN)
        if self._outgoing:
            poll.register(self._ends.commands, select.POLLOUT)
        left = min(LOOK_SECONDS, max(0.0, end - time.monotonic()))
        return dict(poll.poll(left * 1000))

    def _read_raw(self, ready: Collection[int]) -> list[tuple[int, bytes]]:
        arrivals = []
        for descriptor, number in list(self._raw.items()):
            if descriptor in ready:
                data = _read(descriptor)
                if data:
                    arrivals.append((number, data))
                elif data is not None:  # closed for good: to poll it again would return at once
                    del self._raw[descriptor]
        return arrivals

    def _write(self) -> None:
        try:
            sent = os.write(self._ends.commands, bytes(self._outgoing[:CHUNK]))
        except BlockingIOError:
            return
        except BrokenPipeError:  # it is gone, or has closed its end: reading will tell
            sent = len(self._outgoing)
        del self._outgoing[:sent]

    def _await_exit(self) -> None:
        """A process that exits closes its pipes a moment before its exit code can be read."""
        end = time.monotonic() + EXIT_SECONDS
        while not self._process.ended() and time.monotonic() < end:
            time.sleep(0.002)


def _read(descriptor: int) -> bytes | None:
    """What is there: empty at the end, None where there is nothing yet."""
    try:
        return os.read(descriptor, CHUNK)
    except BlockingIOError:
        return None
