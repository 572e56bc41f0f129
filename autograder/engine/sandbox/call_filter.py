"""The wall around the kernel: a filter of system calls (seccomp). Linux only.

A refused call either fails at once, or the kernel holds it until a witness outside of the process
has heard of it (seccomp_unotify(2)): then staff are told by name what a submission tried, and
nothing in its process can hide or forge that. The witness can only refuse. Where it is gone, the
kernel refuses by itself: no call gets through because nobody is looking.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from autograder.engine.sandbox.arguments import (
    A_THREAD,
    PARTLY_REFUSED,
    QUIETLY_ANSWERED,
    SIGNALS,
    WHERE_REFUSED,
    Condition,
)
from autograder.engine.sandbox.privileges import checked_call
from autograder.engine.sandbox.system_calls import (
    IGNORED,
    NEWER,
    REFUSED,
    SILENT,
    UNKNOWN,
    UNSUPPORTED,
    numbers,
)

SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER = 1, 8
TAKEN = b"taken"
"""What a witness says when it has fetched the kernel's descriptor."""
SEND_SECONDS = 10.0
"""How long a thread may take to send it, and to end."""
RETURN = 6
"""BPF_RET | BPF_K: the instruction that ends a filter with an answer."""
RETURN_ERROR, RETURN_ASK, RETURN_ALLOW = 0x50000, 0x7FC00000, 0x7FFF0000
"""SECCOMP_RET_ERRNO, to which the error is added, SECCOMP_RET_USER_NOTIF and SECCOMP_RET_ALLOW."""
INSTRUCTION = struct.Struct("=HBBI")
BINARY_TREE = 2
"""How libseccomp arranges the numbers, for CTL_OPTIMIZE: a call is looked up, not searched."""
REPORT, COUNT = 4000, 4001
"""Errors that no kernel has: they stand for the answers to refused calls that are reported, and to
those that start a thread."""
MYSELF = 0x7E57AB1E
"""Stands for the number of the process, which is not known before there is one."""


Rule = tuple[Any, ...]
"""The number of a call, the error that answers it, and perhaps when."""


class CallFilter:
    """The filter, built once by libseccomp: loading it takes a fraction of a millisecond."""

    def __init__(self, fetched: bool = False) -> None:
        """`fetched` says whether a witness can take a descriptor out of the process that it hears.
        Where it cannot, that process has to send it.
        """
        self.meanings = _meanings()
        """What refused calls would do, and their names, by number; those that are reported."""
        self._fetched = fetched
        self._program = _built(self._rules())
        self._seccomp = next(numbers("seccomp"))

    def load(self, witness: socket.socket | None = None) -> None:
        """Put the filter around this process, for good. Once no_new_privs is set, anybody can.

        `witness` is a socket that leads to one: refused calls wait for it then. It gets the
        kernel's descriptor for that, which is closed here when this returns. Without a witness all
        of them fail at once. The witness also hears of every thread that is to be started, and none
        is without it.

        Raises:
            OSError: the kernel refuses, or there is nobody to hear.
        """
        if witness is None:
            self._put(RETURN_ERROR | errno.EPERM, RETURN_ALLOW)
            return
        if self._fetched:
            with _closing(self._put(RETURN_ASK, RETURN_ASK)) as listener:
                witness.send(str(listener).encode())
                if witness.recv(len(TAKEN)) != TAKEN:
                    raise OSError(errno.EPIPE, "the witness could not take its descriptor")
        else:
            sender = _Sender(witness)
            with _closing(self._put(RETURN_ASK, RETURN_ASK)) as listener:
                sender.send(listener)

    def _put(self, refused: int, threads: int) -> int:
        """Load the program with these answers to refused calls, and to those that start a thread;
        the kernel's descriptor, where they are to ask."""
        filled = b"".join(_filled(self._program, refused, threads))
        held = ctypes.create_string_buffer(filled, len(filled))
        head = _Program(len(filled) // INSTRUCTION.size, ctypes.addressof(held))
        flags = SECCOMP_FILTER_FLAG_NEW_LISTENER if refused == RETURN_ASK else 0
        return checked_call(self._seccomp, SECCOMP_SET_MODE_FILTER, flags, ctypes.addressof(head))

    def _rules(self) -> Iterator[Rule]:
        import pyseccomp

        refused = set(numbers(" ".join(REFUSED.values())))
        for number in refused:
            yield number, self._error(number)
        for number in numbers(IGNORED):
            yield number, 0
        for number in numbers(UNSUPPORTED):
            yield number, errno.EOPNOTSUPP
        for number in {*numbers(UNKNOWN), *NEWER} - refused:
            yield number, errno.ENOSYS
        for condition in PARTLY_REFUSED:
            for number in numbers(condition.call):
                yield number, self._error(number), _condition(condition)
        for number in numbers(A_THREAD.call):
            yield number, COUNT, _condition(A_THREAD)
        for error, conditions in QUIETLY_ANSWERED.items():
            for condition in conditions:
                for number in numbers(condition.call):
                    yield number, error, _condition(condition)
        for number in numbers(" ".join(SIGNALS)):
            yield number, self._error(number), pyseccomp.Arg(0, pyseccomp.NE, MYSELF)

    def _error(self, number: int) -> int:
        return REPORT if number in self.meanings else errno.EPERM


def _built(rules: Iterable[Rule]) -> bytes:
    """The program that libseccomp makes of rules; what they say nothing of is allowed."""
    import pyseccomp

    program = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for number, error, *condition in rules:
        program.add_rule(pyseccomp.ERRNO(error), number, *condition)
    program.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, BINARY_TREE)
    # A call by another door ends the process: if its thread alone ended, others would go on.
    program.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    with open(os.memfd_create("filter"), "w+b") as file:  # the disk may be full
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def _filled(program: bytes, refused: int, threads: int) -> Iterator[bytes]:
    """The instructions, with this process's number and the answers to calls that are reported or
    counted."""
    for code, yes, no, word in INSTRUCTION.iter_unpack(program):
        if code == RETURN and word == RETURN_ERROR | REPORT:
            word = refused
        elif code == RETURN and word == RETURN_ERROR | COUNT:
            word = threads
        elif word == MYSELF:
            word = os.getpid()
        yield INSTRUCTION.pack(code, yes, no, word)


def _meanings() -> dict[int, tuple[str, str]]:
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


@contextmanager
def _closing(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def starts_thread(call: int, arguments: Sequence[int]) -> bool:
    """Whether a call that was heard of is one to start a thread."""
    assert A_THREAD.mask is not None
    flags = arguments[A_THREAD.argument] & A_THREAD.mask
    return call in numbers(A_THREAD.call) and flags == A_THREAD.value


class _Sender:
    """A thread that is there before the filter, which it does not have: it alone can send."""

    def __init__(self, witness: socket.socket) -> None:
        self._witness = witness
        self._listener: int | None = None
        self._loaded = threading.Event()
        self._sent = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def send(self, listener: int) -> None:
        """Have a descriptor sent, and wait until the thread is gone.

        Raises:
            OSError: it was not sent, or the thread does not end.
        """
        self._listener = listener
        self._loaded.set()
        self._thread.join(SEND_SECONDS)
        end = time.monotonic() + SEND_SECONDS
        while len(os.listdir("/proc/self/task")) > 1:  # the kernel's part of it ends a moment later
            if time.monotonic() > end:
                raise OSError(errno.EBUSY, "a thread without the filter does not end")
            time.sleep(0.0005)
        if not self._sent:
            raise OSError(errno.EPIPE, "the witness could not be sent its descriptor")

    def _serve(self) -> None:
        self._loaded.wait()
        if self._listener is not None:
            with suppress(OSError):  # the other thread says so
                socket.send_fds(self._witness, [b"listener"], [self._listener])
                self._sent = True


class _Program(ctypes.Structure):
    """struct sock_fprog of <linux/filter.h>."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _condition(condition: Condition) -> Any:
    import pyseccomp

    if condition.mask is None:
        return pyseccomp.Arg(condition.argument, pyseccomp.NE, condition.value)
    return pyseccomp.Arg(condition.argument, pyseccomp.MASKED_EQ, condition.mask, condition.value)
