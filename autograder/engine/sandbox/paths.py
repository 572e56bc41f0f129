"""The wall around the disk: Landlock. Linux only."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

READ_SYSTEM = (
    "/dev/random",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/filesystems",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/kernel/osrelease",
    "/proc/sys/vm/overcommit_memory",
    "/proc/version",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/kernel/mm/transparent_hugepage",
)
"""What NumPy, the C library and those of a course ask of the kernel: the machine's cores and memory."""

READ_SELF = (
    "cgroup",
    "cmdline",
    "comm",
    "fd",
    "limits",
    "maps",
    "smaps",
    "stat",
    "statm",
    "status",
)
"""What a process may read of itself below /proc/self: not `mem`, `environ`, `root` or `net`."""


def landlock_version() -> int:
    """The ABI of the kernel's Landlock; 0 where there is none."""
    import landlockpy

    return landlockpy.abi_version()


def restrict_paths(
    readable: Iterable[Path], writable: Iterable[Path], listed: Iterable[Path] = ()
) -> None:
    """Close the whole disk to this process, for good, but for these folders and files.

    Of what is `listed` the names can be read, and no file that is not readable besides. What is writable can be read too. Nowhere can programs be started, or links, pipes, sockets and
    devices be made. TCP and signals to others are closed as well where the kernel's ABI has them;
    the filter of system calls closes them everywhere.

    Raises:
        OSError: the kernel refuses, or a path does not exist.
    """
    from landlockpy import AccessFS, Ruleset, Scope

    read_file = AccessFS.READ_FILE
    read_folder = read_file | AccessFS.READ_DIR
    write_file = read_file | AccessFS.WRITE_FILE | AccessFS.TRUNCATE
    write_folder = (
        write_file
        | AccessFS.READ_DIR
        | AccessFS.REMOVE_DIR
        | AccessFS.REMOVE_FILE
        | AccessFS.MAKE_DIR
        | AccessFS.MAKE_REG
        | AccessFS.REFER
    )
    with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as rules:
        for path in readable:
            rules.allow_path(path, read_folder if os.path.isdir(path) else read_file)
        for path in listed:
            rules.allow_path(path, AccessFS.READ_DIR)
        for path in writable:
            rules.allow_path(path, write_folder if os.path.isdir(path) else write_file)
        for name in READ_SYSTEM:
            if os.path.exists(name):
                rules.allow_path(name, read_folder if os.path.isdir(name) else read_file)
        for name in READ_SELF:
            path = Path("/proc/self", name)
            if path.exists():
                rules.allow_path(path, read_folder if path.is_dir() else read_file)
        rules.allow_path("/proc/self/task", AccessFS.READ_DIR)
        rules.allow_path("/dev/null", write_file)
        rules.restrict()
