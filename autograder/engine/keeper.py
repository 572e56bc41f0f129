"""A small process between the grader and the process that forks, for the day when the grader is
killed.

It starts the command that it is given. When the grader closes its end of the lifeline, or is gone,
it ends the command and removes the workspace. It is run as a script, and imports only the standard
library. Since it has one thread and lasts, the command can be bound to its life.
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""
REMOVE_SECONDS = 10.0
"""How long to try: processes that write into the workspace may take a moment to be gone."""


def keep(lifeline: int, control: int, workspace: Path, command: Sequence[str]) -> int:
    """Run `command`, which inherits the descriptor `control`, until it ends or the lifeline does.

    Returns the command's return code.
    """
    # What the command leaves behind becomes a child of this process, and can be waited for.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(control,))
    os.close(control)  # or the command would not learn that the grader is gone
    poll = select.poll()
    poll.register(lifeline, select.POLLIN)
    poll.register(os.pidfd_open(process.pid), select.POLLIN)
    if lifeline not in dict(poll.poll()):
        return process.wait()
    process.kill()
    code = process.wait()
    _await_children(REMOVE_SECONDS)
    remove_tree(workspace, REMOVE_SECONDS)
    return code


def _await_children(seconds: float) -> None:
    """Wait for those who watch notebooks: each ends its own when the grader is gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:  # there is none left
            return
        if pid == 0:
            time.sleep(0.002)


def remove_tree(folder: Path, seconds: float = 0.0) -> None:
    """Remove a folder, also where a notebook took away the right to; try again for `seconds`, if
    something still writes into it."""
    end = time.monotonic() + seconds
    while True:
        for path, folders, _ in os.walk(folder):
            for name in folders:
                inner = os.path.join(path, name)
                if not os.path.islink(inner):
                    _allow(inner)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists() or time.monotonic() >= end:
            return
        time.sleep(0.02)


def _allow(folder: str) -> None:
    try:
        os.chmod(folder, 0o700)
    except OSError:  # it has just gone, or is another user's: rmtree removes what it can
        return


if __name__ == "__main__":
    sys.exit(keep(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]))
