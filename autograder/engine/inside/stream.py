"""sys.stdout and sys.stderr of a notebook."""

from __future__ import annotations

import io

from autograder.engine import frame
from autograder.engine.inside.wire import Wire


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr: text goes out line by line, and before any other output."""

    def __init__(self, wire: Wire, descriptor: int) -> None:
        self._wire = wire
        self._descriptor = descriptor
        self._line: list[str] = []
        self.other: Stream | None = None
        """The other of the two, flushed before this one writes, so that they keep their order."""
        self.name = "<stdout>" if descriptor == 1 else "<stderr>"
        self.buffer = io.FileIO(descriptor, "w", closefd=False)

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """UTF-8, whatever the machine is set to."""
        return "utf-8"

    def fileno(self) -> int:
        """The descriptor that C code and subprocesses write to: it is captured too."""
        return self._descriptor

    def writable(self) -> bool:
        """Always."""
        return True

    def isatty(self) -> bool:
        """Never: progress bars keep to plain lines."""
        return False

    def close(self) -> None:
        """Only flush: a notebook that closes its output goes on all the same."""
        self.flush()

    def write(self, text: str) -> int:
        """Take text; whole lines go out at once."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.other is not None and self.other.pending:
            self.other.flush()
        self._line.append(text)
        if "\n" in text or len(text) > 1000 or len(self._line) > 100:
            self.flush()
        return len(text)

    @property
    def pending(self) -> bool:
        """Whether there is text that is not sent yet."""
        return bool(self._line)

    def flush(self) -> None:
        """Send what is there."""
        parts, self._line = self._line, []
        text = "".join(parts)
        if text and self._wire.forked:
            self.buffer.write(text.encode("utf-8", "replace"))
            return
        for start in range(0, len(text), frame.STREAM_TEXT):
            part = text[start : start + frame.STREAM_TEXT]
            content = f"{self._descriptor}{part}".encode("utf-8", "replace")
            self._wire.send(frame.STREAM, content)
