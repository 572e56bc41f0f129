"""What courses wrote into their nbgrader_config.py while `autograder.platforms` was called `channels`."""

from __future__ import annotations

import pytest

from tests.mini_course import MiniCourse
from tests.nbgrader_course import gradebook, nbgrader
from tests.plain_course import SOLUTION, make_plain_course

OF_THE_KIT = """
from autograder.channels.nbgrader import configure

configure(get_config())
"""
FOUR_LINES = """
c = get_config()

from autograder.channels.nbgrader import use_engine
use_engine(c)
"""


@pytest.mark.thorough
def test_a_course_of_the_kit_is_graded_with_one_warning(mini: MiniCourse) -> None:
    (mini.root / "nbgrader_config.py").write_text(OF_THE_KIT)
    mini.submit("ada", mini.answered())
    code, output = nbgrader(mini.root, "autograde", "mini")
    assert code == 0, output
    assert gradebook(mini.root, "mini")["ada"]["mini"]["score"] == (7, 10)
    assert output.count("FutureWarning") == 1
    assert "autograder.platforms.nbgrader" in output


@pytest.mark.thorough
def test_any_course_is_graded_with_one_warning(tmp_path) -> None:
    plain = make_plain_course(tmp_path / "plain")
    plain.submit("ada", plain.answered(SOLUTION), plain.released("two"))
    (plain.root / "nbgrader_config.py").write_text(FOUR_LINES)
    code, output = nbgrader(plain.root, "autograde", "ps1")
    assert code == 0, output
    assert gradebook(plain.root, "ps1")["ada"]["one"]["score"] == (7, 7)
    assert output.count("FutureWarning") == 1
