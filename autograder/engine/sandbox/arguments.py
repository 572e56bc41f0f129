"""The system calls that a notebook may make, but not with all arguments: a table. Linux only.

`system_calls` has those that it may not make at all.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Mapping
from dataclasses import dataclass

from autograder.engine.sandbox.system_calls import FILES, LEAVE, MEMORY, NETWORK, REACH, START

NAMESPACES = 0x7E020000
"""CLONE_NEWNS and its six siblings, from <linux/sched.h>."""
CLONE_FS, CLONE_FILES, CLONE_THREAD = 0x200, 0x400, 0x10000
CLOSE_RANGE_UNSHARE = 2
LONG = (1 << 64) - 1
INT = 0xFFFFFFFF
"""The kernel reads 32 bits of an int, and the filter sees 64: the others must not matter."""
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_MM, PR_SCHED_CORE = 1, 4, 22, 35, 62
PR_SET_MEMORY_MERGE = 67
F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY, F_SETDELEG = 8, 10, 15, 1024, 1026, 1040
F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETPIPE_SZ = 6, 7, 37, 38, 1031
MADV_MERGEABLE, MADV_COLD, MADV_PAGEOUT = 12, 20, 21
NEGATIVE = 1 << 31
"""The sign of an int."""
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
TERMINALS = 0x5400
"""What the second byte of every command to a terminal is, and of FIONREAD and FIONBIO."""
SO_SNDBUF, SO_RCVBUF, SO_SNDBUFFORCE, SO_RCVBUFFORCE = 7, 8, 32, 33
MAP_SHARED_ANONYMOUS = 0x21
"""MAP_SHARED and MAP_ANONYMOUS."""
AF_UNIX, SOCK_STREAM = 1, 1
SOCKET_KIND = 0xF
O_RDONLY, O_NEITHER, O_ACCMODE, O_TRUNC = 0o0, 0o3, 0o3, 0o1000


@dataclass(frozen=True)
class Condition:
    """One argument of a call, and when the call is refused: where that is not `value`, or, with a
    mask, where its bits below the mask are `value`."""

    call: str
    argument: int
    value: int
    mask: int | None = None


A_THREAD = Condition(
    "clone",
    0,
    CLONE_THREAD | CLONE_FILES | CLONE_FS,
    CLONE_THREAD | CLONE_FILES | CLONE_FS | NAMESPACES,
)
"""How a thread is started. It is not refused; but the kernel counts only the threads of a user, and
of all users together: a witness counts those of one submission."""

PARTLY_REFUSED = (
    # Threads, but no processes; and no thread with open files of its own, which nobody would find.
    *(Condition("clone", 0, 0, flag) for flag in (CLONE_THREAD, CLONE_FILES, CLONE_FS)),
    Condition("close_range", 2, CLOSE_RANGE_UNSHARE, CLOSE_RANGE_UNSHARE),
    *(Condition("clone", 0, bit, bit) for bit in (1 << n for n in range(32)) if bit & NAMESPACES),
    # Oneself, but no other: 0 is oneself.
    *(
        Condition(call, 0, 0)
        for call in (
            "prlimit64",
            "sched_setaffinity",
            "sched_setattr",
            "sched_setparam",
            "sched_setscheduler",
            "setpriority",
        )
    ),
    Condition("setpriority", 1, 0),
    # And not so that nothing tells it from what somebody else has killed, which is run again.
    *(
        Condition(call, argument, signal.SIGKILL, INT)
        for call, argument in (
            ("kill", 1),
            ("tgkill", 2),
            ("rt_sigqueueinfo", 1),
            ("rt_tgsigqueueinfo", 2),
        )
    ),
    # A submission outlives its supervisor if it can take back its death signal, and hides from it
    # if it can belong to root. A filter of its own would answer in the place of this one's witness,
    # and a group of its own among the scheduler's would leave processors idle that others need.
    *(
        Condition("prctl", 0, option, INT)
        for option in (
            PR_SET_PDEATHSIG,
            PR_SET_DUMPABLE,
            PR_SET_SECCOMP,
            PR_SET_MM,
            PR_SCHED_CORE,
        )
    ),
    # Signals that the kernel sends in a file's name; leases that keep others from opening it.
    *(
        Condition("fcntl", 1, command, INT)
        for command in (F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY, F_SETDELEG)
    ),
    # Of all commands to devices and file systems those to terminals alone: a file that is open
    # to be read could be sealed by others. But no keys may be typed into a terminal.
    *(Condition("ioctl", 1, bit & ~TERMINALS, bit) for bit in (1 << n for n in range(8, 32))),
    *(Condition("ioctl", 1, command, INT) for command in (TIOCSTI, TIOCLINUX)),
    # A pair of connected streams leads nowhere, and asyncio cannot do without. A pair of datagram
    # sockets could send to any socket with a name.
    Condition("socketpair", 0, AF_UNIX),
    *(
        Condition("socketpair", 1, kind, SOCKET_KIND)
        for kind in range(SOCKET_KIND + 1)
        if kind != SOCK_STREAM
    ),
    # Memory of the kernel's: what is in flight in sockets counts for no process.
    *(
        Condition("setsockopt", 2, option, INT)
        for option in (SO_SNDBUF, SO_RCVBUF, SO_SNDBUFFORCE, SO_RCVBUFFORCE)
    ),
    # Memory that stays as long as one page of it is mapped anywhere, and counts only where it is.
    Condition("mmap", 3, MAP_SHARED_ANONYMOUS, MAP_SHARED_ANONYMOUS),
    # Opening to read and to empty at once: Landlock without TRUNCATE (before ABI 3) asks only for
    # the right to read.
    *(
        Condition(call, argument, mode | O_TRUNC, O_ACCMODE | O_TRUNC)
        for call, argument in (("open", 1), ("openat", 2))
        for mode in (O_RDONLY, O_NEITHER)
    ),
)
"""Calls that are refused for some arguments."""

QUIETLY_ANSWERED: Mapping[int, tuple[Condition, ...]] = {
    0: (
        # Where the kernel gives no shares of the processors, each submission has its own.
        Condition("sched_setaffinity", 0, 0, LONG),
        *(
            Condition("fcntl", 1, command, INT)
            for command in (F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW)
        ),
        *(Condition("madvise", 2, advice, INT) for advice in (MADV_COLD, MADV_PAGEOUT)),
    ),
    # Pages in pipes count for a user: beyond a bound all pipes of that user are small ones.
    errno.EPERM: (Condition("fcntl", 1, F_SETPIPE_SZ, INT),),
    # What another process has chosen of the scheduler could be a word to this one, and so could it
    # that there is one.
    errno.ENOSYS: (
        *(
            Condition(call, 0, 0)
            for call in (
                "sched_getaffinity",
                "sched_getattr",
                "sched_getparam",
                "sched_getscheduler",
                "sched_rr_get_interval",
                "getpriority",
                "getpgid",
                "getsid",
                "get_robust_list",
            )
        ),
        Condition("getpriority", 1, 0),
        Condition("ioprio_get", 1, 0),
    ),
    errno.EINVAL: (
        # Clocks with such numbers tell how much time another process has used.
        *(
            Condition(call, 0, NEGATIVE, NEGATIVE)
            for call in ("clock_gettime", "clock_getres", "clock_nanosleep")
        ),
        # Of pages that are merged with another process's it could be told whether that has them.
        Condition("madvise", 2, MADV_MERGEABLE, INT),
        Condition("prctl", 0, PR_SET_MEMORY_MERGE, INT),
    ),
}
"""For some arguments calls are not reported: by the error that answers them, 0 being none."""

SIGNALS = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")
"""Calls whose first argument names a process: only this one may be."""

WHERE_REFUSED = {
    START: "clone close_range",
    MEMORY: "setsockopt mmap",
    REACH: "prlimit64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler setpriority"
    " kill tgkill rt_sigqueueinfo rt_tgsigqueueinfo",
    NETWORK: "socketpair",
    LEAVE: "prctl",
    FILES: "fcntl open openat",
}
"""What calls would do that are refused for some arguments. `ioctl` is not reported: libraries ask
devices and files with it for what these may not know."""
