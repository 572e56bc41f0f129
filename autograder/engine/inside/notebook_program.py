"""The notebook's process: starts the shell, then does the grader's commands, one after the other."""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import resource
import signal
import sys
from typing import Any

from autograder.engine import frame
from autograder.engine.environment import SITES
from autograder.engine.inside.attribute import attribute, is_loaded
from autograder.engine.inside.entropy import make_same
from autograder.engine.inside.files import own_places, refused_path
from autograder.engine.inside.plots import keep_plots_inline
from autograder.engine.inside.shell import Shell, make_shell
from autograder.engine.inside.statements import EachStatement
from autograder.engine.inside.wire import Wire, counted
from autograder.values.bounds import Bounds
from autograder.values.call import Call, Reply
from autograder.values.export import Export
from autograder.values.message import pack, unpack
from autograder.values.reader import Reader
from autograder.values.replies import pack_replies
from autograder.values.text import describe

ORDER_BYTES = 1 << 30
"""Of the arrays of one order of calls: what the grader sends is trusted."""


class Notebook:
    """The state of this process: a shell, a wire, and what was kept for calls."""

    def __init__(self, wire: Wire, start: dict[str, Any]) -> None:
        self._wire = wire
        self._places = own_places()
        limits = start["limits"]
        self._bounds = Bounds(int(limits["array_bytes"]), int(limits["plain_bytes"]))
        self._readers: dict[int, Reader] = {}
        """By export step."""
        wire.output_bytes = int(limits["output_bytes"])
        self._shell: Shell = make_shell(wire)
        for name in start["modules"]:
            importlib.import_module(name)
        if "matplotlib" in sys.modules:
            self._shell.enable_matplotlib("inline")
        for path in filter(is_loaded, start["seeding"]):
            attribute(path)(int(start["seed"]))
        make_same(int(start["seed"]))
        if start["isolated"]:
            self._shell.ast_transformers.append(EachStatement())
            # What may be imported of them is there; the others can't be read.
            sys.path_importer_cache.clear()
            sys.path[:] = (p for p in sys.path if os.path.basename(p) not in SITES)

    def serve(self) -> None:
        """Do commands until the grader hangs up."""
        while (command := self._wire.receive()) is not None:
            error = self._do(command)
            if self._wire.forked:  # a process that the cell forked, and that came back from it
                os._exit(0)
            self._shell.flush_streams()
            name = None if error is None else type(error).__name__
            self._wire.send_json(
                frame.DONE, {"error": name, "refused": refused_path(error, self._places)}
            )

    def _do(self, command: frame.Frame) -> BaseException | None:
        """Do one command; the error that ended it."""
        commands = {
            frame.RUN: self._run,
            frame.RUN_UNALTERED: self._run_unaltered,
            frame.EXPORT: self._export,
            frame.CALL: self._call,
        }
        try:
            return commands[command.kind](command.payload)
        except BaseException as error:  # an interrupt outside the cell's own code, or an error of
            # what the notebook has put in the place of IPython's
            self._shell.show_error(type(error).__name__, describe(error.args), [describe(error)])
            return error

    def _run(self, payload: bytes) -> BaseException | None:
        self._shell.execution_count, source = counted(payload)
        keep_plots_inline()
        with self._wire.interruptible():
            result = self._shell.run_cell(source, store_history=True)
        error: BaseException | None = result.error_before_exec or result.error_in_exec
        return error

    def _run_unaltered(self, payload: bytes) -> BaseException | None:
        self._shell.forget_transformers()
        return self._run(payload)

    def _export(self, payload: bytes) -> None:
        step, exports = unpack(payload, tuple[int, tuple[Export, ...]], 0)
        reader = self._readers[step] = Reader(self._shell.user_ns, self._bounds)
        for export in exports:
            with self._wire.interruptible():
                value = reader.read(export)
            self._wire.send(frame.VALUE, pack((export.key, value)))

    def _call(self, payload: bytes) -> None:
        order = unpack(payload, tuple[int, str, tuple[Call, ...]], ORDER_BYTES, len(payload))
        step, key, calls = order
        replies: list[Reply] = []
        try:
            with self._wire.interruptible():
                for reply in self._readers[step].replies(key, calls):
                    replies.append(reply)
        except KeyboardInterrupt:
            replies.append(Reply(problem="interrupted", detail="the call took too long"))
        self._wire.send(frame.RETURNED, pack_replies(replies, self._bounds.array_bytes))


def serve(commands: int, frames: int) -> None:
    """Be the notebook's process, on these two pipes, until the grader hangs up.

    The first frame says what to import, before the notebook's folder is on `sys.path`; the answer
    is READY, or FAILED with the reason.
    """
    # High numbers, closed on exec: a notebook that closes or reuses small ones means no harm.
    wire = Wire(*(fcntl.fcntl(pipe, fcntl.F_DUPFD_CLOEXEC, 200) for pipe in (commands, frames)))
    os.close(commands)
    os.close(frames)
    signal.signal(signal.SIGINT, wire.interrupt)
    first = wire.receive()
    if first is None:
        return
    start = json.loads(first.payload)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_processor_time(int(start["cpu_seconds"]))
    try:
        notebook = Notebook(wire, start)
    except Exception as error:  # whatever an import may raise: the grader tells it to staff
        wire.send(frame.FAILED, describe(error).encode("utf-8", "replace"))
        return
    sys.path.insert(0, "")
    wire.send(frame.READY)
    notebook.serve()


def _limit_processor_time(seconds: int) -> None:
    """SIGXCPU after these seconds, and SIGKILL a little later where it is ignored. Should the grader
    be killed, an endless loop does not run for ever."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    hard = seconds + 2 if most == resource.RLIM_INFINITY else min(seconds + 2, most)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, hard), hard))
