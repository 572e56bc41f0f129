"""What takes too long ends; nothing else does, and all is as it was before."""

from __future__ import annotations

import _thread
import contextlib
import io
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from autograder.notebook import time_limit
from autograder.notebook.time_limit import TimeIsUp, within

SHORT, LONG = 0.02, 60.0


@pytest.fixture(autouse=True)
def usual_interrupts() -> Iterator[None]:
    """Python's own handler, which is not there where whoever started the tests ignores interrupts."""
    earlier = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, earlier)


def endless() -> None:
    while True:
        pass


def stubborn() -> None:
    while True:
        try:  # noqa: SIM105  # as some students write it
            endless()
        except:  # noqa: E722
            pass


def deep(depth: int = 300) -> None:
    endless() if depth == 0 else deep(depth - 1)


def printing() -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        while True:
            print("x")


def watched() -> None:
    sys.setprofile(lambda *event: None)
    while True:
        random.random()


def tidying() -> None:
    try:
        endless()
    finally:
        endless()


LOOPS = {
    "a loop": endless,
    "one that catches everything": stubborn,
    "one far down": deep,
    "one that prints": printing,
    "one that is watched": watched,
    "one that ends in another": tidying,
    "one that sleeps": lambda: time.sleep(LONG),
    "one that waits": lambda: threading.Event().wait(LONG),
    "one called from C": lambda: sorted(range(3), key=lambda n: endless()),
}


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_what_has_no_end_ends(loop) -> None:
    before = sys.stdout, sys.getprofile(), threading.getprofile(), signal.getsignal(signal.SIGINT)
    threads = threading.active_count()
    with pytest.raises(TimeIsUp):
        within(SHORT, loop)
    after = sys.stdout, sys.getprofile(), threading.getprofile(), signal.getsignal(signal.SIGINT)
    assert (after, threading.active_count()) == (before, threads)


def test_without_true_signals(monkeypatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(signal, "pthread_kill")
    with pytest.raises(TimeIsUp):
        within(SHORT, stubborn)


def test_a_busy_machine_is_no_loop(monkeypatch) -> None:
    """The processor was others' for a while: the time goes on from there."""
    had = iter([0.0, 0.0, SHORT / 2, SHORT])
    monkeypatch.setattr(time_limit, "_seconds_had", lambda: next(had))
    with pytest.raises(TimeIsUp):
        within(SHORT, endless)
    assert list(had) == []


def test_what_ends_in_time_is_not_touched() -> None:
    threads = threading.active_count()
    assert within(LONG, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(LONG, lambda: 1 / 0)
    assert threading.active_count() == threads


def test_work_that_ends_with_the_time_is_whole_or_not_at_all() -> None:
    """However the two fall together, nothing is interrupted after it."""
    for step in range(60):
        end = time.perf_counter() + 0.0005 + step * 1e-5

        def work(end: float = end) -> str:
            while time.perf_counter() < end:
                pass
            return "done"

        with contextlib.suppress(TimeIsUp):
            assert within(0.0008, work) == "done"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_students_own_interrupt_is_theirs() -> None:
    def work() -> None:
        _thread.interrupt_main()
        endless()

    with pytest.raises(KeyboardInterrupt):
        within(LONG, work)


def test_another_thread_has_no_limit() -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(within(0.0, lambda: "done")))
    thread.start()
    thread.join()
    assert found == ["done"]


def test_a_handler_that_could_not_be_put_back_stays(monkeypatch) -> None:
    monkeypatch.setattr(time_limit.signal, "getsignal", lambda number: None)
    assert within(0.0, lambda: "done") == "done"
