"""Commands and answers between the grader and one process, against the clock."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from autograder.engine import frame
from autograder.engine.errors import LostError, StartError
from autograder.engine.frame import Frame, FrameParser, MalformedError
from autograder.engine.outside.recording import Recording
from autograder.engine.outside.taking import printable
from autograder.engine.plain import clean
from autograder.engine.process import Process
from autograder.engine.session import Limits

CHUNK = 1 << 18
LOOK_SECONDS = 0.1
"""How often to look whether the process is gone though something still holds its pipes."""
EXIT_SECONDS = 0.5
"""How long a process that has closed its pipes may take to exit before it is killed."""

Reason = Literal["time-limit", "output-limit"]


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    end: Literal["done", "killed", "total-time-limit", "crashed", "malformed"]
    error: str | None = None
    """The exception that ended the cell."""
    refused: str | None = None
    """The path of the file for which it ended so, as the notebook's process says."""
    stopped: Reason | None = None
    """Why it was interrupted (and, where the end is `killed`, then killed)."""


class EndedError(Exception):
    """The process is gone."""


class Exchange:
    """One process and what it has to say. After any end but `done` it is of no more use."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self._number = 0
        self._outgoing = bytearray()
        self._raw = {process.stdout: 1, process.stderr: 2}
        large = frame.SMALL + limits.array_bytes
        self._parser = FrameParser(
            {
                frame.READY: 0,
                frame.FAILED: frame.SMALL,
                frame.STREAM: frame.SMALL,
                frame.RICH: frame.SMALL + limits.output_bytes,
                frame.VALUE: large,
                frame.RETURNED: large,
                frame.DONE: frame.SMALL,
            }
        )

    def start(self, payload: bytes) -> None:
        """Send the START frame and wait until the process is ready.

        Raises:
            StartError: it was not, in `start_seconds`.
            LostError: it was taken away before.
        """
        self._post(frame.START, payload)
        end = time.monotonic() + self._limits.start_seconds
        last = b""
        try:
            while time.monotonic() < end:
                frames, raw = self._wait(end)
                last = (last + b"".join(data for _, data in raw))[-2000:]
                for message in frames:
                    if message.kind == frame.READY:
                        self._process.refusals()  # of before: no doing of the notebook's
                        return
                    if message.kind == frame.FAILED:
                        raise StartError(clean(message.payload.decode("utf-8", "replace"), 500))
        except (EndedError, MalformedError) as error:
            ending = self._process.end()
            words = clean(last.decode("utf-8", "replace"), 2000).strip()
            # Nothing of the notebook has run: whoever killed it, it can be tried again.
            lost = ending.kind == "lost" or ending.how == "signal SIGKILL"
            raise (LostError if lost else StartError)(
                f"{ending.how}; it said: {words or error}"
            ) from None
        raise StartError(f"not ready after {self._limits.start_seconds:g} s")

    def command(
        self,
        kind: bytes,
        payload: bytes,
        seconds: float,
        total_end: float,
        recording: Recording | None = None,
        answer: Callable[[bytes], None] | None = None,
    ) -> Outcome:
        """Have one command done: outputs go to `recording`, VALUE and RETURNED payloads to
        `answer`."""
        self._post(kind, payload)
        end = time.monotonic() + seconds
        stopped: Reason | None = None
        while (now := time.monotonic()) < total_end:
            if stopped is None:
                flooded = recording is not None and recording.flooded
                if flooded or now >= end:
                    stopped = "output-limit" if flooded else "time-limit"
                    self._process.interrupt()
                    end = now + self._limits.grace_seconds
            elif now >= end:
                return Outcome("killed", stopped=stopped)
            try:
                frames, raw = self._wait(min(end, total_end))
                done = self._sort(frames, raw, recording, answer)
            except EndedError:
                return Outcome("crashed", stopped=stopped)
            except MalformedError:
                return Outcome("malformed", stopped=stopped)
            if done is not None:
                return replace(done, stopped=stopped)
        return Outcome("total-time-limit", stopped=stopped)

    def _sort(
        self,
        frames: list[Frame],
        raw: list[tuple[int, bytes]],
        recording: Recording | None,
        answer: Callable[[bytes], None] | None,
    ) -> Outcome | None:
        done = None
        for message in frames:
            # Outputs belong to the step that runs, whatever their number: a thread may put them
            # out.
            if message.kind == frame.STREAM and recording is not None:
                recording.stream(message.payload)
            elif message.kind == frame.RICH and recording is not None:
                recording.rich(message.payload)
            elif message.number != self._number:
                continue
            elif message.kind in (frame.VALUE, frame.RETURNED) and answer is not None:
                answer(message.payload)
            elif message.kind == frame.DONE and done is None:
                said = frame.read_object(message.payload)
                error, path = said.get("error"), said.get("refused")
                done = Outcome(
                    "done",
                    error=clean(error, 80) if isinstance(error, str) else None,
                    refused=printable(path, 120) if isinstance(path, str) else None,
                )
        for descriptor, data in raw:
            if recording is not None:
                recording.raw(descriptor, data)
        return done

    def _post(self, kind: bytes, payload: bytes) -> None:
        self._number += 1
        self._outgoing += frame.pack(kind, self._number, payload)

    def _wait(self, end: float) -> tuple[list[Frame], list[tuple[int, bytes]]]:
        """What came until something came: frames, and raw output. Empty where nothing did.

        Frames come before raw output: the process holds a frame back until what it wrote raw before
        is read, so raw output that waits beside a frame was written after it.
        """
        process = self._process
        poll = select.poll()
        for descriptor in (process.frames, *self._raw):
            poll.register(descriptor, select.POLLIN)
        if self._outgoing:
            poll.register(process.commands, select.POLLOUT)
        left = min(LOOK_SECONDS, max(0.0, end - time.monotonic()))
        ready = dict(poll.poll(left * 1000))
        if process.commands in ready:
            self._write()
        frames: list[Frame] = []
        raw: list[tuple[int, bytes]] = []
        gone = not ready and process.ended()
        if process.frames in ready or gone:
            data = _read(process.frames)
            gone = data == b"" or (gone and data is None)
            frames = list(self._parser.feed(data or b""))
        for descriptor, number in list(self._raw.items()):
            if descriptor in ready or gone:
                data = _read(descriptor)
                if data:
                    raw.append((number, data))
                elif data is not None:  # closed for good: to poll it again would return at once
                    del self._raw[descriptor]
        if gone and not raw and not frames:
            self._await_exit()
            raise EndedError
        return frames, raw

    def _write(self) -> None:
        try:
            sent = os.write(self._process.commands, bytes(self._outgoing[:CHUNK]))
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
