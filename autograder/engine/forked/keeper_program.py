"""The keeper: a small process between the grader and the zygote, for the day when the grader is killed.

It starts the zygote. When the grader closes its end of the lifeline, or is gone, it ends the zygote
and all that this started, and removes the workspace and the groups of processes that were made
for it. It imports the standard library alone. Since it
has one thread and lasts, the zygote can be bound to its life.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from autograder.engine.groups import remove_groups
from autograder.engine.tree import remove_tree

PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""
END_SECONDS = 10.0
"""How long to try to end the processes, and then as long to remove what they wrote."""


def serve(
    lifeline: int, control: int, workspace: str, groups: Sequence[str], command: Sequence[str]
) -> int:
    """Be the keeper: run the zygote's command, which inherits the descriptor `control`, until it ends or
    the lifeline does.

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
        remove_groups(groups, END_SECONDS)
        remove_tree(Path(workspace), END_SECONDS)
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
