"""Traces cut to what is read: small recursions, the frames counted by hand."""

from __future__ import annotations

import traceback

from autograder.engine.inside.trace import INNERMOST, MOST_ERRORS, OUTERMOST, shorten

KEPT = OUTERMOST + INNERMOST


def deep(calls: int) -> None:
    """Fails that many calls below."""
    if calls == 0:
        raise ValueError("the end")
    deep(calls - 1)


def failed(function, *arguments) -> BaseException:
    try:
        function(*arguments)
    except BaseException as error:
        return error
    raise AssertionError("it did not fail")


def frames(error: BaseException) -> list[str]:
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def test_a_short_trace_stays():
    error = failed(deep, KEPT - 2)  # `failed`, the first call, and one for each number
    assert shorten(error, error.__traceback__) == 0
    assert frames(error) == ["failed", *["deep"] * (KEPT - 1)]


def test_a_long_trace_keeps_its_ends():
    error = failed(deep, 200)
    assert shorten(error, error.__traceback__) == 202 - KEPT
    assert len(frames(error)) == KEPT
    assert frames(error)[0] == "failed"
    assert traceback.extract_tb(error.__traceback__)[-1].line == 'raise ValueError("the end")'
    assert shorten(error, error.__traceback__) == 0


def nested(depth: int) -> None:
    """An error in the handling of an error, and so on, each of them deep."""
    try:
        deep(100)
    except ValueError:
        if depth:
            nested(depth - 1)
        raise


def test_errors_that_led_to_one_another():
    error = failed(nested, 50)
    shorten(error, error.__traceback__)
    linked = [error]
    while linked[-1].__context__ is not None:
        linked.append(linked[-1].__context__)
    assert len(linked) <= MOST_ERRORS
    assert all(len(frames(each)) <= KEPT for each in linked)


def test_errors_that_lead_to_each_other():
    one, other = failed(deep, 100), failed(deep, 100)
    one.__cause__, other.__context__ = other, one
    assert shorten(one, one.__traceback__) == 2 * (102 - KEPT)
    assert one.__cause__ is other
    assert other.__context__ is one


def test_errors_of_a_group():
    group = ExceptionGroup("both", [failed(deep, 100), failed(deep, 1)])
    assert shorten(group, None) == 102 - KEPT


def test_no_error():
    assert shorten(None, None) == 0
