"""Notebooks in fresh processes: some of each thing that all engines promise. The rest of it, in
`tests/engine`, is tried with them by `make thorough`."""

from __future__ import annotations

import pytest

from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.session import Limits, Step
from autograder.values.call import Call
from autograder.values.export import Export

pytestmark = pytest.mark.thorough

B = (Export("b", "plain"),)


@pytest.fixture
def execute(tmp_path):
    def run(*cells, **limits):
        steps = [Step(cell) if isinstance(cell, str) else Step("", cell) for cell in cells]
        with FreshEngine().open(steps, tmp_path, Limits(**limits)) as session:
            return session.execute()

    return run


def test_outputs_errors_and_values(execute):
    run = execute("print('a'); 1 + 1", "1 / 0", "b = (1, 2)", B)
    assert [output["output_type"] for output in run.outputs[0]] == ["stream", "execute_result"]
    assert run.errors == (None, "ZeroDivisionError", None, None)
    assert run.values[3]["b"].value == [1, 2]
    assert run.incidents == ()


def test_a_loop_and_a_crash_cost_one_cell_and_the_rest(execute):
    run = execute("while True: pass", "b = 1", B, "import os; os._exit(3)", B, cell_seconds=0.5)
    assert [(incident.kind, incident.step) for incident in run.incidents] == [
        ("time-limit", 0),
        ("crashed", 3),
    ]
    assert run.values[2]["b"].value == 1
    assert run.values[4]["b"].value == 1


def test_a_flood_is_cut(execute):
    run = execute("while True: print('x' * 1000)", "b = 1", B, output_bytes=200_000)
    assert [incident.kind for incident in run.incidents] == ["output-limit"]
    assert run.values[2]["b"].value == 1


def test_a_call_that_ends_the_process_costs_no_other(tmp_path):
    source = "import os\ndef bad(a): os._exit(3)\ndef good(a): return a + 1"
    bad, good = Export("bad", "function"), Export("good", "function")
    with FreshEngine().open([Step(source), Step("", (bad, good))], tmp_path) as session:
        session.execute()
        assert session.call(1, bad, [Call((1.0,))])[0].problem == "ended"
        assert session.call(1, good, [Call((1.0,))])[0].value == 2
        assert [incident.kind for incident in session.incidents()] == ["call-crashed"]
