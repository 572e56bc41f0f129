"""The processes of one session, one after the other."""

from __future__ import annotations

import time

from autograder.engine.errors import LostError, StartError
from autograder.engine.outside.attempt import ProcessAttempt
from autograder.engine.outside.exchange import Exchange
from autograder.engine.outside.results import Results
from autograder.engine.process import Launch
from autograder.engine.session import Limits
from autograder.engine.time_left import TimeLeft

PAUSES = (0.0, 0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
"""Seconds to wait before each new start of a session that lost its process, or got none, through no
doing of the notebook. What the machine lacks may be there again by then; after that it is given up."""


class Processes:
    """Runs the steps in a process, and in another without a step that had to be killed. The last
    process stays, for calls."""

    def __init__(
        self,
        launch: Launch,
        start: bytes,
        results: Results,
        limits: Limits,
        time_left: TimeLeft,
    ) -> None:
        """`start` is the payload of the START frame; `time_left` is for all that is done in all
        processes, calls included."""
        self._launch = launch
        self._start_message = start
        self._results = results
        self._limits = limits
        self._exchange: Exchange | None = None
        self.time_left = time_left
        self._losses = 0
        self.number = 0
        """Of the process that ran last: it keeps what can be called."""
        self.closed = False

    @property
    def exchange(self) -> Exchange | None:
        """The process that runs now, if one does."""
        return None if self._exchange is None or self._exchange.over else self._exchange

    def run(self) -> None:
        """Run the steps until no process is killed or lost any more. Where none starts, that is an
        incident."""
        self._run(lost=None)

    def run_again(self, lost: str | None = None) -> None:
        """Run the steps once more, after a process that ended in or between calls. `lost` says how it
        was lost through no doing of the notebook, where it was: then the notebook has all its time
        again."""
        self._run(lost)

    def close(self) -> None:
        """End the process that runs; there will be no other."""
        self.closed = True
        if self.exchange is not None:
            self.exchange.end()

    def _run(self, lost: str | None) -> None:
        try:
            if lost is not None:
                self.time_left.renew()
                self._note_loss(LostError(lost))
            while self._attempt():
                pass
        except StartError as error:
            self._results.tell("start-failed", None, how=str(error))

    def _attempt(self) -> bool:
        """Run the steps in a new process; whether they must be run again in another.

        Raises:
            StartError: it did not start.
            LostError: one more was lost than there may be.
        """
        self.number += 1
        try:
            killed = self._run_steps()
        except LostError as error:
            self.time_left.renew()
            self._note_loss(error)
            return True
        if killed is not None and self.time_left.seconds <= 0:
            self._results.tell("total-time-limit", killed)
            return False
        return killed is not None

    def _run_steps(self) -> int | None:
        """Start a process and run the steps in it; the step that had to be killed. Starting counts
        from the second time on: only what the notebook did has made that necessary."""
        if self.number == 1:
            exchange = self._start()
        with self.time_left.spending() as end:
            if self.number > 1:
                exchange = self._start()
            attempt = ProcessAttempt(exchange, self._results, self._limits, self.number)
            killed = attempt.run(end)
        self.time_left.seconds += attempt.waited
        return killed

    def _start(self) -> Exchange:
        exchange = self._exchange = Exchange(self._launch(), self._limits)
        exchange.start(self._start_message)
        return exchange

    def _note_loss(self, error: LostError) -> None:
        if self._losses == len(PAUSES):
            raise error
        time.sleep(PAUSES[self._losses])
        self._losses += 1
