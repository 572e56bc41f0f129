"""Commands and answers between the grader and one process, against the clock."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from autograder.engine import frame
from autograder.engine.errors import LostError, StartError
from autograder.engine.frame import MalformedError
from autograder.engine.outside.command import Command, CommandEnd, Reason
from autograder.engine.outside.deadline import MOST, Deadline
from autograder.engine.outside.pipes import Arrivals, EndedError, Pipes
from autograder.engine.outside.recording import FLOOD_FACTOR, Recording
from autograder.engine.process import Ending, Process
from autograder.engine.refusal import NO_NAME, USE_FILE, Refusal
from autograder.engine.session import Limits
from autograder.values.text import clean, printable

FRAME_BYTES = 200
"""What a frame costs beside its payload, so that many small ones are bounded too."""
LAST_WORDS = 2000
"""Bytes of what a process printed that did not start, for staff."""


class Exchange:
    """One process and what it has to say. A command that is not done ends the process."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self._process = process
        self._limits = limits
        self._number = 0
        self._waited = 0.0
        """Seconds for which the process had no processor, when that was asked last."""
        self._received = 0
        """Bytes that came since the last command."""
        self._most = FLOOD_FACTOR * limits.output_bytes + limits.taken_bytes
        large = frame.SMALL + limits.array_bytes
        caps = {
            frame.READY: 0,
            frame.FAILED: frame.SMALL,
            frame.STREAM: frame.SMALL,
            frame.RICH: frame.SMALL + limits.output_bytes,
            frame.VALUE: large,
            frame.RETURNED: large,
            frame.DONE: frame.SMALL,
        }
        self._pipes = Pipes(process, caps)
        self.over = False
        """Whether the process was ended, so that no command can follow."""

    def start(self, payload: bytes) -> None:
        """Send the START frame and wait until the process is ready.

        Raises:
            StartError: it cannot be, or was not in `start_seconds`.
            LostError: it ended before.
        """
        self._post(frame.START, payload)
        last = bytearray()
        try:
            self._await_ready(last)
        except (EndedError, MalformedError) as error:
            ending = self.end()
            words = clean(last.decode("utf-8", "replace"), LAST_WORDS).strip()
            # Nothing of the notebook has run: whatever ended the process, it can be tried again.
            ended = isinstance(error, EndedError) or ending.kind == "lost"
            lost = ended or ending.how == "signal SIGKILL"
            raise (LostError if lost else StartError)(
                f"{ending.how}; it said: {words or error}"
            ) from None
        except StartError:
            self.end()
            raise

    def command(self, command: Command, total_end: float) -> CommandEnd:
        """Have one command done, before `total_end`."""
        self._post(command.kind, command.payload)
        begin, before = time.monotonic(), self._waited
        end = self._await_end(command, total_end)
        waited, limits = self._waited - before, []
        if end.stopped == "time-limit":
            limits.append(command.seconds)
        if end.end == "total-time-limit":
            limits.append(total_end - begin)
        held_up = any(waited > limit / 2 for limit in limits)
        # No more is given back to the total than the command itself may be longer.
        waited = min(waited, (MOST - 1) * command.seconds)
        end = replace(end, waited=waited, held_up=held_up)
        refusals = self._process.refusals() + end.refusals  # asked before the process is ended
        ending = end.ending if end.end == "done" else self.end()
        return replace(end, refusals=refusals, ending=ending)

    def pause(self) -> None:
        """Let the process do nothing until `resume`: one that cannot be stopped is ended."""
        if not self._process.pause():
            self.end()

    def resume(self) -> None:
        """Let it go on."""
        self._process.resume()

    def end(self) -> Ending:
        """End the process."""
        self.over = True
        return self._process.end()

    def _await_ready(self, last: bytearray) -> None:
        """Wait for READY. What the process prints meanwhile comes into `last`, cut from the left."""
        end = time.monotonic() + self._limits.start_seconds
        while time.monotonic() < end:
            arrivals = self._pipes.look(end)
            last += b"".join(data for _, data in arrivals.raw)
            del last[:-LAST_WORDS]
            for message in arrivals.frames:
                if message.kind == frame.READY:
                    self._process.refusals()  # of before: no doing of the notebook's
                    self._waited = self._process.waited()
                    return
                if message.kind == frame.FAILED:
                    raise StartError(clean(message.payload.decode("utf-8", "replace"), 500))
        raise StartError(f"not ready after {self._limits.start_seconds:g} s")

    def _await_end(self, command: Command, total_end: float) -> CommandEnd:
        stopped: Reason | None = None
        waited = partial(self._waited_since, self._waited, time.monotonic())
        total = Deadline(total_end - time.monotonic(), waited)
        own = Deadline(command.seconds, waited)
        try:
            while not total.is_over(now := time.monotonic()):
                flooded = stopped is None and self._is_flooded(command.recording)
                if flooded or own.is_over(now):
                    if stopped is not None:
                        return CommandEnd("killed", stopped=stopped)
                    stopped = "output-limit" if flooded else "time-limit"
                    self._process.interrupt()
                    own = Deadline(self._limits.grace_seconds, lambda: 0.0)
                done = self._sort(self._pipes.look(min(own.end, total.end)), command)
                if done is not None:
                    return replace(done, stopped=stopped)
            return CommandEnd("total-time-limit", stopped=stopped)
        except EndedError:
            return CommandEnd("crashed", stopped=stopped)
        except MalformedError:
            return CommandEnd("malformed", stopped=stopped)

    def _waited_since(self, before: float, begin: float) -> float:
        """For how long the process had no processor since it had been `before` seconds, at `begin`."""
        most = time.monotonic() - begin
        self._waited = before + min(max(0.0, self._process.waited() - before), most)
        return self._waited - before

    def _sort(self, arrivals: Arrivals, command: Command) -> CommandEnd | None:
        """Give what came to where it belongs; the command's end, where that came too."""
        done = None
        recording = command.recording
        self._received += sum(FRAME_BYTES + len(message.payload) for message in arrivals.frames)
        self._received += sum(len(data) for _, data in arrivals.raw)
        for message in arrivals.frames:
            # Outputs belong to the step that runs, whatever their number: a thread may put them out.
            if message.kind == frame.STREAM and recording is not None:
                recording.stream(message.payload)
            elif message.kind == frame.RICH and recording is not None:
                recording.rich(message.payload)
            elif message.number != self._number:
                continue
            elif message.kind in (frame.VALUE, frame.RETURNED):
                command.answer(message.payload)
            elif message.kind == frame.DONE and done is None:
                done = self._done(message.payload, command.named)
        if recording is not None:
            for descriptor, data in arrivals.raw:
                recording.raw(descriptor, data)
        return done

    def _is_flooded(self, recording: Recording | None) -> bool:
        """Whether a command has put out so much that it must be stopped: outputs, or anything else,
        whatever command it says that it answers."""
        return self._received > self._most or (recording is not None and recording.flooded)

    def _done(self, payload: bytes, named: str | None) -> CommandEnd:
        """What a DONE frame says: the error that ended the cell, and a file for which it did."""
        content = frame.read_object(payload)
        error, path = content.get("error"), content.get("refused")
        refusals: tuple[Refusal, ...] = ()
        if isinstance(path, str) and named is not None and self._process.walled:
            known = path and path in named
            refusals = (Refusal(USE_FILE, printable(path, 120) if known else NO_NAME),)
        return CommandEnd(
            "done",
            error=clean(error, 80) if isinstance(error, str) else None,
            refusals=refusals,
        )

    def _post(self, kind: bytes, payload: bytes) -> None:
        self._number += 1
        self._received = 0
        self._pipes.send(frame.pack(kind, self._number, payload))
