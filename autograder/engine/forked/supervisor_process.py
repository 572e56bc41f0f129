"""The supervisor of one notebook's process, as the grader holds it: a socket."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence

from autograder.engine.ends import Ends
from autograder.engine.forked.messages import (
    ASK_WAITED,
    MESSAGE_BYTES,
    PAUSE,
    PAUSED,
    WAITED,
    Report,
    Request,
    unpack_refusal,
)
from autograder.engine.forked.zygote_process import ZygoteProcess
from autograder.engine.refusal import Refusal

ANSWER_SECONDS = 2.0
"""How long it may take to answer, on a machine that is busy."""


class SupervisorProcess:
    """Takes words, and tells of refusals and, last of all, of the end."""

    def __init__(
        self, zygote: ZygoteProcess, request: Request, ends: Ends, held: Sequence[int] = ()
    ) -> None:
        """Have the zygote fork it. `ends` are those of the notebook's process; `held` goes with
        the request: the lock on the user that it names, where it names one, and the doors of the
        groups that the process is to be in.

        Raises:
            LostError: the zygote is gone.
        """
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._refusals: list[Refusal] = []
        self._waited: float | None = None
        self._paused = False
        self._over = False
        self.report: Report | None = None
        """How the notebook's process ended; None before that, and where nobody knows."""
        try:
            with theirs:
                # The request waits in the socket until there is a supervisor to read it.
                socket.send_fds(self._socket, [request.pack()], held)
                zygote.fork((*ends, theirs.fileno()))
        except BaseException:
            self.close()
            raise

    def send(self, word: bytes) -> None:
        """Say one of the words of `messages`; it may be gone already."""
        try:
            self._socket.send(word)
        except OSError:  # it has reported, or is gone: reading will tell
            return

    def over(self, seconds: float) -> bool:
        """Whether it has reported, or is gone without a report; waits so long for that."""
        while not self._over and self._hear(seconds):
            continue
        return self._over

    def _hear(self, seconds: float) -> bool:
        """Take one message in; whether one came in so long."""
        self._socket.settimeout(seconds)
        try:
            message = self._socket.recv(MESSAGE_BYTES)
        except (BlockingIOError, TimeoutError):
            return False
        except ConnectionError:
            message = b""
        refusal = unpack_refusal(message)
        if refusal is not None:
            self._refusals.append(refusal)
        elif message.startswith(WAITED):
            self._waited = float(message[len(WAITED) :])
        elif message == PAUSED:
            self._paused = True
        else:
            self._over = True
            self.report = Report.unpack(message) if message else None
        return True

    def refusals(self) -> tuple[Refusal, ...]:
        """What it has told since the last time."""
        self.over(0.0)
        refusals, self._refusals = tuple(self._refusals), []
        return refusals

    def waited(self) -> float:
        """How long its process has waited for a processor until now; 0 where it does not say."""
        self._waited = None
        self.send(ASK_WAITED)
        end = time.monotonic() + ANSWER_SECONDS
        while self._waited is None and not self._over:
            if not self._hear(max(0.0, end - time.monotonic())):
                break
        return self._waited or 0.0

    def pause(self, seconds: float) -> bool:
        """Have all threads of its process stopped; whether it said in so long that they are, or is
        over."""
        self._paused = False
        self.send(PAUSE)
        end = time.monotonic() + seconds
        while not self._paused and not self._over:
            if not self._hear(max(0.0, end - time.monotonic())):
                return False
        return True

    def close(self) -> None:
        """Hang up: it ends then, if it has not ended."""
        self._socket.close()
