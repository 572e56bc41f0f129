"""Hears from the kernel what the wall refuses to a process, and refuses it. Linux only.

The ioctls and structs are those of seccomp_unotify(2). A witness never lets a call go on whose
arguments lie in memory: by the time it has looked at them they may be others. It lets threads be
started, so many as there may be: what starts one is said in the call itself.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import struct
from collections.abc import Callable, Mapping

from autograder.engine.refusal import MOST_REFUSALS, Refusal
from autograder.engine.sandbox.call_filter import TAKEN, starts_thread
from autograder.engine.sandbox.privileges import fetch

RECEIVE, SEND = 0xC0502100, 0xC0182101
"""SECCOMP_IOCTL_NOTIF_RECV and _SEND, as most machines have them; on others all calls that would be
reported fail with ENOSYS, and nobody hears of them."""
QUESTION, ANSWER = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
"""Of a question: its number, the thread, flags, the call, the machine, where in the program, and the
arguments. Of its answer: the same number, a result, an error, flags."""
CONTINUE = 1
"""SECCOMP_USER_NOTIF_FLAG_CONTINUE."""
MOST_HEARD = 10_000
"""Calls of one process. After that the witness says so and goes, and the kernel refuses by itself: that
costs nobody any time."""

TOO_MANY = Refusal("do what is refused so often that no more of it is told", f"{MOST_HEARD} calls")

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
like the others, and not reported."""


class Witness:
    """The witness of one process, in its supervisor: whose poll says when to
    `hear`."""

    def __init__(
        self,
        meanings: Mapping[int, tuple[str, str]],
        poll: select.poll,
        report: Callable[[Refusal], None],
        tasks: int = 0,
    ) -> None:
        """`meanings` are those of the filter. `report` is called before a call is answered: what
        was refused is known when the process goes on. `tasks` is how many threads there may be."""
        self._meanings, self._poll, self._report = meanings, poll, report
        self._arrival, self.connection = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        """For the process alone: `attend` closes it."""
        self.descriptor = self._arrival.detach()
        """What is to be polled: first the socket, then the kernel's own."""
        poll.register(self.descriptor, select.POLLIN)
        self._tasks = tasks
        self.flooded = False
        """Whether the process has asked for a thread more than it may have: it waits for the answer,
        and gets none."""
        self._number = self._process = -1
        self._waiting = True
        self._reported: set[str] = set()
        self._heard = 0

    def attend(self, process: int) -> None:
        """Be the witness of this child, which has been forked since. `Supervisor.fork` calls this."""
        self.connection.close()
        self._number, self._process = process, os.pidfd_open(process)

    def hear(self, events: int) -> None:
        """Take in what has come, as the poll's events for the descriptor say."""
        if not events & select.POLLIN:
            self.close()
        elif self._waiting:
            self._receive()
        else:
            self._answer()

    def forget(self) -> None:
        """Report what has been reported already, if it comes again."""
        self._reported.clear()

    def close(self) -> None:
        """Hear no more. What is asked from now on, the kernel answers with ENOSYS."""
        if self.descriptor >= 0:
            self._poll.unregister(self.descriptor)
            os.close(self.descriptor)
            self.descriptor = -1
        self._let_go()

    def _receive(self) -> None:
        """Take the kernel's descriptor: out of the process, which says its number and waits, or as
        it was sent. Where it cannot be had, that process hears so, and ends."""
        self._waiting = False
        with socket.socket(fileno=self.descriptor) as arrival:
            self._poll.unregister(self.descriptor)
            self.descriptor = -1
            word, descriptors, _, _ = socket.recv_fds(arrival, 64, 1)
            if word and not descriptors:
                try:
                    descriptors = [fetch(self._process, int(word))]
                    arrival.send(TAKEN)
                except OSError:
                    return
                finally:
                    self._let_go()
        if descriptors:
            (self.descriptor,) = descriptors
            self._poll.register(self.descriptor, select.POLLIN)

    def _let_go(self) -> None:
        if self._process >= 0:
            os.close(self._process)
            self._process = -1

    def _answer(self) -> None:
        question = bytearray(QUESTION.size)
        try:
            fcntl.ioctl(self.descriptor, RECEIVE, question)
            number, _, _, call, _, _, *arguments = QUESTION.unpack(question)
            if starts_thread(call, arguments):
                self._count(number)
                return
            what, name = self._meanings.get(call, ("do what is not known", f"call {call}"))
            self._note(Refusal(what, name), arguments)
            answer = bytearray(ANSWER.pack(number, 0, -errno.EPERM, 0))
            fcntl.ioctl(self.descriptor, SEND, answer)
        except OSError as error:
            if error.errno != errno.ENOENT:  # that one was interrupted, and is not there any more
                self.close()
        self._heard += 1
        if self._heard >= MOST_HEARD:
            self._report(TOO_MANY)
            self.close()

    def _count(self, number: int) -> None:
        """Let a thread be started, or have the process wait until it is ended."""
        # Of this folder of proc(5) the kernel gives as many links as there are threads, and two.
        if os.stat(f"/proc/{self._number}/task").st_nlink - 2 > self._tasks:
            self.flooded = True
        else:
            fcntl.ioctl(self.descriptor, SEND, bytearray(ANSWER.pack(number, 0, 0, CONTINUE)))

    def _note(self, refusal: Refusal, arguments: list[int]) -> None:
        if (refusal.which, *arguments[:2]) in HARMLESS:
            return
        if refusal.which not in self._reported and len(self._reported) < MOST_REFUSALS:
            self._reported.add(refusal.which)
            self._report(refusal)
