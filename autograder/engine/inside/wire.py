"""The notebook's end of the pipes: frames out, commands in, and interrupts that cut no frame in
half."""

from __future__ import annotations

import array
import fcntl
import json
import os
import struct
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograder.engine import frame

RAW_WAIT_SECONDS = 0.2
"""How long a frame waits until the grader has read what was written to descriptors 1 and 2 before it."""


class Wire:
    """Commands come in, frames go out. Frames of several threads do not mix."""

    def __init__(self, commands: int, frames: int) -> None:
        self._commands = commands
        self._frames = frames
        self._lock = threading.RLock()
        self._owner = os.getpid()
        self._main = threading.get_ident()
        self._sending = False
        self._interrupted = False
        self.output_bytes = 0
        """Bytes of one output at most; set when the grader has said so."""
        self.number = 0
        """The number of the command that is being answered."""
        self._interruptible = False

    @property
    def forked(self) -> bool:
        """Whether this is a process that the notebook forked: it has no business on the wire."""
        return os.getpid() != self._owner

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """While the notebook's own code runs. At any other time an interrupt is left unheard."""
        self._interruptible = True
        try:
            yield
        finally:
            self._interruptible = False

    def receive(self) -> frame.Frame | None:
        """The next command; None when the grader has hung up."""
        header = self._read(frame.HEADER.size)
        if header is None:
            return None
        kind, self.number, length = frame.HEADER.unpack(header)
        payload = self._read(length)
        return None if payload is None else frame.Frame(kind, self.number, payload)

    def send(self, kind: bytes, payload: bytes = b"") -> None:
        """Send one frame; a forked process sends nothing."""
        if self.forked:
            return
        with self._lock:
            main = threading.get_ident() == self._main
            outer, self._sending = self._sending, self._sending or main
            try:
                self._wait_for_raw_output()
                view = memoryview(frame.pack(kind, self.number, payload))
                while view:
                    view = view[os.write(self._frames, view) :]
            finally:
                self._sending = outer
        if self._interrupted and main and not outer:
            self.interrupt()

    def send_json(self, kind: bytes, content: Any) -> None:
        """Send one frame of JSON. ASCII only, so that lone surrogates pass."""
        self.send(kind, json.dumps(content).encode())

    def interrupt(self, *_: Any) -> None:
        """Stop the notebook's code, if it is running; the handler of SIGINT.

        Raises:
            KeyboardInterrupt: at once, or as soon as the frame that is being sent is out.
        """
        if not self._interruptible:
            self._interrupted = False
        elif self._sending:
            self._interrupted = True
        else:
            self._interrupted = False
            raise KeyboardInterrupt("stopped: this cell took too long")

    def _read(self, length: int) -> bytes | None:
        parts = bytearray()
        while len(parts) < length:
            part = os.read(self._commands, min(1 << 20, length - len(parts)))
            if not part:
                return None
            parts += part
        return bytes(parts)

    def _wait_for_raw_output(self) -> None:
        """Wait until the pipes of descriptors 1 and 2 are empty, so that outputs keep their
        order."""
        end = time.monotonic() + RAW_WAIT_SECONDS
        while any(_unread(descriptor) for descriptor in (1, 2)) and time.monotonic() < end:
            time.sleep(0.00005)


def _unread(descriptor: int) -> int:
    """Bytes in a pipe that nobody has read yet."""
    count = array.array("i", [0])
    try:
        fcntl.ioctl(descriptor, termios.FIONREAD, count)
    except OSError:  # the notebook closed it, or put something else there
        return 0
    return count[0]


def counted(payload: bytes) -> tuple[int, str]:
    """The execution count and the source of a RUN frame."""
    return struct.unpack_from("<I", payload)[0], payload[4:].decode("utf-8", "surrogatepass")
