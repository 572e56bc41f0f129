"""The calls of one session."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.engine.outside.command import Command, CommandEnd, call_frame
from autograder.engine.outside.processes import Processes
from autograder.engine.outside.results import Results
from autograder.engine.session import Limits
from autograder.values.call import NOTHING_TO_CALL, Call, Reply
from autograder.values.export import Export
from autograder.values.forms import FORMS
from autograder.values.replies import unpack_replies
from autograder.values.text import MalformedError, clean

RERUNS = 10
"""How often the steps run again since a call ended the process, for the calls after it."""


class Calls:
    """Calls what the notebook left, in the process that ran it; where a call ended that, the next
    one has the steps run again in another."""

    def __init__(self, processes: Processes, results: Results, limits: Limits) -> None:
        self._processes = processes
        self._results = results
        self._limits = limits
        self._reruns = 0
        self._ended_in_call = False

    def call(self, step: int, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """Send the calls, and give what comes back."""
        if self._results.keeper(step, export) is None:
            return (NOTHING_TO_CALL,)
        if self._processes.time_left.seconds <= 0:
            return (Reply(problem="time-limit", detail="all calls together took too long"),)
        if not self._has_process() or self._results.keeper(step, export) != self._processes.number:
            return (Reply(problem="not-reached", detail="the notebook's process has ended"),)
        answers: list[bytes] = []
        kind, payload = call_frame(step, export, calls)
        command = Command(
            kind,
            payload,
            self._limits.call_seconds,
            answer=lambda first: None if answers else answers.append(first),
        )
        end = self._make(command, step)
        while end.lost:
            self._processes.run_again(lost=end.ending.how)
            if self._processes.exchange is None:
                return (Reply(problem="not-reached", detail="the notebook's process was lost"),)
            end = self._make(command, step)
        replies = self._replies(export, len(calls), answers)
        return self._failure(end, step, replies) or replies

    def _replies(self, export: Export, calls: int, answers: Sequence[bytes]) -> tuple[Reply, ...]:
        """What the notebook's process says that the calls gave."""
        if not answers:
            return (Reply(problem="ended", detail="no answer came"),)
        kept = FORMS[export.form].kept
        assert kept is not None, "only what is kept is called"
        try:
            return unpack_replies(answers[0], calls, self._limits.array_bytes, kept.reply_bytes)
        except MalformedError as error:
            return (Reply(problem="malformed", detail=clean(str(error), 500)),) * calls

    def _has_process(self) -> bool:
        """Whether there is a process to call in: perhaps a new one."""
        again = self._ended_in_call and self._reruns < RERUNS and not self._processes.closed
        if self._processes.exchange is None and again:
            self._ended_in_call = False
            self._reruns += 1
            self._processes.run_again()
        return self._processes.exchange is not None

    def _make(self, command: Command, step: int) -> CommandEnd:
        """Try a call once; unless it is done, its process is ended."""
        exchange = self._processes.exchange
        assert exchange is not None
        with self._processes.time_left.spending() as total_end:
            end = exchange.command(command, total_end)
        self._processes.time_left.seconds += end.waited
        self._results.note(step, end)
        self._ended_in_call = end.end != "done" and end.ending.kind != "lost"
        return end

    def _failure(self, end: CommandEnd, step: int, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
        """What is said of calls that ended their process or took too long; nothing of any others."""
        if end.end in ("crashed", "malformed"):
            kind = "call-crashed" if end.incident == "crashed" else end.incident
            self._results.tell(kind, step, how=end.ending.how)
        if end.stopped == "output-limit":
            self._results.tell("output-limit", step, how="the call was stopped")
        elif end.stopped is not None or end.end == "total-time-limit":
            self._results.tell("call-time-limit", step)
        if end.stopped is not None or end.end == "total-time-limit":
            if end.end == "done" and replies[-1].problem == "interrupted":
                return replies
            return (Reply(problem="time-limit", detail="the call took too long"),)
        if end.end == "crashed":
            words = f"the call ended the notebook's process: {end.ending.how}"
            return (Reply(problem="ended", detail=words),)
        return ()
