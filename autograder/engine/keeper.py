"""A small process between the grader and the process that forks, for the day when the grader is
killed.

It starts the command that it is given. When the grader closes its end of the lifeline, or is gone,
it ends the command and all that this started, and removes the workspace. It is run as a script, and imports only the standard
library. Since it has one thread and lasts, the command can be bound to its life.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""
END_SECONDS = 10.0
"""How long to try to end the processes, and then to remove what they wrote."""


def keep(lifeline: int, control: int, workspace: Path, command: Sequence[str]) -> int:
    """Run `command`, which inherits the descriptor `control`, until it ends or the lifeline does.

    Returns the command's return code as a shell has it: 137 where it was killed.
    """
    # What the command leaves behind becomes a child of this process.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(control,))
    os.close(control)  # or the command would not learn that the grader is gone
    poll = select.poll()
    poll.register(lifeline, select.POLLIN)
    poll.register(os.pidfd_open(process.pid), select.POLLIN)
    hung_up = lifeline in dict(poll.poll())
    if hung_up:
        process.kill()
    code = process.wait()
    _end_children(END_SECONDS)
    if hung_up:
        remove_tree(workspace, END_SECONDS)
    return code if code >= 0 else 128 - code


def _end_children(seconds: float) -> None:
    """Kill what is left, and what that leaves behind, until there is nothing."""
    end = time.monotonic() + seconds
    children = Path("/proc/thread-self/children")
    while time.monotonic() < end:
        for pid in children.read_text("ascii").split():
            os.kill(int(pid), signal.SIGKILL)  # not waited for yet, so its number is its own
        try:
            pid_ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:  # there is none left
            return
        if pid_ended == 0:
            time.sleep(0.002)


def remove_tree(folder: Path, seconds: float = 0.0) -> None:
    """Remove a folder, also where a notebook took away the right to; try again for `seconds`, if
    something still writes into it."""
    end = time.monotonic() + seconds
    while True:
        try:
            _empty(folder)
            os.rmdir(folder)
        except OSError:  # something writes into it, or a file is another user's
            pass
        if not os.path.lexists(folder) or time.monotonic() >= end:
            return
        time.sleep(0.02)


def _empty(folder: Path) -> None:
    """Remove all that is in a folder. Folders within folders are first moved to the top, one by one:
    a notebook can nest them deeper than a path may be long, or a function call itself."""
    number = 0
    while entries := _entries(folder):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            _allow(entry.path)
            for inner in _entries(entry.path):
                if not inner.is_dir(follow_symlinks=False):
                    os.unlink(inner.path)
                    continue
                _allow(inner.path)
                while os.path.lexists(top := os.path.join(folder, f".removed-{number}")):
                    number += 1
                os.rename(inner.path, top)
            os.rmdir(entry.path)


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _allow(folder: str) -> None:
    try:
        os.chmod(folder, 0o700)
    except OSError:  # it has just gone, or is another user's: what can be removed will be
        return


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]))
