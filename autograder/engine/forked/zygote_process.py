"""The zygote, as the grader holds it: started, asked for copies, and ended."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from autograder.engine.boot import ALONE, command_line
from autograder.engine.environment import ENVIRONMENT
from autograder.engine.errors import LostError, StartError
from autograder.engine.forked.messages import FORK, MESSAGE_BYTES
from autograder.engine.preparation import Preparation
from autograder.values.text import clean

KEEPER = "autograder.engine.forked.keeper_program"
ZYGOTE = "autograder.engine.forked.zygote_program"
SEND_SECONDS = 10.0
KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""The keeper's return code where it was killed, or the zygote was."""
LOG_BYTES = 2000
"""How much of its last words is told to staff."""


class ZygoteProcess:
    """One zygote, and the keeper that outlives the grader."""

    def __init__(
        self,
        workspace: Path,
        preparation: Preparation,
        walls: Mapping[str, Any] | None,
        behind: Callable[[list[str]], list[str]] = list,
        groups: Sequence[str] = (),
    ) -> None:
        """Start it. `walls` are the fields of a `Survey`, where copies put up a wall; `behind`
        makes of its command line that of an outer wall. `groups` are those that the keeper removes
        with the workspace.

        Raises:
            LostError: there is no new process to be had.
        """
        self._log = workspace / "log"
        with ExitStack() as undo:
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            undo.callback(self._control.close)
            self._lifeline: int | None
            lifeline, self._lifeline = os.pipe()
            undo.callback(os.close, self._lifeline)
            zygote = command_line(
                ZYGOTE,
                theirs.fileno(),
                preparation.modules,
                preparation.lazy_parts,
                walls,
                preparation.isolated,
            )
            passed = lifeline, theirs.fileno()
            keeper = command_line(
                KEEPER, *passed, str(workspace), tuple(groups), behind(zygote), options=ALONE
            )
            try:
                with theirs, open(lifeline, "rb"), self._log.open("wb") as log:
                    self._keeper = subprocess.Popen(
                        keeper,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                        pass_fds=passed,
                        cwd=workspace,
                        env=_environment(workspace, preparation.environment),
                        start_new_session=True,  # Ctrl-C is for the grader, which ends this one
                    )
            except OSError as error:
                raise LostError(f"no process: {error}") from error
            undo.pop_all()
        self.ready = False
        self.walled = walls is not None
        """Whether copies put up a wall."""
        self.changes_user = False
        """Whether each copy becomes a user of its own."""
        self.own_disk = False
        """Whether each copy has a disk of its own: it works on a copy of its folder then."""
        self.hung_up = False
        """Whether it was told to end, with all its copies: none of them ends by its own doing then."""
        self._hanging_up = threading.Lock()

    def wait_until_ready(self, seconds: float) -> None:
        """Wait for the imports, if they are not done. On an error it is of no more use.

        Raises:
            StartError: one failed, or they took longer.
            LostError: it was killed.
        """
        if self.ready:
            return
        self._control.settimeout(max(0.0, seconds))
        try:
            message = self._control.recv(MESSAGE_BYTES)
        except TimeoutError:
            raise StartError(f"the imports took longer than {seconds:g} s") from None
        except ConnectionError:
            message = b""
        finally:
            self._control.settimeout(SEND_SECONDS)
        if not message:
            words = self._last_words()
            raise (LostError if self._keeper.returncode in KILLED else StartError)(words)
        answer: dict[str, Any] = json.loads(message)
        if "failed" in answer:
            raise StartError(clean(str(answer["failed"]), LOG_BYTES))
        self.ready, self.changes_user = True, answer["changes_user"]
        self.own_disk = answer["own_disk"]

    def alive(self) -> bool:
        """Whether it can still be asked for copies."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        # All that it ever says after its start is why it must end.
        return self._keeper.poll() is None and not poll.poll(0)

    def fork(self, descriptors: Sequence[int]) -> None:
        """Ask for a copy that gets these descriptors. Any thread may.

        Raises:
            LostError: it is gone, or does not answer.
        """
        try:
            socket.send_fds(self._control, [FORK], descriptors)
        except OSError as error:
            raise LostError(f"the zygote is gone: {error}") from None

    def pids(self) -> tuple[int, ...]:
        """The keeper's number, for those who look at its descendants."""
        return (self._keeper.pid,)

    def drop(self) -> None:
        """Let go of one that is not `alive`, without its workspace, which others may use.

        What still runs of it goes on until its own sessions end. One that is not ready has no copies.
        """
        self._control.close()
        ends = self.ready or self.hung_up  # else it is at its imports, and listens to nobody
        end = time.monotonic() + (SEND_SECONDS if ends else 0.0)
        while self._keeper.poll() is None and time.monotonic() < end:
            time.sleep(0.002)  # it has been told to end, or is ending
        self._keeper.kill()
        self._keeper.wait()
        self._let_go()

    def hang_up(self) -> None:
        """Have the keeper end it with all its copies, and remove the workspace. Any thread may, also while
        another one waits for it."""
        self.hung_up = True
        self._let_go()

    def _let_go(self) -> None:
        with self._hanging_up:
            lifeline, self._lifeline = self._lifeline, None
        if lifeline is not None:
            os.close(lifeline)

    def close(self) -> None:
        """Hang up, and wait until that is done."""
        self.hang_up()
        self._control.close()
        self._keeper.wait()

    def _last_words(self) -> str:
        try:
            self._keeper.wait(SEND_SECONDS)
        except subprocess.TimeoutExpired:  # it closed its socket and went on: `drop` ends it
            return "it does not answer"
        words = self._log.read_bytes()[-LOG_BYTES:].decode("utf-8", "replace").strip()
        return f"exit code {self._keeper.returncode}; it said: {words or 'nothing'}"


def _environment(workspace: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """That of the zygote, which has a home of its own; each copy gets another."""
    home = workspace / "home"
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    own = {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    return {**own, **ENVIRONMENT, **environment}
