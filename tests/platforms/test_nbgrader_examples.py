"""nbgrader's own example course, and the submissions of its own tests, which ship in its wheel.

The marks of honest work are nbgrader's own, to the letter (measured with nbgrader 0.9.6). Where it
leaves a submission without marks, ours has them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbgrader
import pytest

from tests.nbgrader_course import EXAMPLES, USE_ENGINE, gradebook, release
from tests.plain_course import PlainCourse

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("lent_engines")]

FILES = Path(nbgrader.__file__).parent / "tests" / "apps" / "files"

GIVEN, TO_READ, NOTHING = (1.0, False), (None, True), (0.0, False)


def new_course(root: Path) -> PlainCourse:
    root.mkdir()
    header = "get_config().IncludeHeaderFooter.header = 'source/header.ipynb'\n"
    (root / "nbgrader_config.py").write_text(USE_ENGINE + (header if root.name == "guide" else ""))
    return PlainCourse(root)


@pytest.fixture(scope="module")
def guide(built_mini, tmp_path_factory):
    """The example course of the user guide, graded."""
    course = new_course(tmp_path_factory.mktemp("examples") / "guide")
    for name in ("source/ps1", "submitted/bitdiddle", "submitted/hacker"):
        shutil.copytree(EXAMPLES / name, course.root / name)
    shutil.copyfile(EXAMPLES / "source" / "header.ipynb", course.root / "source" / "header.ipynb")
    release(course.root, "ps1")
    marks = grade(course, built_mini, ("bitdiddle", "hacker"), ("problem1", "problem2"))
    return gradebook(course.root, "ps1"), marks


def grade(course, mini, students, names):
    marks = course.record(students, mini, names)
    return {
        student: {incident.kind for incident in item.incidents} - {"tests-in-students-process"}
        for student, item in marks.items()
    }


def test_the_example_course_gets_nbgraders_marks(guide):
    held, incidents = guide
    squares = {
        "squares_invalid_input": GIVEN,
        "sum_of_squares_uses_squares": (0.5, False),
        "sum_of_squares_equation": TO_READ,
        "cell-938593c4a215c6cc": TO_READ,
    }
    assert held["hacker"]["problem1"]["grades"] == squares | {
        "correct_squares": GIVEN,
        "correct_sum_of_squares": (0.5, False),
        "sum_of_squares_application": TO_READ,
    }
    # His squares are off by one; he had commented the test out, and left part D as it was.
    assert held["bitdiddle"]["problem1"]["grades"] == squares | {
        "correct_squares": NOTHING,
        "correct_sum_of_squares": NOTHING,
        "sum_of_squares_application": NOTHING,
    }
    assert held["bitdiddle"]["problem1"]["comments"] == {
        "sum_of_squares_application": "No response."
    }
    for student in ("hacker", "bitdiddle"):
        assert held[student]["problem2"]["grades"] == {"part-a": TO_READ, "part-b": TO_READ}
    assert [held[student]["problem1"]["score"] for student in ("bitdiddle", "hacker")] == [
        (1.5, 10),
        (3, 10),
    ]
    unread = "unreadable-timestamp"  # nbgrader's own example says PST, which may be many times
    assert incidents == {"bitdiddle": {"check-cell-edited", unread}, "hacker": {unread}}


LEFT = {"foo": GIVEN, "bar": NOTHING, "baz": NOTHING, "quux": NOTHING}
CHEATED = {"foo": GIVEN, "bar": NOTHING, "baz": TO_READ, "quux": TO_READ}
OTHER = {"foo": GIVEN, "bar": NOTHING, "baz": NOTHING, "quux": TO_READ}
"""A notebook of another assignment: `foo` asks nothing of it, and `quux` has no answer to read."""
MISSING = {"check-cell-missing", "locked-cell-missing", "answer-cell-missing"}

SUBMITTED: dict[str, tuple[dict[str, tuple[float | None, bool]], set[str]]] = {
    "submitted-changed": (CHEATED | {"bar": GIVEN}, set()),
    "submitted-unchanged": (LEFT, set()),
    "submitted-grade-cell-changed": (LEFT, {"check-cell-edited"}),
    "submitted-locked-cell-changed": (LEFT, {"locked-cell-edited"}),
    "submitted-cheat-attempt": (CHEATED, set()),
    "submitted-cheat-attempt-alternative": (CHEATED, set()),
    # nbgrader gives no marks to these: it ends with an error, or leaves its own part undone
    "open_relative_file": (OTHER, MISSING),
    "test-v0-invalid": (OTHER, MISSING),
    "too-new": (OTHER, MISSING),
    "infinite-loop": (OTHER, MISSING | {"time-limit"}),
}
"""File -> what its cells get, and the incidents."""


@pytest.fixture(scope="module")
def tests_own(built_mini, tmp_path_factory):
    """The submissions of nbgrader's own tests to `submitted-unchanged`, graded."""
    course = new_course(tmp_path_factory.mktemp("examples") / "tests")
    source = course.root / "source" / "ps1" / "p1.ipynb"
    source.parent.mkdir(parents=True)
    shutil.copyfile(FILES / "submitted-unchanged.ipynb", source)
    for name in SUBMITTED:
        folder = course.root / "submitted" / name / "ps1"
        folder.mkdir(parents=True)
        shutil.copyfile(FILES / f"{name}.ipynb", folder / "p1.ipynb")
    release(course.root, "ps1")
    incidents = grade(course, built_mini, tuple(SUBMITTED), ("p1",))
    return gradebook(course.root, "ps1"), incidents


@pytest.mark.parametrize("name", SUBMITTED)
def test_the_submissions_of_nbgraders_tests_get_what_they_should(tests_own, name):
    held, incidents = tests_own
    assert held[name]["p1"]["grades"] == SUBMITTED[name][0]
    assert incidents[name] == SUBMITTED[name][1]


AUTOTESTS = {
    "unchanged": {"simple": NOTHING, "hidden": NOTHING},
    "changed": {"simple": GIVEN},
    "changed-right": {"hidden": GIVEN},
    "changed-wrong": {"hidden": NOTHING},
}


def test_instantiated_tests_are_graded_with_their_hidden_parts(built_mini, tmp_path):
    course = new_course(tmp_path / "autotests")
    (course.root / "source" / "ps1").mkdir(parents=True)
    shutil.copyfile(FILES / "autotests.yml", course.root / "autotests.yml")
    for name in ("hidden", "simple"):
        target = course.root / "source" / "ps1" / f"{name}.ipynb"
        shutil.copyfile(FILES / f"autotest-{name}.ipynb", target)
        for student, of in AUTOTESTS.items():
            if name in of:
                folder = course.root / "submitted" / student / "ps1"
                folder.mkdir(parents=True, exist_ok=True)
                submitted = FILES / f"autotest-{name}-{student}.ipynb"
                shutil.copyfile(submitted, folder / f"{name}.ipynb")
    release(course.root, "ps1")
    grade(course, built_mini, tuple(AUTOTESTS), ("hidden", "simple"))
    held = gradebook(course.root, "ps1")
    for student, of in AUTOTESTS.items():
        for name, mark in of.items():
            assert held[student][name]["grades"] == {f"test_{name}": mark}, (student, name)
