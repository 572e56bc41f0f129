"""The system calls that a notebook may not make: a table. Linux only.

`call_filter` makes of it what the kernel runs. What is refused answers as if the user had no right
to it: Python raises PermissionError.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

START, REACH, NETWORK, MEMORY, LEAVE, FILES = (
    "start a process",
    "reach another process",
    "use the network",
    "hold memory outside its own",
    "leave its place among the processes",
    "change or watch files it has no right to",
)
"""What staff and students are told that a cell tried to do."""

REFUSED = {
    START: "fork vfork execve execveat",
    LEAVE: "setsid setpgid unshare setns",
    REACH: "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd"
    " pidfd_open pidfd_send_signal process_mrelease kcmp tkill move_pages migrate_pages"
    " perf_event_open ioprio_set",
    NETWORK: "socket connect bind listen accept accept4",
    # A filter cannot see what they carry. Descriptors in flight count for a user, and too many of
    # them keep all processes of that user from sending any.
    "hand over open files": "sendmsg sendmmsg",
    # vmsplice and its like leave pages in a pipe that are no part of the process any more.
    MEMORY: "vmsplice splice tee memfd_create memfd_secret shmget shmat shmctl semget semop"
    " semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend"
    " mq_timedreceive mq_notify mq_getsetattr userfaultfd",
    "reach into the kernel": "bpf io_uring_enter io_uring_register add_key request_key keyctl"
    " init_module finit_module delete_module create_module kexec_load kexec_file_load syslog"
    " io_setup io_submit io_getevents io_pgetevents io_cancel io_destroy"
    " personality modify_ldt iopl ioperm lookup_dcookie nfsservctl uselib seccomp",
    "change the machine": "reboot swapon swapoff acct quotactl quotactl_fd sethostname"
    " setdomainname settimeofday clock_settime clock_adjtime adjtimex vhangup sync syncfs",
    "mount a disk": "mount umount umount2 pivot_root chroot move_mount open_tree open_tree_attr"
    " fsopen fsmount fsconfig fspick mount_setattr statmount listmount",
    # Landlock does not cover these: with them, a submission of the same user could take away the
    # rights to files that it cannot open, or follow what happens to them.
    FILES: "chown fchown lchown fchownat setxattr lsetxattr fsetxattr setxattrat"
    " removexattr lremovexattr fremovexattr removexattrat file_setattr truncate mknod mknodat"
    " name_to_handle_at open_by_handle_at fanotify_init fanotify_mark inotify_init"
    " inotify_init1 inotify_add_watch",
}
"""System calls that no notebook needs, by what they would do; each answers EPERM."""

SILENT = (
    # shutil and tarfile try these, and go on where they may not.
    "chown fchown lchown fchownat setxattr lsetxattr fsetxattr"
    # A second filter could answer calls in the place of this one's witness: only the kernel itself
    # may refuse it.
    " seccomp"
)
"""Those of them that are refused and not reported."""

HANDING_OVER = "sendmsg seccomp"
"""Calls that a process itself has to make after all others are refused to it, where it sends its
witness a descriptor."""

IGNORED = (
    # Landlock does not cover these either, and shutil.copy and tarfile cannot do without.
    "chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat"
    # Of a library's file, every submission would see the lock; of its own it needs none.
    " flock"
    # Advice on what is kept of files in memory, which another submission can ask for.
    " fadvise64 readahead"
)
"""Calls that do nothing and say that they did."""

UNKNOWN = (
    # A filter cannot see the arguments of these.
    "clone3 openat2 io_uring_setup"
    # They tell what is kept of a library's file in memory, as other submissions left it.
    " preadv2 mincore cachestat"
)
"""Calls that answer ENOSYS, as on an old kernel: libraries fall back on others."""

UNSUPPORTED = "fallocate"
"""Calls that file systems need not support (EOPNOTSUPP): this one takes gigabytes of a disk at once,
faster than anybody looks."""

NUMBERS = {
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "pidfd_open": 434,
    "clone3": 435,
    "close_range": 436,
    "openat2": 437,
    "pidfd_getfd": 438,
    "process_madvise": 440,
    "mount_setattr": 442,
    "quotactl_fd": 443,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "cachestat": 451,
    "fchmodat2": 452,
    "statmount": 457,
    "listmount": 458,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
"""Calls that an older libseccomp does not know by name. From 424 on their numbers are the same on
all machines (<asm-generic/unistd.h>)."""

NEWER = range(463, 512)
"""Calls newer than this table, whatever they do: ENOSYS, but for those that are refused above."""

NAMESPACES = 0x7E020000
"""CLONE_NEWNS and its six siblings, from <linux/sched.h>."""
CLONE_FS, CLONE_FILES, CLONE_THREAD = 0x200, 0x400, 0x10000
CLOSE_RANGE_UNSHARE = 2
INT = 0xFFFFFFFF
"""The kernel reads 32 bits of an int, and the filter sees 64: the others must not matter."""
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_MM, PR_SCHED_CORE = 1, 4, 22, 35, 62
F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY, F_SETDELEG = 8, 10, 15, 1024, 1026, 1040
F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETPIPE_SZ = 6, 7, 37, 38, 1031
MADV_COLD, MADV_PAGEOUT = 20, 21
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
        *(
            Condition("fcntl", 1, command, INT)
            for command in (F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW)
        ),
        *(Condition("madvise", 2, advice, INT) for advice in (MADV_COLD, MADV_PAGEOUT)),
    ),
    # Pages in pipes count for a user: beyond a bound all pipes of that user are small ones.
    errno.EPERM: (Condition("fcntl", 1, F_SETPIPE_SZ, INT),),
    # What another process has chosen of the scheduler could be a word to this one.
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
            )
        ),
        Condition("getpriority", 1, 0),
    ),
    # Clocks with such numbers tell how much time another process has used.
    errno.EINVAL: tuple(
        Condition(call, 0, NEGATIVE, NEGATIVE)
        for call in ("clock_gettime", "clock_getres", "clock_nanosleep", "timer_create")
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


def meanings() -> dict[int, tuple[str, str]]:
    """By number, all refused calls that are reported: what they would do, and their names."""
    silent = frozenset(SILENT.split())
    return {
        number: (what, name)
        for table in (REFUSED, WHERE_REFUSED)
        for what, names in table.items()
        for name in names.split()
        if name not in silent
        for number in numbers(name)
    }


def numbers(names: str) -> Iterator[int]:
    """The numbers of calls, without those that this kind of machine does not have."""
    import pyseccomp

    for name in names.split():
        number = NUMBERS.get(name)
        if number is None:
            number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
        if number >= 0:
            yield number
