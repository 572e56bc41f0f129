"""What is shown of an error's trace: its two ends, however deep it went.

IPython looks through all modules for each frame that it formats: for the thousands of a function that
calls itself without an end that takes longer than a cell may.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

OUTERMOST, INNERMOST = 12, 12
"""Frames that are kept at each end of a trace."""
MOST_ERRORS = 6
"""Of those that led to one another, or that a group holds."""
LEFT_OUT = "[left out here: {frames:,} calls in between]"


def shorten(error: BaseException | None, trace: TracebackType | None) -> int:
    """How many frames were left out of an error's trace, of those of the errors that led to it, and of
    those that it holds; there are few of all of them afterwards."""
    traces = [trace, *(each.__traceback__ for each in _few(error))]
    return sum(_cut(trace) for trace in dict.fromkeys(traces) if trace is not None)


def _cut(trace: TracebackType) -> int:
    """Link the first frames of a trace to the last ones; how many are between them."""
    frames = []
    step: TracebackType | None = trace
    while step is not None:
        frames.append(step)
        step = step.tb_next
    between = frames[OUTERMOST:-INNERMOST]
    if between:
        frames[OUTERMOST - 1].tb_next = frames[-INNERMOST]
    return len(between)


def _few(error: BaseException | None) -> Iterator[BaseException]:
    """The error and the first of those that led to it, or that it holds; the others are forgotten."""
    pending = [error]
    found: dict[int, BaseException] = {}
    while pending:
        each = pending.pop(0)
        if each is None or id(each) in found:
            continue
        found[id(each)] = each
        if isinstance(each, BaseExceptionGroup):
            pending += each.exceptions[:MOST_ERRORS]
        pending += each.__cause__, each.__context__
        if len(found) == MOST_ERRORS:
            break
    for each in found.values():
        if each.__cause__ is not None and id(each.__cause__) not in found:
            each.__cause__ = None
        if id(each.__context__) not in found:
            each.__context__ = None
    return iter(found.values())
