"""An end for what a student's code does while it is checked."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

AGAIN = 0.1
"""Seconds between two interrupts: time for what is interrupted to clean up."""

Result = TypeVar("Result")


class TimeIsUp(BaseException):
    """Raised where the code is that took too long. No Exception: code that catches those goes on."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What `work` returns. TimeIsUp where it is not done after so many seconds in which it could run.

    It is interrupted in the main thread, where notebooks run cells; in another one there is no limit.
    Code in C that does not return to Python can't be ended. Interrupts by the student mean what they
    meant before.
    """
    earlier = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or earlier is None:  # None is a handler of C's, which could not be put back
        return _interruptible(work)
    stream, trace = sys.stdout, sys.gettrace()
    profile, of_threads = sys.getprofile(), threading.getprofile()
    bell = _Bell(seconds, earlier)
    signal.signal(signal.SIGINT, bell.interrupted)
    bell.start()
    try:
        return _interruptible(work)
    except Exception as error:
        if bell.rings:  # as an error of clean-up that was interrupted, too
            raise TimeIsUp from error
        raise
    finally:
        bell.stop()
        signal.signal(signal.SIGINT, earlier)
        # An interrupt may come while whoever changed these is putting them back
        sys.stdout = stream
        sys.settrace(trace)
        sys.setprofile(profile)
        threading.setprofile(of_threads)  # type: ignore[arg-type]  # None is how none is set


def _interruptible(work: Callable[[], Result]) -> Result:
    """Runs the work. Only what is called from here may be interrupted: all else cleans up."""
    return work()


class _Bell(threading.Thread):
    """Interrupts the main thread again and again once the time is up."""

    def __init__(self, seconds: float, earlier: Any) -> None:
        super().__init__(daemon=True, name="time limit of a check")
        self._seconds = seconds
        self._begin = _seconds_had()
        self._earlier = earlier
        self.rings = 0
        """How often it has interrupted."""
        self._over = threading.Event()

    def run(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            left = self._seconds - (_seconds_had() - self._begin)
            if left > 0 and not self.rings:  # others had the processor
                wait = left
                continue
            self.rings, wait = self.rings + 1, AGAIN
            _interrupt_main_thread()

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """The handler of the interrupt, meanwhile: it may come from this bell or from the student."""
        if not self.rings:
            if callable(self._earlier):
                self._earlier(number, frame)
            return
        inside = _frames_inside(frame)
        if not inside:
            return
        # Where one has been caught, the next comes where they are, not where they try
        if self.rings > 1:
            for each in inside:
                each.f_trace = _strike
            sys.settrace(_strike)
        raise TimeIsUp

    def stop(self) -> None:
        """No interrupt of this bell comes after this."""
        self._over.set()
        self.join()
        for _ in range(100):  # Python handles a signal between two steps: here at the latest
            pass


def _frames_inside(frame: FrameType | None) -> list[FrameType]:
    """The frames from this one up to the work's own; none where it is no part of the work."""
    found: list[FrameType] = []
    while frame is not None and frame.f_code is not _interruptible.__code__:
        found.append(frame)
        frame = frame.f_back
    return found if frame is not None else []


def _strike(frame: FrameType, event: str, argument: Any) -> Any:
    """A trace function that raises TimeIsUp at the next line of the work; then Python takes it off."""
    if not _frames_inside(frame):
        return None
    if event == "line":
        raise TimeIsUp
    return _strike


def _seconds_had() -> float:
    """Time, but for what the main thread was ready to run and had no processor, where Linux tells that:
    a busy machine is no loop."""
    waited = 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        path = f"/proc/self/task/{threading.main_thread().native_id}/schedstat"
        with open(path, encoding="ascii") as file:
            waited = int(file.read().split()[1])
    return time.monotonic() - waited / 1e9


def _interrupt_main_thread() -> None:
    """As Ctrl-C does: a call that sleeps or waits ends, too, where it can be ended at all."""
    if hasattr(signal, "pthread_kill"):
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, signal.SIGINT)
    else:  # Windows: from any thread, it wakes the main one; `_thread.interrupt_main` would let it sleep
        signal.raise_signal(signal.SIGINT)
