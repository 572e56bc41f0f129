"""Something tried for real, in a process that is thrown away."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress

TRY_SECONDS = 10
"""After that a trial counts as failed."""


def trial(attempt: Callable[[], object]) -> bool:
    """Whether `attempt`, called in a fork of this process, returns something that counts as true.

    What it does to its process (rights given up, doors closed) ends with it. Any exception, crash
    or hang there counts as no, and so does a fork that fails.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of forks beside threads. The child makes a few system calls and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            child = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            return False
    if child == 0:
        _attempt_and_exit(attempt, writing)
    os.close(writing)
    answer = os.read(reading, 1)
    os.close(reading)
    with suppress(ChildProcessError):  # it is reaped already where SIGCHLD is ignored
        os.waitpid(child, 0)
    return answer == b"y"


def _attempt_and_exit(attempt: Callable[[], object], writing: int) -> None:
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(TRY_SECONDS)
        if attempt():
            os.write(writing, b"y")
    finally:  # whatever it raised: the parent's code must not run here
        os._exit(0)
