"""The trusted process beside each notebook's: starts it, watches what it uses, and ends it.

It holds the only socket to the grader. The notebook's process has pipes of its own, which the
supervisor closes, so that neither can speak for the other.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.engine.forked.copy_program import be_notebook
from autograder.engine.forked.first_home import FirstHome
from autograder.engine.forked.messages import (
    ASK_WAITED,
    HEARD,
    INTERRUPT,
    MESSAGE_BYTES,
    PAUSE,
    PAUSED,
    RESUME,
    WAITED,
    Report,
    Request,
    pack_refusal,
)
from autograder.engine.forked.ownership import give
from autograder.engine.forked.shared_disk import SharedDisk
from autograder.engine.forked.usage import (
    Disk,
    Watch,
    descendants,
    seconds_waited,
    use_of,
    used_its_time,
)
from autograder.engine.process import EndKind
from autograder.engine.refusal import Refusal
from autograder.engine.sandbox.privileges import prctl

if TYPE_CHECKING:
    from autograder.engine.sandbox.inner import InnerWall
    from autograder.engine.sandbox.witness import Witness

LOOK_SECONDS = 0.05
STOP_SECONDS = 2.0
"""How long threads may take to stop; one that the kernel holds up by then has the process ended."""
OVER_SECONDS = 0.5
"""How long the threads of a process that is killed may take to be gone."""
MOST_HELD = 8
"""Descriptors that come with a request."""
PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""


def supervise(
    grader: socket.socket, pipes: Sequence[int], wall: InnerWall | None, home: FirstHome
) -> None:
    """Be the supervisor of one notebook's process, from the request to the report.

    Called in a fresh copy of the zygote. `pipes` are the process's ends of commands, frames, output
    and errors; `home` is the zygote's, which the process leaves.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl(PR_SET_CHILD_SUBREAPER, 1)  # what its process leaves behind becomes its own child
    message, held, _, _ = socket.recv_fds(grader, MESSAGE_BYTES, MOST_HELD)
    if not message:
        return
    request = Request.unpack(message)
    # Of what comes with it, the lock on the notebook's user is held until this process ends.
    doors = held if request.user is None else held[1:]
    supervisor = Supervisor(grader, request, wall, home)
    child = supervisor.fork(pipes, doors)
    try:
        kind = supervisor.watch(child)
    finally:
        code = end_all(child)
    try:
        grader.send(Report(kind, code).pack())
    except OSError:  # the grader is gone
        return


class Supervisor:
    """Waits for the notebook's process, the grader and the witness at once, and looks now and then
    what is used."""

    def __init__(
        self, grader: socket.socket, request: Request, wall: InnerWall | None, home: FirstHome
    ) -> None:
        self._grader = grader
        self._wall = wall
        self._home = home
        self._request, self._disk = _with_disk(request, wall)
        self._watch = Watch(self._disk, request.limits)
        self._poll = select.poll()
        self._witness: Witness | None = None

    def fork(self, pipes: Sequence[int], doors: Sequence[int]) -> int:
        """Start the notebook's process, in the groups to which the doors lead, with the witness of
        what is refused to it where the wall can have one; its number."""
        if self._wall is not None and self._wall.has_witness:
            from autograder.engine.sandbox.witness import Witness

            tasks = self._request.limits.tasks
            self._witness = Witness(self._wall.meanings, self._poll, self._tell, tasks)
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            self._grader.detach()  # closed with all the others, by number
            witness = None if self._witness is None else self._witness.connection.detach()
            be_notebook(parent, self._request, pipes, doors, self._wall, self._home, witness)
        if self._witness is not None:
            self._witness.attend(child)
        for descriptor in (*pipes, *doors):
            os.close(descriptor)
        return child

    def watch(self, child: int) -> EndKind:
        """Wait until the process ends or has to; the limit that it exceeded."""
        process = os.pidfd_open(child)
        self._poll.register(process, select.POLLIN)
        self._poll.register(self._grader, select.POLLIN)
        look = time.monotonic()
        while True:
            ready = dict(self._poll.poll(max(0.0, look - time.monotonic()) * 1000))
            if process in ready:
                return self._why(child)
            if self._grader.fileno() in ready and not self._obey(child):
                return "ended"
            if self._witness is not None and self._witness.descriptor in ready:
                self._witness.hear(ready[self._witness.descriptor])
                if self._witness.flooded:
                    return "task-limit"
            if time.monotonic() < look:  # who asks the witness often waits for no look each time
                continue
            look = time.monotonic() + LOOK_SECONDS
            if use_of(str(child)).over:  # its first thread: another one could serve on, unwatched
                return self._why(child) if _is_over_soon(process) else "ended"
            limit = self._watch.exceeded()
            if limit is not None:
                return limit

    def _why(self, child: int) -> EndKind:
        """Why the process has ended, by no doing of this one."""
        if self._disk.exceeded():  # one in memory ends who has mapped its files (SIGBUS)
            return "disk-limit"
        end = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        killed = end is not None and (end.si_code, end.si_status) == (os.CLD_KILLED, signal.SIGKILL)
        if not killed or self._wall is None:
            return "ended"
        # Behind the wall it can't have done that itself
        return "cpu-limit" if used_its_time(child) else "lost"

    def _obey(self, child: int) -> bool:
        """Do what the grader says; whether the process may go on."""
        try:
            word = self._grader.recv(64)
        except ConnectionError:
            return False
        if word == INTERRUPT:
            os.kill(child, signal.SIGINT)  # not reaped yet, so its number is its own
        elif word == PAUSE:
            if not stop(child):
                return False
            self._say(PAUSED)
        elif word == RESUME:
            os.kill(child, signal.SIGCONT)
        elif word == HEARD and self._witness is not None:
            self._witness.forget()
        elif word == ASK_WAITED:
            self._say(b"%s%f" % (WAITED, seconds_waited(child)))
        else:
            return False
        return True

    def _tell(self, refusal: Refusal) -> None:
        self._say(pack_refusal(refusal))

    def _say(self, message: bytes) -> None:
        try:
            self._grader.send(message, socket.MSG_DONTWAIT)
        except OSError:  # the grader is gone, or has heard enough
            return


def _is_over_soon(process: int) -> bool:
    """Whether a process whose first thread has ended is over with all of them, as one that was killed."""
    poll = select.poll()
    poll.register(process, select.POLLIN)
    return bool(poll.poll(OVER_SECONDS * 1000))


def _with_disk(request: Request, wall: InnerWall | None) -> tuple[Request, Disk]:
    """The request with the folder where its disk has it, and the disk: one of its own, if that can
    be had.

    Raises:
        OSError: it cannot be had now, though it could be before.
    """
    if wall is None or not wall.own_disk:
        return request, SharedDisk((request.folder, request.scratch.folder), request.limits)
    from autograder.engine.sandbox.own_disk import OwnDisk, own_mounts

    own_mounts()
    disk = OwnDisk(request.folder, request.scratch, request.limits)
    if request.user is not None:
        give(request.scratch.folder, request.user)
    return replace(request, folder=disk.folder), disk


def stop(child: int) -> bool:
    """Stop all threads of the process; whether none of them runs any more. Nothing that a notebook may
    do has them go on."""
    os.kill(child, signal.SIGSTOP)
    end = time.monotonic() + STOP_SECONDS
    states = os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, child, states) is None:
        if time.monotonic() > end:
            return False
        time.sleep(0.001)
    return True


def end_all(child: int) -> int:
    """Kill the process and all that it started, until nothing is left; its return code."""
    code = -signal.SIGKILL
    os.kill(child, signal.SIGKILL)
    while True:
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
        elif pid == 0:
            time.sleep(0.001)
