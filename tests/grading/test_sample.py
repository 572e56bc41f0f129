"""Submissions of a sample class: answers, tampered checks and lost cells laid over the starter."""

from __future__ import annotations

import nbformat
import pytest

from autograder.course.cells import grade_id
from autograder.grading.sample import sample_class, submit_sample_class

BLUR = "blur = np.ones((3, 3, 1, 1)) / 9"

EVE = f"""\
# %% [markdown]
# Eve rewrites a check, and has lost a cell.

# %% answer="blur"
{BLUR}

# %% check="blur"
print("Right.")

# %% answer="sizes" deleted=true
# gone

# %% [markdown] written="why"
# A mean.
"""


@pytest.fixture
def class_folder(mini):
    """The folder of the mini course's sample class, with nobody in it."""
    folder = mini.root / "data" / "class" / "mini"
    folder.mkdir(parents=True)
    return folder


def submitted(mini, student):
    """The cells of what a student handed in, by name: their sources."""
    path = mini.course.submitted / student / "mini" / "mini.ipynb"
    notebook = nbformat.read(path, as_version=4)
    return {grade_id(cell): cell.source for cell in notebook.cells if grade_id(cell)}


def test_cells_are_laid_over_the_starter(mini, class_folder):
    (class_folder / "eve.py").write_text(EVE)
    assert submit_sample_class(mini.assignment) == ("eve",)
    starter = {grade_id(cell): cell.source for cell in mini.starter().cells if grade_id(cell)}
    cells = submitted(mini, "eve")
    assert cells["blur"] == BLUR
    assert cells["check-blur"] == 'print("Right.")'
    assert cells["why"] == "A mean."
    assert starter.keys() - cells.keys() == {"sizes"}
    changed = {name for name in cells if cells[name] != starter[name]}
    assert changed == {"blur", "check-blur", "why"}


def test_what_was_done_to_the_cells_is_seen(mini, class_folder):
    (class_folder / "eve.py").write_text(EVE)
    submit_sample_class(mini.assignment)
    marks = mini.grade(["eve"])["eve"].marks
    assert [incident.kind for incident in marks.incidents] == [
        "check-cell-edited",
        "answer-cell-missing",
    ]
    assert [(v.question, v.points) for v in marks.verdicts[:2]] == [("blur", 2.0), ("sizes", 0.0)]


def test_an_assignment_may_have_no_sample_class(mini):
    assert sample_class(mini.course, "mini") == ()
    assert submit_sample_class(mini.assignment) == ()
    assert not mini.course.submitted.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# %%\nblur = 1", "a code cell without a mark"),
        ('# %% answer="blurr"\nblur = 1', "no answer cell for question 'blurr'"),
        ('# %% answer="blurr" deleted=true\n# gone', "no answer cell for question 'blurr'"),
    ],
)
def test_a_file_that_fits_no_starter_is_told(mini, class_folder, text, told):
    (class_folder / "eve.py").write_text(text)
    with pytest.raises(ValueError, match=told):
        submit_sample_class(mini.assignment)
