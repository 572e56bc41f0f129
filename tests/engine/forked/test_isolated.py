"""Copies that have NumPy alone: nothing else is imported, and nothing else can be read."""

from __future__ import annotations

import site
from pathlib import Path

import pytest

import autograder
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.preparation import Preparation
from autograder.engine.sandbox.survey import survey
from autograder.engine.session import Step
from autograder.values.call import Call
from autograder.values.export import Export
from tests.machine import skip_for
from tests.speeds import rows

pytestmark = pytest.mark.thorough

OUT, F = (Export("out", "plain"),), (Export("f", "function"),)
WALLS = {"inner wall": {"bubblewrap": False}, "both walls": {"bubblewrap": True}}
ABSENT = ("cv2", "keras", "tensorflow", "scipy.signal", "PIL.ImageFilter", "matplotlib", "pandas")
REFERENCES = ("autograder.convolution.tasks", "autograder.questions.kinds", "autograder.notebook")
PRESENT = ("numpy.fft", "numpy.lib.stride_tricks", "numpy.polynomial", "decimal", "sqlite3", "json")

IMPORTS = """
import sys
out = {}
for name in NAMES:
    try:
        __import__(name)
        out[name] = ""
    except Exception as error:
        out[name] = type(error).__name__
"""
READS = """
import os
out = {}
for folder in FOLDERS:
    for top, _, names in os.walk(folder):
        for name in names:
            try: open(os.path.join(top, name), "rb").read(1)
            except OSError: continue
            out[os.path.relpath(top, folder).split(os.sep)[0]] = True
"""


@pytest.fixture(scope="module", params=rows(WALLS, ["inner wall"]))
def isolated(request):
    if not survey().inner or (request.param["bubblewrap"] and not survey().outer):
        skip_for("a sandbox")
    with ForkedEngine(Preparation(("numpy",)), **request.param) as engine:
        yield engine.isolated(("numpy",))


def out_of(engine, *sources):
    steps = [*map(Step, sources), Step("", OUT)]
    with engine.folder() as folder, engine.open(steps, folder) as session:
        run = session.execute()
    assert run.incidents == ()
    return run.values[-1]["out"].value


def test_libraries_and_references_can_not_be_imported(isolated):
    names = (*ABSENT, *REFERENCES, *PRESENT)
    found = out_of(isolated, f"NAMES = {names}", IMPORTS)
    assert {name for name, error in found.items() if error} == {*ABSENT, *REFERENCES}
    assert {found[name] for name in (*ABSENT, *REFERENCES)} == {"ModuleNotFoundError"}


def test_nor_where_their_folders_are_looked_for_again(isolated):
    again = f"sys.path[:0] = {site.getsitepackages()}\nsys.path_importer_cache.clear()\n"
    found = out_of(isolated, f"import sys\n{again}NAMES = {ABSENT}", IMPORTS)
    assert all(found.values())


def test_no_file_of_them_can_be_read(isolated):
    folders = [*site.getsitepackages(), str(Path(autograder.__file__).parent)]
    found = out_of(isolated, f"FOLDERS = {folders}", READS)
    assert "numpy" in found
    assert not {"cv2", "keras", "scipy", "PIL", "convolution", "questions"} & set(found)


def test_nothing_of_them_is_in_memory(isolated):
    loaded = "import sys\nout = sorted(sys.modules)"
    found = out_of(isolated, loaded)
    roots = {name.partition(".")[0] for name in found}
    assert not {name.partition(".")[0] for name in ABSENT} & roots
    rooms = {name.split(".")[1] for name in found if name.startswith("autograder.")}
    assert rooms == {"engine", "values"}


def test_a_function_below_a_library_is_there(isolated):
    """As in a notebook that begins with all its imports: what can't be imported is left out."""
    cell = "import keras, numpy as np\ncheck = keras.nothing()\ndef f(a): return np.fliplr(a) * 2"
    with isolated.folder() as folder, isolated.open([Step(cell), Step("", F)], folder) as session:
        session.execute()
        (reply,) = session.call(1, F[0], [Call((__import__("numpy").eye(2),))])
    assert reply.value.tolist() == [[0, 2], [2, 0]]


def test_without_a_wall_nothing_is_isolated():
    with FreshEngine() as engine:
        assert engine.isolated(("numpy",)) is None
