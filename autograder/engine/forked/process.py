"""A notebook's process that is a copy of the zygote, as the grader holds it."""

from __future__ import annotations

import os
import select
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from autograder.engine.ends import open_pipes
from autograder.engine.forked.messages import END, HEARD, INTERRUPT, RESUME, Request
from autograder.engine.forked.ownership import give
from autograder.engine.forked.processors import Processors
from autograder.engine.forked.supervisor_process import SupervisorProcess
from autograder.engine.forked.zygote_process import ZygoteProcess
from autograder.engine.groups import Groups
from autograder.engine.process import Ending, Process
from autograder.engine.refusal import Refusal
from autograder.engine.sandbox.user import Lease
from autograder.engine.scratch import Scratch
from autograder.engine.session import Limits

END_SECONDS = 10.0
"""How long the supervisor may take to end everything."""
GONE_SECONDS = 2.0
"""How long a process may take to be gone after its supervisor."""


class ForkedProcess(Process):
    """One copy and its supervisor, with a scratch folder, a group and a user that go when it
    ends."""

    def __init__(
        self,
        zygote: ZygoteProcess,
        workspace: Path,
        groups: Groups,
        processors: Processors,
        folder: Path,
        limits: Limits,
    ) -> None:
        """Start it in `folder`.

        Raises:
            LostError: the zygote is gone.
            OSError: there are no more descriptors or users, or there is no room on the disk.
        """
        self.walled = zygote.walled
        self._zygote = zygote
        self._ending: Ending | None = None
        self._lease: Lease | None = None
        with ExitStack() as undo:
            self._scratch = Scratch.make("scratch-", workspace)
            undo.callback(self._scratch.remove)
            if zygote.changes_user:
                self._lease = Lease.take()
                undo.callback(self._lease.give_back)
                if not zygote.own_disk:
                    give(self._scratch.folder, self._lease.user)
                    give(folder, self._lease.user)
            self._group = groups.group(self._scratch.folder.name, limits)
            undo.callback(self._group.remove)
            self._processors, self._processor = processors, None
            if "cpu" not in groups.controllers:
                self._processor = processors.take()
                undo.callback(processors.give_back, self._processor)
            self.ends, theirs = open_pipes()
            undo.callback(self.ends.close)
            with theirs, self._group.doors() as doors:
                user = None if self._lease is None else self._lease.user
                request = Request(folder, self._scratch, limits, user, self._processor)
                lock = () if self._lease is None else (self._lease.descriptor,)
                self._supervisor = SupervisorProcess(zygote, request, theirs, (*lock, *doors))
            undo.pop_all()

    def interrupt(self) -> None:
        """Have the supervisor send SIGINT."""
        if self._ending is None:
            self._supervisor.send(INTERRUPT)

    def pause(self) -> bool:
        """Have the supervisor stop it."""
        return self._ending is not None or self._supervisor.pause(END_SECONDS)

    def resume(self) -> None:
        """Have the supervisor let it go on."""
        if self._ending is None:
            self._supervisor.send(RESUME)

    def ended(self) -> bool:
        """Whether the supervisor has reported, or is gone itself."""
        return self._ending is not None or self._supervisor.over(0.0)

    def refusals(self) -> tuple[Refusal, ...]:
        """What the supervisor has told since the last time."""
        if self._ending is not None:
            return ()
        refusals = self._supervisor.refusals()
        if refusals:
            self._supervisor.send(HEARD)
        return refusals

    def waited(self) -> float:
        """What the supervisor says."""
        return 0.0 if self._ending is not None else self._supervisor.waited()

    def end(self) -> Ending:
        """Have the supervisor end everything, and remove the scratch folder."""
        if self._ending is None:
            self._supervisor.send(END)
            self._supervisor.over(END_SECONDS)
            self._supervisor.close()
            report = self._supervisor.report
            if report is None or self._zygote.hung_up:
                self._ending = self._lost()
            else:
                self._ending = report.ending()
            if self._ending.kind in ("ended", "lost"):
                self._ending = self._for_memory(self._ending)
            self.ends.close()
            self._group.remove(GONE_SECONDS)
            self._scratch.remove(GONE_SECONDS)
            if self._lease is not None:
                self._lease.give_back()
            if self._processor is not None:
                self._processors.give_back(self._processor)
        return self._ending

    def _for_memory(self, ending: Ending) -> Ending:
        """The same, where it was for lack of memory: its own limit, or the machine's doing."""
        if self._group.was_full():
            return replace(ending, kind="memory-limit")
        if ending.kind == "lost" and self._group.was_chosen():
            return replace(ending, how="the machine had no memory left, and ended it")
        return ending

    def _lost(self) -> Ending:
        """The kernel kills the process when its supervisor goes: wait until its pipe says so."""
        end = time.monotonic() + GONE_SECONDS
        poll = select.poll()
        poll.register(self.ends.frames, select.POLLIN)
        while (left := end - time.monotonic()) > 0:
            if poll.poll(left * 1000):
                try:
                    if not os.read(self.ends.frames, 1 << 18):
                        break
                except BlockingIOError:
                    continue
        return Ending("lost", "its supervisor was lost")
