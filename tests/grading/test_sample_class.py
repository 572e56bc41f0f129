"""The sample classes get the marks that were thought out by hand, also in nbgrader's own eyes."""

from __future__ import annotations

import os
from dataclasses import replace

import nbformat
import pytest

from autograder.course.course import Course
from autograder.grading.demo_course import lay_out_course
from autograder.grading.gradebook import open_gradebook
from autograder.grading.opening import prepare_grader
from autograder.grading.sample import declared_marks, submit_sample_class
from autograder.grading.settings import load_settings
from tests.engine_of import engine_of
from tests.speeds import some

pytestmark = pytest.mark.thorough

CELL_SECONDS = 8
"""Less than the course's own: some cells of each class never end."""
ASSIGNMENTS = ("channels", "from_scratch", "kernels", "pooling", "shapes")
CLASSES = some(ASSIGNMENTS, ("from_scratch", "kernels", "pooling"))
"""`make soak` grades all of them; the known answers of all are in CI's `make verify`."""


@pytest.fixture(scope="module")
def course(root, tmp_path_factory):
    """A course folder in which all sample classes have handed in their work."""
    course = lay_out_course(Course.at(root), tmp_path_factory.mktemp("sample") / "course")
    for name in CLASSES:
        submit_sample_class(course.assignment(name))
    return course


@pytest.fixture(scope="module", params=CLASSES)
def graded(request, root, course):
    """One sample class that has been graded: (course, assignment, marks as --json writes them)."""
    limits, jobs = (
        replace(load_settings(course).limits, cell_seconds=CELL_SECONDS),
        os.cpu_count() or 1,
    )
    with open_gradebook(course) as gradebook:
        assignment = course.assignment(request.param)
        grader = prepare_grader(assignment, engine_of(root), limits, jobs, gradebook)
        marks = grader.grade_all(tuple(sorted(declared_marks(course, request.param))))
    return course, request.param, [item.plain() for item in marks]


def test_every_assignment_has_a_sample_class(root):
    course = Course.at(root)
    assert course.names() == ASSIGNMENTS
    for name in ASSIGNMENTS:
        files = (course.images.parent / "class" / name).glob("*.py")
        assert sorted(path.stem for path in files) == sorted(declared_marks(course, name))


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
        for item in marks
    }
    assert declared == given


def test_declared_scores_add_up(graded):
    course, name, _ = graded
    for student, marks in declared_marks(course, name).items():
        points = [points or 0 for points, _ in marks["questions"].values()]
        assert marks["score"] == pytest.approx(sum(points)), student


def test_gradebook_has_the_same_marks(graded):
    from nbgrader.api import Gradebook

    course, name, marks = graded
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for item in marks:
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
    course, name, marks = graded
    for item in marks:
        path = course.autograded / item["student"] / name / f"{name}.ipynb"
        assert item["status"] in ("graded", "unreadable")  # that has a notebook which says so
        nbformat.validate(nbformat.read(path, as_version=4))
