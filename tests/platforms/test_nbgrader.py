"""The course is an nbgrader course: the real commands work on it, and release nothing secret."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.course.master import read_master
from autograder.course.nbgrader_release import (
    FRESH,
    RefuseStale,
    StaleSourceError,
    write_source,
)
from autograder.course.rubric import load_rubric
from autograder.course.source import source_notebook
from autograder.course.starter import starter_of
from autograder.grading.gradebook import open_gradebook
from tests.mini_course import marks_of

BIN = Path(sys.executable).parent
GRADE_CELLS = {"check-blur", "check-sizes", "check-printed", "check-pooled", "why"}


def nbgrader(mini, *arguments):
    """Runs the real command in the course's folder; gives its exit code and what it said."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [BIN / "nbgrader", *arguments]
    done = subprocess.run(command, cwd=mini.root, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def gradebook(mini):
    return Gradebook(f"sqlite:///{mini.root}/gradebook.db", "")


@pytest.mark.thorough
def test_nbgrader_makes_the_same_release_and_its_gradebook_entries_serve(mini, exam):
    built = files(mini.assignment.released)
    code, said = nbgrader(mini, "generate_assignment", "mini", "--force")
    assert code == 0, said
    assert files(mini.assignment.released) == built
    with gradebook(mini) as book:
        assert {cell.name for cell in book.find_notebook("mini", "mini").grade_cells} == GRADE_CELLS
    with open_gradebook(mini.course) as book:
        book.enter(exam)
        book.save(exam, marks_of(exam, "ada"), mini.root)
    with gradebook(mini) as book:
        assert {cell.name for cell in book.find_notebook("mini", "mini").grade_cells} == GRADE_CELLS
        ada = book.find_submission("mini", "ada")
        assert (ada.score, ada.max_score) == (7, 10)


@pytest.mark.thorough
def test_plain_nbgrader_gives_no_points_for_right_answers(mini):
    """Its tests run where the student's code runs: a wrong set-up must not look like full marks."""
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write("del get_config()['Autograde']\n")
    mini.submit("ada", mini.answered())
    for command in (["generate_assignment", "mini", "--force"], ["autograde", "mini"]):
        code, said = nbgrader(mini, *command)
        assert code == 0, said
    with gradebook(mini) as book:
        ada = book.find_submission("mini", "ada")
        assert {grade.name: grade.auto_score for grade in ada.notebooks[0].grades} == {
            **dict.fromkeys(GRADE_CELLS, 0.0),
            "why": None,
        }
    notebook = nbformat.read(mini.course.autograded / "ada" / "mini" / "mini.ipynb", as_version=4)
    check = next(cell for cell in notebook.cells if cell.source == 'check("blur")')
    (error,) = check.outputs
    assert error.ename == "NotTheGrader"
    assert "grade with `autograder grade`" in error.evalue


@pytest.mark.thorough
def test_nbgrader_refuses_a_source_that_is_older_than_its_master(mini):
    master = mini.root / "solutions" / "mini" / "mini.py"
    master.write_text(master.read_text() + "\n# %% [markdown]\n# The end.\n")
    code, said = nbgrader(mini, "generate_assignment", "mini", "--force")
    assert code != 0
    assert "built from an earlier master or rubric" in said
    assert "autograder build mini" in said


@pytest.mark.thorough
def test_nothing_is_lost_where_the_source_was_never_built(mini):
    before = files(mini.assignment.released)
    shutil.rmtree(mini.assignment.source)
    code, said = nbgrader(mini, "generate_assignment", "mini", "--force")
    assert code != 0
    assert "No notebooks were matched" in said
    assert "build/source" in said
    assert files(mini.assignment.released) == before
    mini.build()
    code, said = nbgrader(mini, "generate_assignment", "mini", "--force")
    assert code == 0, said


@pytest.mark.parametrize("changed", ["mini.py", "rubric.py", "nothing", "unmarked"])
def test_stale_sources_are_known_by_what_they_were_built_from(mini, monkeypatch, changed):
    monkeypatch.chdir(mini.root)
    notebook = nbformat.read(mini.assignment.source / "mini.ipynb", as_version=4)
    resources = {"nbgrader": {"assignment": "mini"}}
    if changed == "nothing":
        released, _ = RefuseStale().preprocess(notebook, resources)
        assert FRESH not in released.metadata
        return
    if changed == "unmarked":
        del notebook.metadata[FRESH]
    else:
        with open(mini.root / "solutions" / "mini" / changed, "a") as file:
            file.write("\n# changed\n")
    with pytest.raises(StaleSourceError, match="autograder build mini"):
        RefuseStale().preprocess(notebook, resources)


def test_built_again_the_same_bytes_come_out(mini):
    before = files(mini.assignment.released), files(mini.assignment.source)
    gradebook_before = (mini.root / "gradebook.db").read_bytes()
    mini.build()
    assert (files(mini.assignment.released), files(mini.assignment.source)) == before
    assert (mini.root / "gradebook.db").read_bytes() == gradebook_before


RELEASED = {
    "images/clothes/00-shirt.png",
    "images/tiny.png",
    "mini.ipynb",
    "public.json",
    "public.safetensors",
}


def test_only_what_is_named_is_released(mini):
    for name in ("notes.txt", "answers.ipynb", "images/tiny.png"):
        path = mini.root / "solutions" / "mini" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("secret")
    (mini.root / "data" / "images" / "other.png").write_text("not spoken of in the master")
    (mini.assignment.source / "left-over.txt").write_text("of an earlier build")
    (mini.assignment.released / "left-over.txt").write_text("of an earlier release")
    mini.build()
    assert set(files(mini.assignment.released)) == RELEASED
    assert set(files(mini.assignment.source)) == RELEASED
    assert b"secret" not in b"".join(files(mini.assignment.released).values())


def test_the_release_holds_no_solution(built_mini):
    released = b"".join(files(built_mini.assignment.released).values())
    assert b"[1,5,8,2]" not in b"".join(released.split())  # as JSON writes a shape
    for secret in (
        b"the_nine_weights",  # code of a solution
        b"(1, 5, 8, 2)",  # shapes that are to be predicted or printed
        b"add up to one",  # the model answer of a text, and the guide for its marker
        b"hidden",
        b"BEGIN SOLUTION",
        FRESH.encode(),
    ):
        assert secret not in released, secret


def test_the_release_is_what_nbgrader_expects(built_mini):
    starter = built_mini.starter()
    nbformat.validate(starter)
    marks = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader for c in starter.cells if c.metadata}
    assert {name: mark.points for name, mark in marks.items() if mark.grade} == {
        "check-blur": 2,
        "check-sizes": 2,
        "check-printed": 2,
        "why": 3,
        "check-pooled": 1,
    }
    assert {name for name, mark in marks.items() if mark.solution} == {
        "blur", "sizes", "printed", "why", "pooled",
    }  # fmt: skip
    assert all(len(mark.checksum) == 32 for mark in marks.values())
    locked = [cell for cell in starter.cells if cell.metadata and cell.metadata.nbgrader.locked]
    assert all(c.metadata.editable is False and c.metadata.deletable is False for c in locked)
    texts = {c.id: c.source for c in starter.cells}
    assert texts["blur"] == "blur = np.zeros((3, 3, 1, 1))\n# YOUR CODE HERE"
    assert texts["why"] == "YOUR ANSWER HERE"
    assert all(cell.outputs == [] for cell in starter.cells if cell.cell_type == "code")


def test_clearing_and_writing_leave_the_source_as_it_is(mini):
    rubric = load_rubric(mini.assignment.rubric)
    source = source_notebook(read_master(mini.assignment.master), rubric)
    before = nbformat.writes(source)
    starter_of(source)
    write_source(mini.assignment, source, mini.assignment.source)
    assert nbformat.writes(source) == before
