"""Ctrl-C, and what `kill` and a machine that shuts down send: a command ends soon and leaves nothing behind."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

SIGNALS = (signal.SIGINT, signal.SIGTERM)
DEAF_SECONDS = 10.0
"""For so long after a signal others are not heard: what ends is not interrupted once more."""


class Interruption(KeyboardInterrupt):
    """One of the signals has come: raised wherever the first thread is."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Interrupted(click.ClickException):
    """Somebody has ended a command with Ctrl-C; says what is done."""

    exit_code = 128 + signal.SIGINT


class Terminated(Interrupted):
    """The same with `kill`."""

    exit_code = 128 + signal.SIGTERM


def interrupted(interrupt: KeyboardInterrupt, done: str) -> Interrupted:
    """What is told of an interruption; its exit code is as a shell has it."""
    number = interrupt.number if isinstance(interrupt, Interruption) else signal.SIGINT
    kind = Terminated if number == signal.SIGTERM else Interrupted
    return kind(f"stopped: {done}")


@contextmanager
def heard_signals() -> Iterator[None]:
    """Has the signals raise `Interruption`. What comes while that is under way does no harm: see
    DEAF_SECONDS. A signal that whoever started this process had ignored stays so.

    After the first one it stays like this, until the process ends.
    """
    last: list[float] = []

    def hear(number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if last and now < last[-1] + DEAF_SECONDS:
            return
        last.append(now)
        raise Interruption(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heard = [number for number, handler in before.items() if handler not in (None, signal.SIG_IGN)]
    for number in heard:
        signal.signal(number, hear)
    try:
        yield
    finally:
        if not last:
            for number in heard:
                signal.signal(number, before[number])
