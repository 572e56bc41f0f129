"""How long functions take for the same work, side by side. It is information: no mark hangs on it.

race({"loops": conv2d, "Keras": layer}, image, kernel)
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from autograder.cards.palette import BLUE, GREY
from autograder.notebook.grading import is_graded

ENOUGH = 0.3
"""Seconds of one function's runs, the first left out, after which its time is taken."""
MOST_RUNS = 50
"""Runs after which it is taken in any case."""
WIDEST = 260
"""The longest bar, in pixels of the page."""

Runner = Callable[..., Any]


@dataclass(frozen=True)
class Lap:
    """How one function did."""

    name: str
    seconds: float | None
    """Of its fastest run; None where it could not be timed."""
    note: str = ""
    """What else there is to say of it."""


@dataclass(frozen=True)
class Board:
    """All laps of a race, as a notebook shows them: bars where it can, text where it can't."""

    laps: tuple[Lap, ...]

    def as_text(self) -> str:
        """One line for each function."""
        wide = max(len(lap.name) for lap in self.laps)
        return "\n".join(f"{lap.name:<{wide}}  {self._told(lap)}" for lap in self.laps)

    def as_html(self) -> str:
        """A table of names, bars and times. Everything in it is escaped."""
        longest = max((lap.seconds for lap in self.laps if lap.seconds is not None), default=1.0)
        lines = "".join(
            f'<tr style="background:none"><td style="{CELL}">{escape(lap.name)}</td>'
            f'<td style="{CELL}">{_bar(lap, longest)}{escape(self._told(lap))}</td></tr>'
            for lap in self.laps
        )
        return f'<table style="border-collapse:collapse;margin:4px 0;border:0">{lines}</table>'

    def _told(self, lap: Lap) -> str:
        if lap.seconds is None:
            return lap.note
        fastest = min(other.seconds for other in self.laps if other.seconds is not None)
        ratio = lap.seconds / max(fastest, 1e-9)
        told = f", {_two_digits(ratio)} times the fastest" if ratio >= 1.05 else ""
        return f"{_duration(lap.seconds)}{told}{f' ({lap.note})' if lap.note else ''}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.as_text(), "text/html": self.as_html()}


def race(runners: Mapping[str, Runner], *arguments: Any) -> None:
    """Calls each function with the same arguments and shows how long its fastest run took.

    The result of the last one is what the others should give; where one doesn't, that is told. A
    function that gives None is not written yet; one that raises does not stop the others. When
    marks are given each runs once, and no time is shown.
    """
    grading = is_graded()
    results: dict[str, Any] = {}
    laps = []
    for name, function in runners.items():
        try:
            results[name], seconds = _fastest(function, arguments, once=grading)
        except Exception as error:  # a function that is not finished may raise anything
            note = f"stops with {type(error).__name__}: call it in a cell of its own to see where"
            laps.append(Lap(name, None, note))
            continue
        if results[name] is None:
            laps.append(Lap(name, None, "not written yet: it gives None"))
        else:
            laps.append(Lap(name, seconds))
    last = list(runners)[-1]
    if results.get(last) is not None:
        laps = [
            Lap(lap.name, lap.seconds, f"but its result is not that of {last}")
            if lap.seconds is not None and not _alike(results[lap.name], results[last])
            else lap
            for lap in laps
        ]
    if grading:
        print(f"{', '.join(runners)}: run once each. Times are shown while you work on it.")
        return
    _display(Board(tuple(laps)))


def _fastest(function: Runner, arguments: tuple[Any, ...], once: bool) -> tuple[Any, float]:
    """The result, and the seconds of the fastest run.

    The first run may set things up (Keras does), so it counts only where it was long by itself.
    """
    result, first = _timed(function, arguments)
    if once or result is None or first > ENOUGH:
        return result, first
    times: list[float] = []
    while sum(times) < ENOUGH and len(times) < MOST_RUNS:
        times.append(_timed(function, arguments)[1])
    return result, min(times)


def _timed(function: Runner, arguments: tuple[Any, ...]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - start


def _alike(given: Any, wanted: Any) -> bool:
    try:
        one, other = np.asarray(given, dtype=np.float64), np.asarray(wanted, dtype=np.float64)
    except (TypeError, ValueError):
        return False
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-3, atol=1e-4)


CELL = "padding:2px 14px 2px 0;border:0;text-align:left;font-size:13px;white-space:nowrap"


def _bar(lap: Lap, longest: float) -> str:
    if lap.seconds is None:
        return ""
    wide = max(2, round(WIDEST * lap.seconds / max(longest, 1e-9)))
    colour = GREY if lap.note else BLUE
    return (
        f'<span aria-hidden="true" style="display:inline-block;width:{wide}px;height:11px;'
        f'background:{colour};margin-right:8px"></span>'
    )


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= 0.9995 * size:
            return f"{_two_digits(seconds / size)} {unit}"
    return f"{_two_digits(seconds / 1e-6)} µs"


def _two_digits(value: float) -> str:
    """As exact as a stopwatch is: 1234 -> 1200, 12.7 -> 13, 1.26 -> 1.3."""
    rounded = float(f"{value:.1e}")
    return f"{rounded:.0f}" if rounded >= 10 else f"{rounded:.1f}"


def _display(board: Board) -> None:
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        print(board.as_text())
        return
    from IPython.display import display

    display(board)
