"""An engine that starts an ordinary Python process for each notebook. No sandbox: time limits
only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import autograder
from autograder.engine.keeper import remove_tree
from autograder.engine.process import Ending, Process, StartError, ending
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step
from autograder.engine.setup import Setup
from autograder.engine.supervision import SupervisedSession

ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_DETERMINISTIC_OPS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
}
"""All that a notebook sees of an environment, with HOME and TMPDIR of its own; the same numbers on
every machine where that can be had. Nothing of the grader's environment passes."""

BOOT = """
import sys
added = {root!r} not in sys.path
if added:
    sys.path.append({root!r})
from {module} import serve
if added:
    sys.path.remove({root!r})
serve(*{arguments!r})
"""


def boot(module: str, *arguments: Any) -> str:
    """What a new Python runs to call `module.serve` with plain arguments. The folder that holds the
    package may hold solutions beside it: it is on `sys.path` only for a moment."""
    root = str(Path(autograder.__file__).resolve().parents[1])
    return BOOT.format(root=root, module=module, arguments=arguments)


@dataclass(frozen=True)
class FreshProcess(Engine):
    """Starts `sys.executable` anew for each notebook: about 0.6 s, and the imports of `preload`."""

    preload: tuple[str, ...] = ()
    """Modules that are imported before the first cell and before the folder is on `sys.path`; their
    time is not counted."""
    seed: int = 0
    """For `random`, NumPy and TensorFlow, if these are imported by then."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables beside those of `ENVIRONMENT`, or in their place."""

    def open(
        self, steps: Sequence[Step], folder: Path, limits: Limits = STANDARD_LIMITS
    ) -> Session:
        """A session whose process starts in `execute`."""
        environment = {**ENVIRONMENT, **self.environment}
        return SupervisedSession(
            steps=tuple(steps),
            setup=Setup(preload=self.preload, seed=self.seed),
            limits=limits,
            launch=lambda: FreshPython(folder, environment),
        )


class FreshPython(Process):
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
            code = boot("autograder.engine.inside.notebook", commands, frames)
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
