"""The assignments in a kernel of their own, and under the command `nbgrader validate`."""

from __future__ import annotations

import copy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.course.master import read_master

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("kernels", "shapes", "pooling", "channels", "from_scratch")
pytestmark = pytest.mark.thorough  # every kernel takes seconds to start


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of this machine, no cache of pictures, and no way to the network."""
    for name in ("AUTOGRADER_GRADING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("KERAS_HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody listens
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")


def student(released: Path, name: str, place: Path) -> tuple[Any, Path]:
    """A starter and the folder in which a student has it."""
    folder = place / name
    shutil.copytree(released / name, folder)
    return nbformat.read(folder / f"{name}.ipynb", as_version=4), folder


def solved(notebook: Any, name: str) -> Any:
    """The starter with the master's answers."""
    cells = read_master(ROOT / "solutions" / name / f"{name}.py").cells
    answers = {cell.id: cell.source for cell in cells if cell.role in ("answer", "written")}
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


def run(notebook: Any, folder: Path) -> dict[str, list[Any]]:
    """Runs all cells in a real kernel, as Run All does; the outputs of the checks, by question."""
    where = {"metadata": {"path": str(folder)}}
    ran = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    names = {cell.id: cell.outputs for cell in ran.cells if cell.id.startswith("check-")}
    return {name.removeprefix("check-"): outputs for name, outputs in names.items()}


@pytest.mark.soak  # in CI tests/platforms/test_colab.py runs one of them in a kernel
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_run_all_over_an_untouched_starter(name: str, released: Path, tmp_path: Path) -> None:
    notebook, folder = student(released, name, tmp_path)
    shown = run(notebook, folder)
    assert len(shown) == sum(cell.source.startswith("check(") for cell in notebook.cells) > 6
    for question, outputs in shown.items():
        assert {output.get("name") for output in outputs} == {"stdout"}, question
        told = "".join(output["text"] for output in outputs)
        assert told == f"{question}: not attempted yet.\n"


@pytest.mark.soak  # in CI tests/platforms/test_colab.py runs the answers of one master in a kernel
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_masters_answers_pass_validation(
    name: str, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In nbclient, which tells no cell ids; anything on stderr would count as a failure there."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL")  # TensorFlow says what it likes, elsewhere
    notebook, folder = student(released, name, tmp_path)
    for question, outputs in run(solved(notebook, name), folder).items():
        assert [output.output_type for output in outputs] == ["display_data"], question
        assert f"✓ {question}: correct" in outputs[0]["data"]["text/plain"]
        assert "<b" in outputs[0]["data"]["text/html"]


FIRST = """\
import numpy as np
from autograder.notebook.check import open_checks
check = open_checks("kernels")"""


def test_nbgrader_validate_tells_wrong_from_right(released: Path, tmp_path: Path) -> None:
    """The command itself, on the cells of one question."""
    starter, folder = student(released, "kernels", tmp_path)
    names = {cell.id: cell for cell in starter.cells}
    starter.cells = [nbformat.v4.new_code_cell(FIRST), names["blur"], names["check-blur"]]
    answers = {"wrong": "np.ones((3, 3, 1, 1))", "right": "np.ones((3, 3, 1, 1)) / 9"}
    for name, answer in answers.items():
        names["blur"].source = f"blur = {answer}"
        nbformat.write(starter, folder / f"{name}.ipynb")
    command = [sys.executable, "-m", "nbgrader", "validate", "wrong.ipynb", "right.ipynb"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    wrong, right = done.stdout.split("Success!")
    assert "VALIDATION FAILED ON 1 CELL(S)" in wrong
    assert "nine times brighter" in wrong
    assert "This looks at the public part only; grading looks at more." in wrong
    assert "Your notebook passes all the tests." in right


RUNS = {
    "blur = np.ones((3, 3, 1, 1)) / 9": "✓ blur: correct",
    "blur = (1": "blur` still holds what it held before",
    "class Slow:\n    def __array__(self, *a, **k):\n        while True: pass\nblur = Slow()": (
        "stopped after 5 seconds: is there a loop without an end"
    ),
    "import time\nclass Sleeping:\n    def __array__(self, *a, **k): time.sleep(600)\nblur = Sleeping()": (
        "stopped after 5 seconds: is there a loop without an end"
    ),
    "blur = np.ones((3, 3, 1, 1)) / 9 + 0": "✓ blur: correct",
}
"""A cell, and what the check says of it after those before."""


def test_old_answers_and_loops_without_an_end(released: Path, tmp_path: Path) -> None:
    notebook, folder = student(released, "kernels", tmp_path)
    code = nbformat.v4.new_code_cell
    notebook.cells = [code(FIRST)]
    for source in RUNS:
        notebook.cells += [code(source), code('check("blur")')]
        notebook.cells[-2].metadata["tags"] = ["raises-exception"]
    where = {"metadata": {"path": str(folder)}}
    ran = NotebookClient(notebook, timeout=60, kernel_name="python3", resources=where).execute()
    said = [cell.outputs[0]["data"]["text/plain"] for cell in ran.cells[2::2]]
    for words, phrase in zip(said, RUNS.values(), strict=True):
        assert phrase in words
