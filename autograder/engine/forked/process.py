"""A notebook's process that is a copy of a prewarmed one, as the grader holds it."""

from __future__ import annotations

import os
import select
import socket
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from autograder.engine.forked.messages import (
    END,
    HEARD,
    INTERRUPT,
    MESSAGE_BYTES,
    Report,
    Request,
    unpack_refusal,
)
from autograder.engine.forked.zygote_process import ZygoteProcess
from autograder.engine.process import Ending, Process
from autograder.engine.refusal import Refusal
from autograder.engine.session import Limits
from autograder.engine.tree import remove_tree

END_SECONDS = 10.0
"""How long the supervisor may take to end everything."""
GONE_SECONDS = 2.0
"""How long a process may take to be gone after its supervisor."""


class ForkedProcess(Process):
    """One copy and its supervisor, with a scratch folder that goes when it ends."""

    def __init__(
        self, zygote: ZygoteProcess, workspace: Path, folder: Path, limits: Limits
    ) -> None:
        """Start it in `folder`.

        Raises:
            LostError: the process that forks is gone.
        """
        with ExitStack() as undo:
            self._scratch = Path(tempfile.mkdtemp(prefix="scratch-", dir=workspace))
            undo.callback(remove_tree, self._scratch)
            for name in ("home", "tmp"):
                (self._scratch / name).mkdir()
            if zygote.user is not None:
                give(self._scratch, zygote.user)
                give(folder, zygote.user)
            self._supervisor, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            undo.callback(self._supervisor.close)
            with theirs, ExitStack() as passed:
                pipes = [os.pipe() for _ in range(4)]
                commands, self.commands = pipes[0]
                (self.frames, frames), (self.stdout, out), (self.stderr, err) = pipes[1:]
                self._own = (self.commands, self.frames, self.stdout, self.stderr)
                for descriptor in (commands, frames, out, err):
                    passed.callback(os.close, descriptor)
                for descriptor in self._own:
                    os.set_blocking(descriptor, False)
                    undo.callback(os.close, descriptor)
                # The request waits in the socket until there is a supervisor to read it.
                self._supervisor.send(Request(folder, self._scratch, limits).pack())
                zygote.fork((commands, frames, out, err, theirs.fileno()))
            undo.pop_all()
        self.walled = zygote.walled
        self._refusals: list[Refusal] = []
        self._message: bytes | None = None
        self._ending: Ending | None = None

    def interrupt(self) -> None:
        """Have the supervisor send SIGINT."""
        self._tell(INTERRUPT)

    def ended(self) -> bool:
        """Whether the supervisor has reported, or is gone itself."""
        return self._ending is not None or self._report(0.0) is not None

    def refusals(self) -> tuple[Refusal, ...]:
        """What the supervisor has told since the last time."""
        if self._ending is None:
            self._report(0.0)
        refusals, self._refusals = tuple(self._refusals), []
        if refusals:
            self._tell(HEARD)
        return refusals

    def end(self) -> Ending:
        """Have the supervisor end everything, and remove the scratch folder."""
        if self._ending is None:
            self._tell(END)
            message = self._report(END_SECONDS)
            self._supervisor.close()
            self._ending = self._lost() if not message else Report.unpack(message).ending()
            for descriptor in self._own:
                os.close(descriptor)
            remove_tree(self._scratch, GONE_SECONDS)
        return self._ending

    def _tell(self, word: bytes) -> None:
        if self._ending is None:
            try:
                self._supervisor.send(word)
            except OSError:  # it has reported, or is gone: reading will tell
                return

    def _report(self, seconds: float) -> bytes | None:
        """The supervisor's last message, empty where it is gone without one; None if it comes
        later."""
        while self._message is None:
            self._supervisor.settimeout(seconds)
            try:
                message = self._supervisor.recv(MESSAGE_BYTES)
            except (BlockingIOError, TimeoutError):
                return None
            except ConnectionError:
                message = b""
            refusal = unpack_refusal(message)
            if refusal is None:
                self._message = message
            else:
                self._refusals.append(refusal)
        return self._message

    def _lost(self) -> Ending:
        """The kernel kills the process when its supervisor goes: wait until its pipe says so."""
        end = time.monotonic() + GONE_SECONDS
        poll = select.poll()
        poll.register(self.frames, select.POLLIN)
        while (left := end - time.monotonic()) > 0:
            if poll.poll(left * 1000):
                try:
                    if not os.read(self.frames, 1 << 18):
                        break
                except BlockingIOError:
                    continue
        return Ending("lost", "its supervisor was lost")


def give(folder: Path, user: int) -> None:
    """Let a user own a folder with all in it, but no file that has another name elsewhere.

    Raises:
        OSError: this process is not root.
    """
    for path, folders, files in os.walk(folder):
        os.chown(path, user, user)
        for name in (*folders, *files):
            inner = os.path.join(path, name)
            status = os.lstat(inner)
            if status.st_uid != user and (status.st_nlink == 1 or name in folders):
                os.chown(inner, user, user, follow_symlinks=False)
