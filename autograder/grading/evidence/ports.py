"""The two makers of ports: live ones, of which everything is recorded, and the record itself. Both
give the same replies to the same calls, so that judging says the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from autograder.engine.session import StepIncident
from autograder.grading.evidence.evidence import CallRecord, RecordedCall
from autograder.grading.run import LivePorts, Ports
from autograder.values.call import NO_PORT, Call, Port, Reply
from autograder.values.export import Export
from autograder.values.message import pack


class NotRecordedError(Exception):
    """A question has something called of which the evidence does not say what came of it: the
    submission must be run again. `PlanRunner` sees to that."""


class RecordingPorts(Ports):
    """Live ports; what is called through them is kept."""

    def __init__(self, live: LivePorts) -> None:
        self._live = live
        self._calls: list[RecordedCall] = []

    def at(self, step: int | None) -> Port:
        """A port to what the process kept at a step."""
        return NO_PORT if step is None else self._recording(self._live.at(step), step, False)

    def isolated(self, step: int | None) -> Port | None:
        """A port to what another process kept, which had NumPy alone."""
        port = self._live.isolated(step)
        return None if port is None or step is None else self._recording(port, step, True)

    def _recording(self, port: Port, step: int, isolated: bool) -> Port:
        return RecordingPort(port, step, isolated, self._calls)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What has happened in calls."""
        return self._live.incidents()

    def held_up(self) -> bool:
        """Whether the notebook met a limit of time that the machine may be to blame for."""
        return self._live.held_up()

    def record(self) -> CallRecord:
        """What was called until now."""
        return CallRecord(tuple(self._calls), self._live.can_isolate, self._live.incidents())


class RecordingPort(Port):
    """A live port; what is called through it is kept."""

    def __init__(self, port: Port, step: int, isolated: bool, calls: list[RecordedCall]) -> None:
        self._port = port
        self._step, self._isolated = step, isolated
        self._calls = calls

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """What the live port gives."""
        replies = self._port.call(export, calls)
        for call, reply in zip(calls, replies, strict=False):
            self._calls.append(RecordedCall(self._step, export, self._isolated, call, reply))
        return replies


class RecordedPorts(Ports):
    """Ports that answer from a record."""

    def __init__(self, record: CallRecord, held_up: bool = False) -> None:
        self._record = record
        self._held_up = held_up
        self._replies: dict[bytes, list[Reply]] = defaultdict(list)
        self._given: Counter[bytes] = Counter()
        for item in record.calls:
            key = call_key(item.step, item.export, item.isolated, item.call)
            self._replies[key].append(item.reply)

    def at(self, step: int | None) -> Port:
        """A port to what was recorded of the process."""
        return NO_PORT if step is None else RecordedPort(self, step, False)

    def isolated(self, step: int | None) -> Port | None:
        """A port to what was recorded of the process that had NumPy alone."""
        if step is None or not self._record.can_isolate:
            return None
        return RecordedPort(self, step, True)

    def incidents(self) -> tuple[StepIncident, ...]:
        """What had happened in calls."""
        return self._record.incidents

    def held_up(self) -> bool:
        """Whether the notebook had met a limit of time that its machine may be to blame for."""
        return self._held_up

    def reply(self, key: bytes) -> Reply:
        """The reply to a call: the second time that it is made, the second one.

        NotRecordedError where it was not made so often.
        """
        number = self._given[key]
        if number >= len(self._replies.get(key, ())):
            raise NotRecordedError
        self._given[key] += 1
        reply = self._replies[key][number]
        return reply if reply.value is None else replace(reply, value=reply.value.copy())


class RecordedPort(Port):
    """Answers from a record what was called at one step."""

    def __init__(self, ports: RecordedPorts, step: int, isolated: bool) -> None:
        self._ports = ports
        self._step, self._isolated = step, isolated

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """One reply for each call, and none after one that was stopped."""
        replies = []
        for call in calls:
            replies.append(self._ports.reply(call_key(self._step, export, self._isolated, call)))
            if replies[-1].stopped:
                break
        return tuple(replies)


def call_key(step: int, export: Export, isolated: bool, call: Call) -> bytes:
    """What identifies a call: where it was made, of what, and with which inputs."""
    return blake2b(pack((step, export.key, export.form, isolated, call)), digest_size=32).digest()
