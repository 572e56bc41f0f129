"""A processor for each notebook, where the kernel gives no shares."""

from __future__ import annotations

import os

import pytest

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.forked.processors import Processors
from autograder.engine.groups import Groups
from autograder.engine.sandbox.survey import survey
from autograder.engine.session import Step
from autograder.values.export import Export
from tests.speeds import rows

pytestmark = pytest.mark.thorough

B = (Export("b", "plain"),)
PROCESSORS = len(os.sched_getaffinity(0))
WIDER = f"import os\nos.sched_setaffinity(0, range({PROCESSORS}))\nb = len(os.sched_getaffinity(0))"


def test_who_comes_next_has_another():
    processors = Processors()
    taken = [processors.take() for _ in range(2 * PROCESSORS)]
    assert sorted(taken[:PROCESSORS]) == sorted(taken[PROCESSORS:]) == sorted(set(taken))
    processors.give_back(taken[3 % PROCESSORS])
    assert processors.take() == taken[3 % PROCESSORS]


@pytest.mark.parametrize(
    ("groups", "found"),
    rows({"shares": ("found", PROCESSORS), "no shares": ("none", 1)}, ("shares",)),
)
def test_a_notebook_keeps_to_its_own(groups, found, monkeypatch):
    """Where there are no shares, it cannot take others."""
    if not survey().inner:
        pytest.skip("the inner wall cannot stand here")
    if groups == "found" and not survey().processor_groups:
        pytest.skip("no groups can be made here")
    if groups == "none":
        monkeypatch.setattr(Groups, "below_own", lambda name: Groups(name, []))
    steps = [Step(WIDER), Step("", B)]
    with (
        ForkedEngine(bubblewrap=False) as engine,
        engine.folder() as folder,
        engine.open(steps, folder) as session,
    ):
        run = session.execute()
    assert (run.values[1]["b"].value, run.incidents) == (found, ())
