"""Where the files of a course lie."""

from __future__ import annotations

from pathlib import Path

from autograder.course.course import CHECKOUT, Course


def test_a_folder_with_submissions_alone_takes_the_checkouts_assignments(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").touch()
    course = Course.at(tmp_path)
    assert course.assignments == CHECKOUT / "assignments"
    assert course.solutions == CHECKOUT / "solutions"
    assert course.submitted == tmp_path / "submitted"


def test_a_course_with_solutions_has_starters_of_its_own(tmp_path: Path) -> None:
    """Also before the first is built: nothing may be written into the checkout."""
    (tmp_path / "solutions").mkdir()
    course = Course.at(tmp_path)
    assert course.assignments == tmp_path / "assignments"
    assert course.names() == ()
