"""Ceilings of the kernel's own for one process: setrlimit(2). Linux only.

They hold while nobody looks; what a submission may really use is less, and is watched from
outside.
"""

from __future__ import annotations

import math
import os

from autograder.engine.session import Limits

ADDRESS_BYTES = 8 << 30
"""Addresses, not memory: compilers of numerical code, which a course
may load, crash under 3 GiB of them."""
OPEN_FILES = 512
FILE_MARGIN_BYTES = 16 << 20
"""A file may be this much larger than all files together may be, so that the supervisor sees that it
is. Beyond that the kernel ends the process (SIGXFSZ), which counts as the same limit."""
CPU_MARGIN_SECONDS = 2
"""The signal that cannot be ignored comes this much later than the one of a lower limit that the
process sets itself."""
OTHER_TASKS = 1 << 13
"""Threads that the user of a submission may have beside those of submissions: an ordinary user has
a desktop, and a flood must be seen before the kernel stops it."""
PENDING_SIGNALS = 256
"""Signals and timers of the user that wait: more than any notebook has."""


def ceilings(limits: Limits, alone: bool = False) -> dict[str, int]:
    """The ceiling of every resource that has one: bytes, seconds or numbers, as the kernel counts.
    `alone` says that the process has a user of its own.

    NPROC counts all threads of one user on the machine, those of other submissions too where they
    share it, and binds no process of root's: it stops a flood, and the tasks of one submission are
    watched. SIGPENDING counts signals of one user in the same way.
    """
    submissions = 1 if alone else os.cpu_count() or 1
    return {
        "RLIMIT_AS": ADDRESS_BYTES,
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": math.ceil(limits.cpu_seconds) + CPU_MARGIN_SECONDS,
        "RLIMIT_FSIZE": limits.disk_bytes + FILE_MARGIN_BYTES,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": limits.tasks * submissions + OTHER_TASKS,
        "RLIMIT_RTPRIO": 0,
        "RLIMIT_SIGPENDING": PENDING_SIGNALS,
    }


def lower(most: dict[str, int]) -> None:
    """Put the ceilings over this process, for good; where one hangs lower already it stays.

    Raises:
        OSError: the kernel refuses one.
    """
    import resource

    for name, ceiling in most.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        now = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(kind, (now, now))
