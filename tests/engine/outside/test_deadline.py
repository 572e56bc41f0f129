"""When the time of a command is up, where its process had to wait for a processor."""

from __future__ import annotations

import pytest

from autograder.engine.outside import deadline
from autograder.engine.outside.deadline import Deadline

WAITS = {
    # name: (seconds waited by the time of each look, whether a limit of 10 s is over then)
    "never": ({9: 0, 10: 0}, {9: False, 10: True}),
    "half of the time": ({10: 5, 14: 7, 15: 7, 17: 7}, {10: False, 14: False, 15: False, 17: True}),
    "all the time": ({10: 10, 20: 20, 29: 29, 30: 30}, {10: False, 20: False, 29: False, 30: True}),
    "longer than it took": ({10: 500, 30: 500}, {10: False, 30: True}),
}


@pytest.mark.parametrize(("waited", "over"), WAITS.values(), ids=WAITS)
def test_ten_seconds(waited, over, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(deadline.time, "monotonic", lambda: now[0])
    tested = Deadline(10, lambda: waited[now[0]])
    found = {}
    for second in over:
        now[0] = second
        found[second] = tested.is_over(second)
    assert found == over


def test_nobody_is_asked_before_the_time_is_up(monkeypatch):
    monkeypatch.setattr(deadline.time, "monotonic", lambda: 0.0)
    asked = []
    assert not Deadline(10, lambda: asked.append(1) or 0.0).is_over(9.9)
    assert asked == []
