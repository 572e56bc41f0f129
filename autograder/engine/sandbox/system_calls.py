"""The system calls that a notebook may not make: a table. Linux only.

`arguments` has those that it may make in some ways and not in others, and `call_filter` makes of
both what the kernel runs. What is refused answers as if the user had no right
to it: Python raises PermissionError.
"""

from __future__ import annotations

from collections.abc import Iterator

START, REACH, NETWORK, MEMORY, LEAVE, FILES = (
    "start a process",
    "reach or kill a process",
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
    # The kernel counts the rules of Landlock for nobody, and keeps them in its own memory.
    " landlock_create_ruleset landlock_add_rule landlock_restrict_self"
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
    # They wait for whoever wakes them by memory that could be a library's file.
    " futex_waitv futex_wake futex_wait futex_requeue"
    # A timer could have a process go on that its supervisor has stopped (SIGCONT).
    " timer_create"
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
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "futex_waitv": 449,
    "cachestat": 451,
    "fchmodat2": 452,
    "futex_wake": 454,
    "futex_wait": 455,
    "futex_requeue": 456,
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


def numbers(names: str) -> Iterator[int]:
    """The numbers of calls, without those that this kind of machine does not have."""
    import pyseccomp

    for name in names.split():
        number = NUMBERS.get(name)
        if number is None:
            number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
        if number >= 0:
            yield number
