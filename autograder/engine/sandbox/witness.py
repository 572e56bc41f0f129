"""Hears from the kernel what the wall refuses to a process, and refuses it. Linux only.

The ioctls and structs are those of seccomp_unotify(2). A witness never lets a call go on: by the
time it has looked at a call's arguments they may be others.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import struct
from collections.abc import Callable, Mapping

from autograder.engine.refusal import MOST_TOLD, Refusal

RECEIVE, SEND = 0xC0502100, 0xC0182101
"""SECCOMP_IOCTL_NOTIF_RECV and _SEND, as most machines have them; on others all calls that would be
told fail with ENOSYS, and nobody hears of them."""
QUESTION, ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
"""Its number, the thread, flags, the call, the machine, where in the program, the arguments; and the
same number, a result, an error, flags."""
MOST_HEARD = 10_000
"""Of one process. Then the witness goes, and the kernel refuses alone: that costs nobody's time."""

UNIX, INET, INET6 = 1, 2, 10
STREAM, DATAGRAM, NONBLOCK, CLOEXEC = 1, 2, 0o4000, 0o2000000
HARMLESS = frozenset(
    {
        # The C library asks for the names of users and machines, where a server has them (nscd).
        ("socket", UNIX, STREAM | CLOEXEC | NONBLOCK),
        # urllib3 looks whether there is IPv6 while it is imported.
        ("socket", INET6, STREAM | CLOEXEC),
        # uuid.getnode: libuuid asks a server for a number, or the network's card. Sockets of
        # Python's own are closed on exec, so these are not taken for others.
        ("socket", UNIX, STREAM),
        ("socket", INET, DATAGRAM),
    }
)
"""Calls with their first two arguments that libraries make, whatever a notebook wants of them: refused
like the others, and not told."""


class Witness:
    """The witness of one process, in its supervisor: looked after by a poll that tells when to
    `hear`."""

    def __init__(
        self,
        meanings: Mapping[int, tuple[str, str]],
        poll: select.poll,
        tell: Callable[[Refusal], None],
    ) -> None:
        """`meanings` are those of the filter. `tell` is called before a call is answered: what was
        told is known when the process goes on."""
        self._meanings, self._poll, self._tell = meanings, poll, tell
        self._arrival, self.teller = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        """The teller is for the process alone: whoever makes the witness closes it after the fork."""
        self.descriptor = self._arrival.detach()
        """What is to be polled: first the socket, then the kernel's own."""
        poll.register(self.descriptor, select.POLLIN)
        self._waiting = True
        self._told: set[str] = set()
        self._heard = 0

    def hear(self, events: int) -> None:
        """Do what there is to do, given the poll's events for the descriptor."""
        if not events & select.POLLIN:
            self.close()
        elif self._waiting:
            self._waiting = False
            with socket.socket(fileno=self.descriptor) as arrival:
                _, found, _, _ = socket.recv_fds(arrival, 64, 1)
                self._poll.unregister(self.descriptor)
            self.descriptor = -1
            if found:
                (self.descriptor,) = found
                self._poll.register(self.descriptor, select.POLLIN)
        else:
            self._answer()

    def forget(self) -> None:
        """Tell what has been told already, if it comes again."""
        self._told.clear()

    def close(self) -> None:
        """Hear no more. What is asked from now on, the kernel answers with ENOSYS."""
        if self.descriptor >= 0:
            self._poll.unregister(self.descriptor)
            os.close(self.descriptor)
            self.descriptor = -1

    def _answer(self) -> None:
        question = bytearray(QUESTION.size)
        try:
            fcntl.ioctl(self.descriptor, RECEIVE, question)
            number, _, _, call, _, _, *arguments = QUESTION.unpack(question)
            what, name = self._meanings.get(call, ("do what is not known", f"call {call}"))
            self._note(Refusal(what, name), arguments)
            answer = bytearray(ANSWER.pack(number, 0, -errno.EPERM, 0))
            fcntl.ioctl(self.descriptor, SEND, answer)
        except OSError as error:
            if error.errno != errno.ENOENT:  # that one was interrupted, and is not there any more
                self.close()
        self._heard += 1
        if self._heard >= MOST_HEARD:
            self.close()

    def _note(self, refusal: Refusal, arguments: list[int]) -> None:
        if (refusal.which, *arguments[:2]) in HARMLESS:
            return
        if refusal.which not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(refusal.which)
            self._tell(refusal)
