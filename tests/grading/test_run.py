"""The runs of one submission: one works at a time, and all have one time together."""

from __future__ import annotations

from unittest import mock

from autograder.engine.session import Engine, Limits, Session, Step
from autograder.grading.run import LateRun, LivePorts, open_run
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


def test_all_runs_of_a_submission_have_one_time_together():
    engine = mock.MagicMock(spec=Engine)
    engine.isolated.return_value = engine
    engine.open().__enter__().execute.return_value.errors = (None,)
    engine.open.reset_mock()
    plan = mock.Mock(steps=(Step("", (F,)),), files={}, limits=Limits(total_seconds=7))
    with open_run(engine, plan) as (_, ports):
        isolated = ports.isolated(0)
        assert isolated is not None
        isolated.call(F, ())
    first, second = (opened.args[3] for opened in engine.open.call_args_list)
    assert first is second
    assert first.seconds == 7
