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
from typing import TYPE_CHECKING

from autograder.engine.forked.copy_program import be_notebook
from autograder.engine.forked.messages import (
    HEARD,
    INTERRUPT,
    MESSAGE_BYTES,
    Report,
    Request,
    pack_refusal,
)
from autograder.engine.forked.usage import Watch, descendants
from autograder.engine.process import EndKind
from autograder.engine.refusal import Refusal
from autograder.engine.sandbox.privileges import prctl

if TYPE_CHECKING:
    from autograder.engine.sandbox.inner import InnerWall
    from autograder.engine.sandbox.witness import Witness

LOOK_SECONDS = 0.05
PR_SET_CHILD_SUBREAPER = 36
"""From <linux/prctl.h>."""


def supervise(grader: socket.socket, pipes: Sequence[int], wall: InnerWall | None) -> None:
    """Be the supervisor of one notebook's process, from the request to the report.

    Called in a fresh copy of the process that forks. `pipes` are the process's ends of commands,
    frames, output and errors.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl(PR_SET_CHILD_SUBREAPER, 1)  # what its process leaves behind becomes its own child
    message = grader.recv(MESSAGE_BYTES)
    if not message:
        return
    request = Request.unpack(message)
    watch = Watch((request.folder, request.scratch.folder), request.limits)
    poll = select.poll()
    witness = _witness(wall, poll, grader)
    teller = None if witness is None else witness.teller.detach()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        grader.detach()  # closed with all the others, by number
        be_notebook(parent, request, pipes, wall, teller)
    try:
        for descriptor in (*pipes, *(() if teller is None else (teller,))):
            os.close(descriptor)
        kind = _watch(child, grader, watch, poll, witness)
    finally:
        code = end_all(child)
    try:
        grader.send(Report(kind, code).pack())
    except OSError:  # the grader is gone
        return


def _witness(wall: InnerWall | None, poll: select.poll, grader: socket.socket) -> Witness | None:
    """Who hears what the wall refuses, and tells the grader; None where nobody can."""
    if wall is None or not wall.tells:
        return None
    from autograder.engine.sandbox.witness import Witness

    def tell(refusal: Refusal) -> None:
        try:
            grader.send(pack_refusal(refusal), socket.MSG_DONTWAIT)
        except OSError:  # the grader is gone, or has heard enough
            return

    return Witness(wall.meanings, poll, tell)


def _watch(
    child: int, grader: socket.socket, watch: Watch, poll: select.poll, witness: Witness | None
) -> EndKind:
    """Wait until the process ends or has to; the limit that it exceeded."""
    process = os.pidfd_open(child)
    poll.register(process, select.POLLIN)
    poll.register(grader, select.POLLIN)
    while True:
        ready = dict(poll.poll(LOOK_SECONDS * 1000))
        if process in ready:
            return "ended"
        if grader.fileno() in ready:
            word = _word(grader)
            if word == INTERRUPT:
                os.kill(child, signal.SIGINT)  # not reaped yet, so its number is its own
            elif word == HEARD and witness is not None:
                witness.forget()
            else:
                return "ended"
        if witness is not None and witness.descriptor in ready:
            witness.hear(ready[witness.descriptor])
        exceeded = watch.exceeded()
        if exceeded is not None:
            return exceeded


def _word(grader: socket.socket) -> bytes:
    try:
        return grader.recv(64)
    except ConnectionError:
        return b""


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
