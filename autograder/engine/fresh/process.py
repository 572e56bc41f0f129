"""A notebook's process that is an ordinary Python, as the grader holds it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from autograder.engine.boot import boot
from autograder.engine.errors import StartError
from autograder.engine.process import Ending, Process, ending
from autograder.engine.tree import remove_tree


class FreshProcess(Process):
    """One Python process, leader of its own session, with a scratch folder that goes when it
    ends."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        with ExitStack() as undo:
            self._scratch = Path(tempfile.mkdtemp(prefix="notebook-"))
            undo.callback(remove_tree, self._scratch)
            home, temporary = self._scratch / "home", self._scratch / "tmp"
            home.mkdir()
            temporary.mkdir()
            pipes = [_pipe(undo) for _ in range(4)]
            commands, self.commands = pipes[0]
            (self.frames, frames), (self.stdout, out), (self.stderr, err) = pipes[1:]
            code = boot("autograder.engine.inside.notebook_program", commands, frames)
            try:
                self._popen = subprocess.Popen(
                    [sys.executable, "-P", "-s", "-c", code],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=err,
                    pass_fds=(commands, frames),
                    cwd=folder,
                    env={"HOME": str(home), "TMPDIR": str(temporary), **environment},
                    start_new_session=True,
                )
            except OSError as error:
                raise StartError(f"no process: {error}") from error
            undo.pop_all()
        for descriptor in (commands, frames, out, err):
            os.close(descriptor)
        self._own = (self.commands, self.frames, self.stdout, self.stderr)
        for descriptor in self._own:
            os.set_blocking(descriptor, False)
        self._ending: Ending | None = None

    def interrupt(self) -> None:
        """SIGINT to the process alone, if it is there still."""
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

    def end(self) -> Ending:
        """Kill its whole process group, reap it, and remove its scratch folder."""
        if self._ending is None:
            try:
                os.killpg(self._popen.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):  # nobody is left in the group
                self._popen.kill()
            self._ending = ending(self._popen.wait())
            for descriptor in self._own:
                os.close(descriptor)
            remove_tree(self._scratch)
        return self._ending


def _pipe(undo: ExitStack) -> tuple[int, int]:
    reading, writing = os.pipe()
    undo.callback(os.close, reading)
    undo.callback(os.close, writing)
    return reading, writing
