"""Pieces of work that are done several at a time, in whatever order they end."""

from __future__ import annotations

import threading
import weakref

import pytest

from autograder.grading.side_by_side import AHEAD, side_by_side


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_piece_is_done_once(jobs):
    assert sorted(side_by_side(lambda n: n * n, range(20), jobs)) == [n * n for n in range(20)]


def test_nothing_to_do():
    assert list(side_by_side(str, [], 2)) == []


def test_the_slow_one_holds_up_nobody():
    all_others_taken = threading.Event()

    def act(name):
        return name if name != "slow" else all_others_taken.wait(timeout=30) and name

    taken = []
    for name in side_by_side(act, ["slow", *"abcdefghi"], 2):
        taken.append(name)
        if len(taken) == 9:
            all_others_taken.set()
    assert sorted(taken[:-1]) == list("abcdefghi")
    assert taken[-1] == "slow"


def test_what_a_piece_raises_is_raised_and_no_other_is_begun():
    begun = []

    def act(n):
        begun.append(n)
        if n == 2:
            raise ZeroDivisionError
        return n

    with pytest.raises(ZeroDivisionError):
        list(side_by_side(act, range(100), 1))
    assert len(begun) <= 2 + AHEAD + 1


def test_who_stops_begins_no_more():
    begun = []
    results = side_by_side(lambda n: begun.append(n) or n, range(100), 1)
    assert next(results) == 0
    results.close()
    assert len(begun) <= AHEAD + 1


class Result:
    """Something large."""


def test_few_results_wait_and_none_is_held():
    made = []

    def act(n):
        result = Result()
        made.append(weakref.ref(result))
        return result

    jobs, most = 2, 0
    for result in side_by_side(act, range(60), jobs):
        del result
        most = max(most, sum(one() is not None for one in list(made)))
    assert len(made) == 60
    assert most <= AHEAD * jobs + 1
    assert all(one() is None for one in made)
