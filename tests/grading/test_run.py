"""The runs of one submission: one works at a time, and all have one time together."""

from __future__ import annotations

from contextlib import ExitStack
from unittest import mock

from autograder.engine.session import Engine, Limits, Session, Step, StepIncident, TimeLeft
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


def test_cells_that_are_run_again_leave_time_for_calls():
    """Of a hundred seconds the notebook took seventy: its cells, run again, get half of thirty, and calls
    what is left. What did not come to its end is told."""
    left = TimeLeft(100)
    left.seconds -= 70
    session, seen = mock.Mock(spec=Session), []
    killed = StepIncident("total-time-limit", 0, "it was killed", "it was stopped")
    session.execute.side_effect = lambda: (
        seen.append(left.seconds) or mock.Mock(incidents=(killed,))
    )
    session.incidents.return_value = (killed,)
    engine = mock.MagicMock(spec=Engine)
    engine.open().__enter__.return_value = session
    plan = mock.Mock(files={}, limits=Limits(call_seconds=5))
    with ExitStack() as opened:
        late = LateRun(engine, (), plan, left, opened)
        late.call(0, F, ())
        assert seen == [30 - min(20, 30 / 2)]
        assert left.seconds == 30
        assert late.incidents() == (killed,)
