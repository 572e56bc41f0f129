"""A notebook's process that is a new Python, as the grader holds it."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from autograder.engine.boot import command_line
from autograder.engine.ends import open_pipes
from autograder.engine.errors import LostError
from autograder.engine.process import Ending, Process, ending
from autograder.engine.scratch import Scratch


class FreshProcess(Process):
    """One Python process, leader of its own session, with a scratch folder that goes when it
    ends."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Start it in `folder`.

        Raises:
            LostError: there is no new process to be had.
            OSError: there are no more descriptors, or there is no room on the disk.
        """
        self._ending: Ending | None = None
        self._taken_away = False
        self._lock = threading.Lock()
        with ExitStack() as undo:
            self._scratch = Scratch.make("notebook-")
            undo.callback(self._scratch.remove)
            self.ends, theirs = open_pipes()
            undo.callback(self.ends.close)
            own = {"HOME": str(self._scratch.home), "TMPDIR": str(self._scratch.temporary)}
            program = "autograder.engine.inside.notebook_program"
            try:
                with theirs:
                    self._popen = subprocess.Popen(
                        command_line(program, theirs.commands, theirs.frames),
                        stdin=subprocess.DEVNULL,
                        stdout=theirs.stdout,
                        stderr=theirs.stderr,
                        pass_fds=(theirs.commands, theirs.frames),
                        cwd=folder,
                        env={**own, **environment},
                        start_new_session=True,
                    )
            except OSError as error:
                raise LostError(f"no process: {error}") from error
            undo.pop_all()

    def interrupt(self) -> None:
        """Send SIGINT to the process alone, if it is still there."""
        if self._ending is None:
            self._popen.send_signal(signal.SIGINT)

    def ended(self) -> bool:
        """Whether it has exited."""
        if self._ending is not None:
            return True
        if not hasattr(os, "waitid"):  # macOS before Python 3.13
            return self._popen.poll() is not None
        # Without reaping: as long as it is a zombie, no other process can get its number.
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._popen.pid, flags) is not None

    def take_away(self) -> None:
        """Kill it: it is lost then, by no doing of its own. Any thread may; `FreshEngine.close` does."""
        with self._lock:
            self._taken_away = True
            if self._ending is None:
                self._kill()

    def end(self) -> Ending:
        """Kill its whole process group, reap it, and remove its scratch folder."""
        with self._lock:
            if self._ending is None:
                self._kill()
                ended = ending(self._popen.wait())
                self._ending = Ending("lost", "it was ended") if self._taken_away else ended
                self.ends.close()
                self._scratch.remove()
            return self._ending

    def _kill(self) -> None:
        """Its whole process group; it is not reaped yet, so its number is its own."""
        try:
            os.killpg(self._popen.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # nobody is left in the group
            self._popen.kill()
