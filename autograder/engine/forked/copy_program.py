"""What a copy of the zygote does to become a notebook's process: nothing of the zygote is left that a
notebook could use or notice."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import tempfile
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from autograder.engine.forked.first_home import FirstHome
from autograder.engine.forked.messages import Request
from autograder.engine.inside.locks import use_locks_of_threads
from autograder.engine.inside.memory import keep_memory_own
from autograder.engine.inside.notebook_program import serve
from autograder.engine.inside.programs import hide_programs
from autograder.engine.sandbox.privileges import PR_SET_PDEATHSIG, prctl

if TYPE_CHECKING:
    from autograder.engine.sandbox.inner import InnerWall

COMMANDS, FRAMES, WITNESS = 3, 4, 5
"""The descriptors of two pipes, after 0 to 2, and of the socket to a witness, where there is one."""
MOST_DESCRIPTORS = 1 << 20


def be_notebook(
    parent: int,
    request: Request,
    pipes: Sequence[int],
    doors: Sequence[int],
    wall: InnerWall | None,
    home: FirstHome,
    witness: int | None = None,
) -> NoReturn:
    """Serve the grader on these pipes, and exit. `Supervisor.fork` calls this right after the fork.
    `doors` lead to the groups that bound it; `home` is the zygote's; `witness` is a socket that leads to
    the witness of what the wall refuses.

    Nothing of the submission is read before the wall stands; where it does not, its words go to the
    errors, and nothing is read at all.
    """
    code = 1
    try:
        _belong_to(parent)
        for door in doors:
            os.write(door, b"0")
        if request.processor is not None:
            os.sched_setaffinity(0, {request.processor})
        _take_descriptors(pipes if witness is None else (*pipes, witness))
        _take_place(request, home)
        if wall is not None:
            _stand(wall, request, witness is not None)
            hide_programs()
            keep_memory_own()
            use_locks_of_threads()
        home.furnish(request.scratch)
        serve(COMMANDS, FRAMES)
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # goes to the notebook's own errors, as at the end of any Python
        traceback.print_exc()
    finally:
        os._exit(code)


def _belong_to(parent: int) -> None:
    """Let the kernel kill this process as soon as its supervisor, which has one thread, ends."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Python ignores this one; it ends who writes a file larger than all may be together.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    try:  # where the machine's memory runs out, this process has to go, and no other
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
            score.write("1000")
    except OSError:  # behind some walls /proc is read-only: the watch on memory still stands
        return


def _take_descriptors(descriptors: Sequence[int]) -> None:
    """Have the four pipes at their numbers, /dev/null as standard input, the socket to a witness
    where there is one, and no other descriptor."""
    high = (fcntl.fcntl(number, fcntl.F_DUPFD, 100) for number in descriptors)
    commands, frames, out, err, *witness = high
    nothing = fcntl.fcntl(os.open(os.devnull, os.O_RDONLY), fcntl.F_DUPFD, 100)
    places = (nothing, out, err, commands, frames, *witness)
    for number, descriptor in enumerate(places):
        os.dup2(descriptor, number)
    os.closerange(len(places), MOST_DESCRIPTORS)


def _take_place(request: Request, home: FirstHome) -> None:
    """Work in the folder, with a home and temporary files of its own."""
    os.chdir(request.folder)
    os.environ["HOME"] = str(request.scratch.home)
    os.environ["TMPDIR"] = str(request.scratch.temporary)
    tempfile.tempdir = None  # an import may have looked it up before
    home.leave(request.scratch)


def _stand(wall: InnerWall, request: Request, has_witness: bool) -> None:
    from autograder.engine.sandbox.inner import View, WallError

    view = View(writable=(request.folder, request.scratch.folder))
    witness = socket.socket(fileno=WITNESS) if has_witness else None
    try:
        wall.stand(view, request.limits, request.user, witness)
    except WallError as error:
        os.write(2, f"the sandbox does not stand: {error}".encode("utf-8", "replace"))
        raise SystemExit(1) from None
