"""The sample class gets the marks that were thought out by hand, also in nbgrader's own eyes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.course.course import Course
from autograder.grading.sample import declared_marks, lay_out_course, submit_sample_class

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module", params=["kernels", "shapes"])
def graded(request, root, tmp_path_factory):
    """A course folder in which one sample class has been graded: (course, assignment, marks)."""
    name = request.param
    course = lay_out_course(Course.at(root), tmp_path_factory.mktemp(name) / "course")
    assignment = course.assignment(name)
    submit_sample_class(assignment)
    marks = Path(course.root / "marks.json")
    result = CliRunner().invoke(
        cli, ["grade", name, "--course", str(course.root), "--json", str(marks)]
    )
    assert result.exit_code == 0, result.output
    return course, name, json.loads(marks.read_text())


def test_declared_marks(graded):
    course, name, marks = graded
    declared = declared_marks(course, name)
    given = {
        item["student"]: {
            "status": item["status"],
            "score": pytest.approx(item["score"]),
            "questions": {
                q["id"]: [None if q["points"] is None else pytest.approx(q["points"]), q["mistake"]]
                for q in item["questions"]
            },
            "incidents": [incident["kind"] for incident in item["incidents"]],
        }
        for item in marks["submissions"]
    }
    assert declared == given


def test_gradebook_has_the_same_marks(graded):
    from nbgrader.api import Gradebook

    course, name, marks = graded
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for item in marks["submissions"]:
            submission = gradebook.find_submission(name, item["student"])
            assert submission.score == pytest.approx(item["score"])
            for question in item["questions"]:
                cell = question["id"] if question.get("needs_manual") else f"check-{question['id']}"
                grade = gradebook.find_grade(cell, name, name, item["student"])
                assert grade.auto_score == (
                    None if question["points"] is None else pytest.approx(question["points"])
                )
                assert bool(grade.needs_manual_grade) == question.get("needs_manual", False)


def test_autograded_notebooks_are_valid(graded):
    import nbformat

    course, name, marks = graded
    for item in marks["submissions"]:
        path = course.autograded / item["student"] / name / f"{name}.ipynb"
        assert path.is_file() == (item["status"] == "graded")
        if path.is_file():
            nbformat.validate(nbformat.read(path, as_version=4))
