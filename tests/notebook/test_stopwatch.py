"""Times side by side: who is faster, who isn't finished, and nothing of a clock in graded notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import stopwatch
from autograder.notebook.stopwatch import Board, Lap, race

NUMBERS = np.array([[1.0, 2.0], [3.0, 4.0]])


class Clock:
    """A clock that goes on only when a function works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def work(self, result: Any, *seconds: float) -> Callable[..., Any]:
        """A function that gives `result`; its runs take these times, the last one ever after."""
        left = list(seconds)

        def function(*_: Any) -> Any:
            self.now += left[0] if len(left) == 1 else left.pop(0)
            return result

        return function


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    monkeypatch.delenv("AUTOGRADER_GRADING", raising=False)
    made = Clock()
    monkeypatch.setattr(stopwatch.time, "perf_counter", made)
    return made


def test_the_fastest_run_counts_but_never_the_first(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    race(
        {
            "loops": clock.work(NUMBERS, 0.12, 0.1),
            "Keras": clock.work(NUMBERS, 0.001, 0.02, 0.01),
        },
        NUMBERS,
    )
    assert capsys.readouterr().out == "loops  100 ms, 10 times the fastest\nKeras  10 ms\n"


def test_a_long_first_run_is_enough(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    race({"slow": clock.work(NUMBERS, 2.5)}, NUMBERS)
    assert capsys.readouterr().out == "slow  2.5 s\n"
    assert clock.now == 2.5


def test_who_is_not_finished_does_not_stop_the_others(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> Any:
        raise IndexError("out of bounds")

    race(
        {
            "loops": broken,
            "windows": clock.work(None, 0.1),
            "lists": clock.work(NUMBERS.tolist(), 0.001),
            "wrong": clock.work(NUMBERS + 1, 0.001),
            "ragged": clock.work([[1], [2, 3]], 0.001),
            "Keras": clock.work(NUMBERS.astype("float32"), 0.001),
        },
        NUMBERS,
    )
    assert capsys.readouterr().out.splitlines() == [
        "loops    stops with IndexError: call it in a cell of its own to see where",
        "windows  not written yet: it gives None",
        "lists    1.0 ms",
        "wrong    1.0 ms (but its result is not that of Keras)",
        "ragged   1.0 ms (but its result is not that of Keras)",
        "Keras    1.0 ms",
    ]


def test_graded_notebooks_hold_no_times(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    runs: list[str] = []
    race({name: lambda *_, name=name: runs.append(name) for name in ("loops", "Keras")}, NUMBERS)
    assert runs == ["loops", "Keras"]
    assert capsys.readouterr().out == (
        "loops, Keras: run once each. Times are shown while you work on it.\n"
    )


def test_bars_are_as_long_as_times() -> None:
    html = Board((Lap("<b>", 0.2), Lap("half", 0.1), Lap("none", None, "gives None"))).as_html()
    assert "width:260px" in html
    assert "width:130px" in html
    assert html.count("<span") == 2
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    for told in ("200 ms, 2.0 times the fastest", "100 ms", "gives None"):
        assert told in html


@given(seconds=st.floats(min_value=1e-7, max_value=1e4))
def test_a_duration_is_right_to_five_per_cent(seconds: float) -> None:
    number, unit = Board((Lap("one", seconds),)).as_text().removeprefix("one  ").split()
    told = float(number) * {"s": 1, "ms": 1e-3, "µs": 1e-6}[unit]
    assert told == pytest.approx(seconds, rel=0.051, abs=6e-8)
