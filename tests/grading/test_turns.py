"""Turns: of the processes of one submission, one works at a time."""

from __future__ import annotations

from unittest import mock

from autograder.engine.session import Session
from autograder.grading.run import LateRun, LivePorts
from autograder.values.export import Export

F = Export("f", "function")


def test_the_full_notebook_stands_still_while_the_isolated_one_is_called():
    done = mock.Mock()
    done.full, done.isolated = mock.Mock(spec=Session), mock.Mock(spec=LateRun)
    ports = LivePorts(done.full, done.isolated)
    full, isolated = ports.at(3), ports.isolated(3)
    assert isolated is not None
    for port in (full, isolated, isolated, full):
        port.call(F, ())
    assert done.mock_calls == [
        mock.call.full.call(3, F, ()),
        mock.call.full.pause(),
        mock.call.isolated.resume(),
        mock.call.isolated.call(3, F, ()),
        mock.call.isolated.call(3, F, ()),
        mock.call.isolated.pause(),
        mock.call.full.resume(),
        mock.call.full.call(3, F, ()),
    ]
