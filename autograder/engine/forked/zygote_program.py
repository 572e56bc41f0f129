"""The zygote: imports what notebooks need once, and is then copied for each of them.

It reads nothing but the word to fork and the descriptors that come with it: a submission's name,
folder and code reach only the copies.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autograder.engine.forked.first_home import FirstHome
from autograder.engine.forked.messages import FORK
from autograder.engine.forked.one_thread import ThreadError, need_one_thread
from autograder.engine.forked.supervisor_program import supervise
from autograder.engine.forked.warming import load

if TYPE_CHECKING:
    from autograder.engine.sandbox.inner import InnerWall

DESCRIPTORS = 5
"""Those of a new process: commands, frames, output, errors, and its supervisor's socket."""
FOREIGN = ("PWD", "OLDPWD", "SHLVL")
"""Variables that whatever started this process may have added."""


class Zygote:
    """The state of this process: the grader's socket, the wall that each copy puts up, and the home
    that each leaves."""

    def __init__(self, control: socket.socket, wall: InnerWall | None, home: FirstHome) -> None:
        self._control = control
        self._wall = wall
        self._home = home

    def serve(self) -> None:
        """Fork whenever the grader says so, until it hangs up.

        Raises:
            ThreadError: before a fork, where there is more than one thread.
        """
        while True:
            word, descriptors, _, _ = socket.recv_fds(self._control, 64, DESCRIPTORS)
            if not word:
                return
            if word == FORK and len(descriptors) == DESCRIPTORS:
                need_one_thread("something that was imported")
                self._fork(descriptors)
            for descriptor in descriptors:
                os.close(descriptor)

    def _fork(self, descriptors: Sequence[int]) -> None:
        try:
            child = os.fork()
        except OSError:  # no process is to be had: the grader sees its socket close, and asks again
            return
        if child != 0:
            return
        code = 1
        try:
            self._control.close()
            grader = socket.socket(fileno=descriptors[-1])
            supervise(grader, descriptors[:-1], self._wall, self._home)
            code = 0
        except BaseException:  # nothing of a copy may ever come back into the loop above
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)


def serve(
    descriptor: int,
    modules: Sequence[str],
    lazy_parts: Sequence[str],
    walls: Mapping[str, Any] | None,
    isolated: bool,
) -> None:
    """Be the zygote, on this socket, until the grader hangs up.

    `walls` are the fields of the grader's `Survey`; None stands for no wall. Where copies are
    `isolated`, they can read no installed package that is not imported here. The first message back
    is JSON: whether notebooks become users of their own, and have disks of their own; or why this
    process cannot work.
    """
    control = socket.socket(fileno=descriptor)
    # Copies must not have it, whatever they start.
    control.set_inheritable(False)
    for name in FOREIGN:
        os.environ.pop(name, None)
    wall = None
    try:
        if walls is not None:
            wall = _prepare_wall(walls)
        load(modules, lazy_parts, drawing=not isolated)
        home = FirstHome.found(os.path.expanduser("~"))
        if wall is not None and isolated:
            wall.isolate()
    except Exception as error:  # whatever an import may raise: the grader tells it to staff
        words = "".join(traceback.format_exception_only(error)).strip()
        control.send(json.dumps({"failed": words[:2000]}).encode())
        return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel forgets copies that have ended
    gc.collect()
    gc.freeze()  # or the first collection in a copy would copy all memory
    answer = {
        "changes_user": wall is not None and wall.changes_user,
        "own_disk": wall is not None and wall.own_disk,
    }
    control.send(json.dumps(answer).encode())
    try:
        Zygote(control, wall, home).serve()
    except ThreadError as error:
        control.send(json.dumps({"failed": str(error)}).encode())


def _prepare_wall(walls: Mapping[str, Any]) -> InnerWall:
    from autograder.engine.sandbox.inner import InnerWall
    from autograder.engine.sandbox.survey import Survey

    return InnerWall.prepare(Survey(**walls))
