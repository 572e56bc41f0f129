"""How each part of the inner wall is tried. Linux only.

Each runs in a process of its own that is thrown away: it puts up one part, pushes against it, and
says whether it held. An exception means no.
"""

from __future__ import annotations

import _thread
import errno
import mmap
import os
import select
import signal
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from autograder.engine.refusal import Refusal
from autograder.engine.sandbox.call_filter import CallFilter
from autograder.engine.sandbox.ceilings import ADDRESS_BYTES, ceilings, lower
from autograder.engine.sandbox.own_disk import mount_memory, own_mounts
from autograder.engine.sandbox.paths import restrict_paths
from autograder.engine.sandbox.privileges import (
    CLONE_NEWUSER,
    become,
    drop_capabilities,
    fetch,
    forbid_new_privileges,
    unshare,
)
from autograder.engine.sandbox.trial import trial
from autograder.engine.sandbox.witness import Witness
from autograder.engine.session import STANDARD_LIMITS


def no_new_privileges() -> bool:
    """They are given up, or it raises."""
    forbid_new_privileges()
    return True


def capabilities() -> bool:
    """They are dropped, or it raises."""
    forbid_new_privileges()
    drop_capabilities()
    return True


def resource_limits() -> bool:
    """More addresses than the ceiling allows are refused."""
    lower(ceilings(STANDARD_LIMITS))
    try:
        mmap.mmap(-1, ADDRESS_BYTES)
    except OSError:
        return True
    return False


def landlock() -> bool:
    """The disk is closed."""
    forbid_new_privileges()
    restrict_paths((), ())
    return refused(lambda: os.listdir("/"))


def seccomp() -> bool:
    """No process and no socket, but a thread."""
    forbid_new_privileges()
    CallFilter().load()
    _thread.start_new_thread(int, ())
    return refused(_fork) and refused(socket.socket)


def refusals() -> bool:
    """A witness hears of the socket that is refused to another process."""
    forbid_new_privileges()
    calls, poll, heard = CallFilter(), select.poll(), list[Refusal]()
    witness = Witness(calls.meanings, poll, heard.append)
    child = os.fork()
    if child == 0:
        os.close(witness.descriptor)
        calls.load(witness.connection)
        witness.connection.close()
        os._exit(not refused(socket.socket))
    witness.attend(child)
    while witness.descriptor >= 0:
        for _, events in poll.poll():
            witness.hear(events)
    return os.wait()[1] == 0 and [item.which for item in heard] == ["socket"]


def user_namespaces() -> bool:
    """There are some, or it raises."""
    unshare(CLONE_NEWUSER)
    return True


def own_disk() -> bool:
    """A disk in memory takes what it has room for, and no more."""
    own_mounts()
    place, page = Path(tempfile.gettempdir()), mmap.PAGESIZE
    mount_memory(place, page, files=8)
    (place / "first").write_bytes(bytes(page))
    try:
        (place / "second").write_bytes(bytes(page))
    except OSError as error:
        return error.errno == errno.ENOSPC
    return False


TRIALS: tuple[tuple[str, str | None, Callable[[], bool]], ...] = (
    ("no_new_privileges", None, no_new_privileges),
    ("capabilities", None, capabilities),
    ("resource_limits", None, resource_limits),
    ("landlock", "landlockpy", landlock),
    ("seccomp", "pyseccomp", seccomp),
    ("refusals", "pyseccomp", refusals),
    ("user_namespaces", None, user_namespaces),
    ("own_disk", None, own_disk),
)
"""Each field of the survey that is tried so, and the module that it needs."""


def can_fetch(user: int | None) -> bool:
    """Whether a process can take a descriptor out of its child, which has become this user."""
    return trial(lambda: _fetch_from_child(user))


def _fetch_from_child(user: int | None) -> bool:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if user is not None:
            become(user)
        os.write(writing, b"y")
        signal.pause()
    os.read(reading, 1)
    try:
        fetch(os.pidfd_open(child), writing)
    finally:
        os.kill(child, signal.SIGKILL)
    return True


def refused(action: Callable[[], object]) -> bool:
    """Whether something fails for lack of a right."""
    try:
        action()
    except PermissionError:
        return True
    return False


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
