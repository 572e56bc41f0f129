"""Giving up, for good, what a process may do because of who it is. Linux only.

Every call is made through the C library; each raises OSError where the kernel refuses.
"""

from __future__ import annotations

import ctypes
import functools
import os
from collections.abc import Iterable
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_GET_PDEATHSIG = 2
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
"""From <linux/prctl.h>, as prctl(2) describes them."""

CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
"""From <linux/sched.h>."""

PIDFD_GETFD = 438
"""Its number, which is the same on all machines (<asm-generic/unistd.h>)."""

CAPABILITY_VERSION = 0x20080522
"""_LINUX_CAPABILITY_VERSION_3 of capget(2): two words for each of the three sets."""
LAST_CAPABILITY = 63


def prctl(option: int, *arguments: int) -> int:
    """Call prctl(2), the missing arguments being 0."""
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(_library().prctl(option, *words), f"prctl {option}")


def checked_call(number: int, *arguments: int) -> int:
    """Make a system call that the C library has no name for; what it returns."""
    words = map(ctypes.c_ulong, arguments)
    return _checked(_library().syscall(ctypes.c_long(number), *words), f"call {number}")


def fetch(process: int, descriptor: int) -> int:
    """A copy of another process's descriptor: pidfd_getfd(2). `process` is a descriptor of it."""
    return checked_call(PIDFD_GETFD, process, descriptor, 0)


def forbid_new_privileges() -> None:
    """Nothing that this process starts can have more rights than it has: no setuid programs."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if prctl(PR_GET_NO_NEW_PRIVS) != 1:
        raise OSError("no_new_privs is not set, though the kernel took it")


def bound_capabilities() -> None:
    """Give up the right to get capabilities. Only root has it, before it becomes another user;
    no_new_privs keeps all others from getting any."""
    for capability in range(LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last that this kernel has, or not root
            break


def drop_capabilities() -> None:
    """Give up all capabilities that there are."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    library = _library()
    _checked(library.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    held = (ctypes.c_uint32 * 6)()
    _checked(library.capget(header, held), "capget")
    if any(held):
        raise OSError("there are capabilities left, though the kernel took them")


def become(user: int) -> None:
    """Be another user, with the group of the same number and no others. Only root can."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    # The kernel hides a process that changed its user from itself: /proc/self belongs to root.
    prctl(PR_SET_DUMPABLE, 1)


def unshare(namespaces: int) -> None:
    """Be in new namespaces, as unshare(2) has them."""
    _checked(_library().unshare(namespaces), "unshare")


def restore_death_signal(death_signal: int, parent: int) -> None:
    """Have the kernel send `death_signal` again when the parent dies: becoming another user has
    cleared it.

    Raises:
        OSError: the parent died in between.
    """
    if death_signal:
        prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            raise OSError("the parent has ended")


def death_signal() -> int:
    """The signal that this process gets when its parent's thread ends; 0 for none."""
    signal = ctypes.c_int()
    address = ctypes.addressof(signal)
    prctl(PR_GET_PDEATHSIG, address)
    return signal.value


def can_read(paths: Iterable[Path]) -> bool:
    """Whether this user may read these files, and enter and list these folders."""
    return all(os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0)) for path in paths)


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
