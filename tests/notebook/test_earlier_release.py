"""Starters that students received before the package changed its rooms and its public form.

`earlier_release/shapes` is one of them as it was, without its pictures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.notebook.check import CheckFailed, NotTheGrader, open_checks

EARLIER = Path(__file__).with_name("earlier_release")

IMPORTS = """
from autograder.notebook import palette
from autograder.notebook.check import open_checks
from autograder.notebook.otter_case import GradedCases, LiveCases
from autograder.notebook.pictures import load_clothes, load_colour, load_picture, own_picture
from autograder.notebook.pictures import show, show_figure, show_numbers, show_row
from autograder.notebook.stopwatch import race
from autograder.notebook.wardrobe import load_wardrobe
palette.AMBER, palette.BLUE, palette.GREEN, palette.GREY, palette.ORANGE, palette.PINK, palette.SKY
"""
"""All that the earlier starters, and Otter's test files beside them, take from the package."""


def test_what_earlier_starters_import_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


AGAIN = "was made by an earlier version"
"""What a check says that can't read its files any more; a student's work is not lost by it."""


def test_a_check_of_an_earlier_form_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTOGRADER_GRADING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    check = open_checks("shapes", EARLIER / "shapes", {})
    check("valid")
    said = capsys.readouterr().out
    assert said.startswith("valid: ")
    assert AGAIN in said
    assert said.rstrip().endswith("your notebook can stay as it is.")
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(CheckFailed, match=AGAIN):
        check("valid")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(NotTheGrader):
        check("valid")


@pytest.mark.thorough
def test_the_cells_of_an_earlier_starter_run_and_its_check_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "shapes"
    shutil.copytree(EARLIER / "shapes", folder)
    cells = {cell.id: cell.source for cell in nbformat.read(folder / "shapes.ipynb", 4).cells}
    answer = "valid_a, valid_b, valid_c = (1, 26, 26, 1), (1, 16, 28, 1), (4, 46, 58, 1)"
    code = "\n".join([cells["locked-226939b68e"], answer, cells["check-valid"]])
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert AGAIN in done.stdout
    assert "public.json" in done.stdout
