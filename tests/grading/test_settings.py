"""What a course says in its pyproject.toml on how its notebooks are run."""

from __future__ import annotations

import pytest

from autograder.course.course import Course
from autograder.engine.session import Limits
from autograder.grading.preparation import PRELOAD
from autograder.grading.settings import load_settings


def settings(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text)
    return load_settings(Course(tmp_path))


def test_what_is_said_counts_and_the_rest_stays(tmp_path):
    found = settings(tmp_path, '[tool.autograder]\npreload = ["numpy"]\ncell-seconds = 1.5\n')
    assert found.preload == ("numpy",)
    assert (found.limits.cell_seconds, found.limits.total_seconds) == (1.5, 120)


def test_a_course_that_says_nothing_has_this_projects_settings(tmp_path):
    found = settings(tmp_path, "[project]\nname = 'x'\n")
    assert found.preload == PRELOAD
    assert found.limits == Limits(cell_seconds=20, total_seconds=120)


WRONG = {
    'preload = "numpy"': "preload must be a list",
    "preload = [1]": "preload must be a list",
    "cell-seconds = 0": "cell-seconds must be a number above 0",
    "cell-seconds = -1": "cell-seconds must be a number above 0",
    "cell-seconds = true": "cell-seconds must be a number above 0",
    "cell-seconds = nan": "cell-seconds must be a number above 0",
    "cell-seconds = inf": "cell-seconds must be a number above 0",
    'total-seconds = "1"': "total-seconds must be a number above 0",
    "seconds = 1": "seconds is not known",
    "cell-seconds =": "pyproject.toml",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_makes_no_sense_is_told(tmp_path, text):
    with pytest.raises(ValueError, match=WRONG[text]):
        settings(tmp_path, f"[tool.autograder]\n{text}\n")
