"""Live ports, recorded, and ports that answer from the record."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.engine.session import StepIncident
from autograder.grading.evidence.ports import NotRecordedError, RecordedPorts, RecordingPorts
from autograder.values.call import NO_PORT, Call, Port, Reply
from autograder.values.export import Export

POOL = Export("pool", "function")
CALLS = [Call((np.array([1.0]),)), Call((np.array([2.0]),)), Call((np.array([1.0]),))]
SLOW = StepIncident("call-time-limit", 3, "It took long.", "It took long.")


class Counting(Port):
    """Gives how often it was called; stops at the number that `last` says."""

    def __init__(self, last: int = 99) -> None:
        self._count = 0
        self._last = last

    def call(self, export, calls):
        replies = []
        for _ in calls:
            self._count += 1
            if self._count == self._last:
                return (*replies, Reply(problem="ended", detail="it exited"))
            replies.append(Reply(np.array(float(self._count))))
        return tuple(replies)


class Live:
    """What `LivePorts` gives, without a process."""

    can_isolate = True

    def __init__(self, port: Port) -> None:
        self._port = port

    def at(self, step):
        return self._port

    def isolated(self, step):
        return None if step is None else self._port

    def incidents(self):
        return (SLOW,)

    def held_up(self):
        return False


def recorded(port: Port, *batches: list[Call]) -> RecordedPorts:
    ports = RecordingPorts(Live(port))
    for batch in batches:
        ports.at(3).call(POOL, batch)
    return RecordedPorts(ports.record())


def numbers(replies) -> list[object]:
    return [reply.problem or float(reply.value) for reply in replies]


def test_the_same_replies_to_the_same_calls_also_of_a_function_that_counts():
    ports = recorded(Counting(), CALLS)
    assert numbers(ports.at(3).call(POOL, CALLS)) == [1, 2, 3]
    assert ports.incidents() == (SLOW,)
    assert not ports.held_up()


def test_in_another_order_and_in_other_batches():
    ports = recorded(Counting(), CALLS)
    assert numbers(ports.at(3).call(POOL, CALLS[1:])) == [2, 1]
    assert numbers(ports.at(3).call(POOL, CALLS[:1])) == [3]


def test_no_reply_after_one_that_was_stopped():
    ports = recorded(Counting(last=2), CALLS)
    assert numbers(ports.at(3).call(POOL, CALLS)) == [1, "ended"]


@pytest.mark.parametrize(
    ("step", "export", "call"),
    [
        (3, POOL, Call((np.array([3.0]),))),
        (3, POOL, Call((np.array([1.0], np.float32),))),
        (3, POOL, Call((np.array([[1.0]]),))),
        (3, POOL, Call((np.array([1.0]),), {"stride": 2})),
        (3, Export("blur", "function"), CALLS[0]),
        (4, POOL, CALLS[0]),
    ],
)
def test_what_was_not_called_is_not_known(step, export, call):
    ports = recorded(Counting(), CALLS[:1])
    with pytest.raises(NotRecordedError):
        ports.at(step).call(export, [call])


def test_what_was_called_once_is_known_once():
    ports = recorded(Counting(), CALLS[:1])
    ports.at(3).call(POOL, CALLS[:1])
    with pytest.raises(NotRecordedError):
        ports.at(3).call(POOL, CALLS[:1])


def test_beside_numpy_alone_is_another_place():
    live = RecordingPorts(Live(Counting()))
    live.isolated(3).call(POOL, CALLS[:1])
    ports = RecordedPorts(live.record())
    with pytest.raises(NotRecordedError):
        ports.at(3).call(POOL, CALLS[:1])
    assert numbers(ports.isolated(3).call(POOL, CALLS[:1])) == [1]


def test_nothing_stays_that_could_be_called():
    ports = recorded(Counting())
    assert ports.at(None) is NO_PORT
    assert ports.isolated(None) is None


def test_a_reply_can_not_be_changed_for_the_next():
    ports = recorded(Counting(), CALLS)
    (first,) = ports.at(3).call(POOL, CALLS[:1])
    first.value[...] = 7
    assert numbers(RecordedPorts(ports._record).at(3).call(POOL, CALLS[:1])) == [1]
