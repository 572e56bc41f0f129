"""What a course declares to be done before the first cell, on both engines."""

import random
import re
from pathlib import Path

import pytest

import autograder.engine
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.preparation import Preparation
from autograder.engine.sandbox.survey import survey
from autograder.engine.session import Run, Step
from autograder.values.export import Export
from tests.machine import skip_for

pytestmark = pytest.mark.thorough

DRAW = "import random; number = random.random()"
NUMBER = (Export("number", "plain"),)

LAZY = """
import threading, time
seen = []
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    seen.append(name)
    if name == "thread":
        threading.Thread(target=time.sleep, args=[60], daemon=True).start()
    return name
"""


def test_a_seed_is_everybodys(execute, make_engine):
    run = execute(DRAW, NUMBER, engine=make_engine(modules=("random",), seed=7))
    assert run.values[1]["number"].value == random.Random(7).random()


def test_what_is_not_imported_is_not_seeded(execute, make_engine):
    seeding = ("random:seed", "nothing_of_that_name:seed", "json:no.such.part")
    engine = make_engine(modules=("random",), seed=7, seeding=seeding[:2])
    run = execute(DRAW, NUMBER, engine=engine)
    assert run.incidents == ()
    assert run.values[1]["number"].value == random.Random(7).random()
    run = execute(DRAW, NUMBER, engine=make_engine(modules=("json",), seeding=seeding))
    assert [incident.kind for incident in run.incidents] == ["start-failed"]
    assert "AttributeError" in run.incidents[0].staff


def lazily(part: str, folder: Path) -> Run:
    (folder / "lazy_module.py").write_text(LAZY)
    preparation = Preparation(
        modules=("lazy_module",),
        lazy_parts=(f"lazy_module:{part}", "nothing_of_that_name:part"),
        environment={"PYTHONPATH": str(folder)},
    )
    steps = [
        Step("import lazy_module\nseen = lazy_module.seen"),
        Step("", (Export("seen", "plain"),)),
    ]
    with (
        ForkedEngine(preparation, sandbox=False) as engine,
        engine.folder() as place,
        engine.open(steps, place) as session,
    ):
        return session.execute()


def test_a_lazy_part_is_there_before_the_fork(tmp_path):
    if survey().platform != "linux":
        skip_for("a system that forks")
    assert lazily("part", tmp_path).values[1]["seen"].value == ["part"]


def test_a_lazy_part_that_starts_a_thread_cannot_be_copied(tmp_path):
    if survey().platform != "linux":
        skip_for("a system that forks")
    (incident,) = lazily("thread", tmp_path).incidents
    assert incident.kind == "start-failed"
    assert "loading lazy_module:thread started a thread" in incident.staff


def test_the_engine_names_no_library_of_a_course():
    folder = Path(autograder.engine.__file__).parent
    named = {
        path.name
        for path in folder.rglob("*.py")
        if re.search(r"tensorflow|keras|\bTF_", path.read_text(), re.IGNORECASE)
    }
    assert named == set()
