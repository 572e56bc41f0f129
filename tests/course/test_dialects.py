"""Otter's and Colab's forms of a release: read as the release, and no other notebook changed."""

from __future__ import annotations

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.course.cells import grade_id
from autograder.course.dialects import as_released, form_of
from autograder.course.release import Release
from autograder.course.repair import repair
from autograder.grading.notebook_file import read_notebook
from autograder.grading.submission import Submission

OPEN = '# Otter: run this cell first.\nimport otter\n\ngrader = otter.Notebook("mini.ipynb")'
EXPORT = 'grader.export("mini.ipynb", pdf=False)'
SET_UP = "#@title Set up: run this cell first\nset_up_notebook('mini', bundle='')"
DOWNLOAD = "#@title Download your submission\ndownload_submission('mini')"


@pytest.fixture
def starter(built_mini):
    return built_mini.starter()


@pytest.fixture
def answered(built_mini):
    return built_mini.answered()


def in_otter(notebook):
    """A submission as Otter's users have it: no marks, other calls, cells of Otter's."""
    for cell in notebook.cells:
        if (grade_id(cell) or "").startswith("check-"):
            cell.source = "grader." + cell.source
        cell.metadata = nbformat.NotebookNode()
    texts = [
        new_markdown_cell(f"<!-- {what} QUESTION -->", id=f"otter-{what.lower()}-why2")
        for what in ("BEGIN", "END")
    ]
    opened = new_code_cell(OPEN, id="otter-open")
    exported = new_code_cell(EXPORT, id="otter-export")
    notebook.cells = [opened, *notebook.cells, *texts, exported]
    notebook.metadata.pop("autograder")
    return notebook


def in_colab(notebook, marks=False):
    """A submission as Colab saves it: format 4.0, ids among the metadata; the marks may be lost."""
    notebook.cells = [
        new_code_cell(SET_UP, id="set-up"),
        *notebook.cells,
        new_code_cell("mine = 1", id="x"),
        new_code_cell(DOWNLOAD, id="download"),
    ]
    for cell in notebook.cells:
        kept = {"nbgrader": cell.metadata.nbgrader} if marks and "nbgrader" in cell.metadata else {}
        cell.metadata = nbformat.from_dict({"id": cell.pop("id"), **kept})
    notebook.nbformat_minor = 0
    return notebook


FORMS = {
    "otter": in_otter,
    "otter, ids of its own cells lost": lambda notebook: without_added_ids(in_otter(notebook)),
    "colab": in_colab,
    "colab, marks kept": lambda notebook: in_colab(notebook, marks=True),
}


def without_added_ids(notebook):
    for number, cell in enumerate(notebook.cells):
        if cell["id"].startswith("otter-"):
            cell["id"] = f"x{number}"
    return notebook


def read(notebook, folder):
    """The notebook as a submission is read: what counts is what comes through this."""
    path = folder / "mini.ipynb"
    path.write_text(nbformat.writes(notebook, version=nbformat.NO_CONVERT), encoding="utf-8")
    return read_notebook(path)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_the_release_is_the_release(name, starter, answered, tmp_path):
    expected = repair(answered, Release(starter))
    repaired = repair(read(FORMS[name](copy.deepcopy(answered)), tmp_path), Release(starter))
    assert repaired.tampering == ()
    released = [cell for cell in repaired.notebook.cells if cell["id"] in Release(starter).cells]
    assert [(c["id"], c.source) for c in released] == [
        (c["id"], c.source) for c in expected.notebook.cells
    ]
    own = [c.source for c in repaired.notebook.cells if c not in released]
    assert all("otter.Notebook" not in source and "#@title" not in source for source in own)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gets_the_marks_of_the_release(name, built_mini, built_exam, tmp_path):
    changes = {"sizes": "size_conv = (1, 5, 8, 2)\nsize_pool = None", "blur": "blur = np.zeros(3)"}
    notebook = read(FORMS[name](built_mini.answered(**changes)), tmp_path)
    submission = Submission("ada", tmp_path, notebook, "graded")
    marks = built_mini.grader(built_exam).grade_submission(built_exam, submission).marks
    assert [verdict.points for verdict in marks.verdicts] == [0, 1, 2, None, 1]
    assert marks.incidents == ()


def test_what_a_form_does_not_explain_is_told(starter, answered, tmp_path):
    notebook = in_otter(answered)
    at = next(c for c in notebook.cells if c["id"] == "check-blur")
    at.source = 'grader.check("blur"); blur = 1'
    notebook.cells = [cell for cell in notebook.cells if cell["id"] != "check-sizes"]
    told = [(t.kind, t.cell) for t in repair(read(notebook, tmp_path), Release(starter)).tampering]
    assert told == [
        ("check-cell-renamed", "check-blur"),
        ("check-cell-edited", "check-blur"),
        ("check-cell-missing", "check-sizes"),
    ]


def test_lines_beside_the_setting_up_of_checks_are_told(starter, answered, tmp_path):
    notebook = in_otter(answered)
    setup = next(cell for cell in notebook.cells if "open_checks" in cell.source)
    setup.source = setup.source.replace("import numpy as np", "import numpy as np, os")
    (told,) = repair(read(notebook, tmp_path), Release(starter)).tampering
    assert told.kind == "locked-cell-edited"


STRANGERS = {
    "plain": lambda notebook: notebook,
    "marks lost": lambda notebook: without_marks(notebook),
    "a question called otter": lambda notebook: with_cell(notebook, "otters", "1"),
    "speaks of otter": lambda notebook: with_cell(notebook, "x", "# grader = otter.Notebook()"),
    "an empty form": lambda notebook: with_form(notebook, ""),
    "an unknown form": lambda notebook: with_form(notebook, "moodle"),
}


def without_marks(notebook):
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    return notebook


def with_cell(notebook, id, source):
    notebook.cells.append(new_code_cell(source, id=id))
    return notebook


def with_form(notebook, form):
    notebook.metadata.autograder["form"] = form
    return notebook


@pytest.mark.parametrize("name", STRANGERS)
def test_other_notebooks_stay_as_they_are(name, starter, answered):
    notebook = STRANGERS[name](answered)
    assert form_of(notebook) is None
    assert as_released(notebook, Release(starter)) is notebook


def test_an_unmarked_check_of_no_form_is_told_as_before(starter, answered):
    told = [t.kind for t in repair(without_marks(answered), Release(starter)).tampering]
    assert told == ["check-cell-renamed"] * 4
