"""Ordinary nbgrader cells, graded in the sandbox: its rule, with its holes closed."""

from __future__ import annotations

import copy
import json
import shutil

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.grading.exam import ExamError
from autograder.grading.gradebook import open_gradebook
from autograder.grading.plain_course import plain_exams
from autograder.platforms.nbgrader.desk import DESK
from tests.nbgrader_course import feedback, gradebook, notebooks, press_autograde
from tests.plain_course import POINTS, SECRET, PlainCourse, cell_of, make_plain_course

pytestmark = pytest.mark.usefixtures("lent_engines")

RIGHT = "def f(n):\n    return n * n"
WRONG = "def f(n):\n    return n + n"
FULL = {"public": 1, "hiding": 2, "share": 4}
DOUBLED = {"public": 1, "hiding": 0, "share": pytest.approx(24 / 9)}
"""What n + n gets: it is right at 2."""
NONE = dict.fromkeys(FULL, 0)
TRANSFORM = """
class Nothing(__import__("ast").NodeTransformer):
    def visit_Assert(self, node):
        return None
    def visit_Expr(self, node):
        return None
shell = get_ipython()
"""
FORGED = """
class Everything:
    def __eq__(self, other): return True
    def __rmul__(self, other): return 36
def f(n): return Everything()
"""

ANSWERS = {
    "right": (RIGHT, FULL, set()),
    "wrong": (WRONG, DOUBLED, set()),
    "warned": (
        f"import sys\n{RIGHT.replace('return', 'print(n, file=sys.stderr); return')}",
        FULL,
        set(),
    ),
    "numpy": ("import numpy\ndef f(n):\n    return numpy.float64(n * n)", FULL, set()),
    "not a number": ("def f(n):\n    return float('nan')", NONE, {"impossible-mark"}),
    "negative": ("def f(n):\n    return -9", NONE, {"impossible-mark"}),
    "above": ("def f(n):\n    return 10 ** 6", NONE, {"impossible-mark"}),
    "text for a number": ("def f(n):\n    return 'x'", NONE, set()),
    "input transformer": (
        f"{WRONG}\nget_ipython().input_transformers_cleanup.append(lambda lines: ['1\\n'])",
        DOUBLED,
        set(),
    ),
    "late input transformer": (
        f"{WRONG}\nget_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",
        DOUBLED,
        set(),
    ),
    "syntax transformer": (
        f"{TRANSFORM}shell.ast_transformers.append(Nothing())\n{WRONG}",
        DOUBLED,
        set(),
    ),
    "nothing shown": (f"{WRONG}\nget_ipython().ast_node_interactivity = 'none'", DOUBLED, set()),
    "exit": ("import sys\ndef f(n):\n    sys.exit()", NONE, set()),
    "dies": (
        "import os\ndef f(n):\n    return os._exit(0) if n == 7 else n * n",
        FULL | {"hiding": 0},
        {"crashed"},
    ),
    "endless": (
        "def f(n):\n    while n == 7: pass\n    return n * n",
        FULL | {"hiding": 0},
        {"time-limit"},
    ),
    "no traceback": (
        f"{WRONG}\nget_ipython().showtraceback = lambda *a, **k: None",
        DOUBLED,
        set(),
    ),
    "forged": (FORGED, FULL, set()),
}
"""Student -> what stands in the answer's cell, the points, and the incidents beside the one that
says that such tests can be forged."""


def skipped(notebook):
    for name in POINTS:
        cell_of(notebook, name).metadata["tags"] = ["skip-execution"]


def deleted(notebook):
    for name in POINTS:
        notebook.cells.remove(cell_of(notebook, name))


def edited(notebook):
    cell_of(notebook, "share").source = "4"


def renamed(notebook):
    cell_of(notebook, "hiding").metadata.nbgrader.grade_id = "hidden"


def duplicated(notebook):
    notebook.cells.append(copy.deepcopy(cell_of(notebook, "public")))
    notebook.cells[-1].source = "assert True"
    notebook.cells[-1]["id"] = "a-copy"


def retyped(notebook):
    cell_of(notebook, "public").cell_type = "raw"


BROKEN = {
    "skipped": (skipped, set()),
    "deleted": (deleted, {"check-cell-missing"}),
    "edited": (edited, {"check-cell-edited"}),
    "renamed": (renamed, {"check-cell-renamed"}),
    "duplicated": (duplicated, {"cell-duplicated", "check-cell-edited"}),
    "retyped": (retyped, {"check-cell-edited"}),
}
"""Student -> what is done to a notebook that answers n + n, and the incidents."""


@pytest.fixture(scope="module")
def plain(built_mini, tmp_path_factory) -> PlainCourse:
    """The course with its class, all graded."""
    plain = make_plain_course(tmp_path_factory.mktemp("plain"))
    for student, (answer, *_) in ANSWERS.items():
        plain.submit(student, plain.answered(answer), plain.released("two"))
    for student, (breaks, _) in BROKEN.items():
        notebook = plain.answered(WRONG)
        breaks(notebook)
        plain.submit(student, notebook, plain.released("two"))
    two = plain.released("two")
    cell_of(two, "why").source = "Since the sides are alike."
    plain.submit("writer", plain.released("one"), two)
    plain.submit("half", plain.answered(RIGHT))
    plain.submit("damaged", plain.answered(RIGHT))
    (plain.root / "submitted" / "damaged" / "ps1" / "two.ipynb").write_text("{")
    return plain


@pytest.fixture(scope="module")
def marks(plain, built_mini):
    students = (*ANSWERS, *BROKEN, "writer", "half", "damaged", "nobody")
    return plain.record(students, built_mini)


def points(marks):
    return {name: marks.verdict(f"one/{name}").points for name in POINTS}


@pytest.mark.thorough
@pytest.mark.parametrize("student", ANSWERS)
def test_a_test_is_scored_by_how_it_ended(marks, student):
    _, expected, incidents = ANSWERS[student]
    assert points(marks[student]) == expected
    told = [incident.kind for incident in marks[student].incidents]
    assert set(told) == incidents | {"tests-in-students-process"}
    assert told.count("tests-in-students-process") == 1


@pytest.mark.thorough
@pytest.mark.parametrize("student", BROKEN)
def test_a_broken_notebook_gets_what_its_answer_is_worth(marks, student):
    assert points(marks[student]) == DOUBLED
    told = {incident.kind for incident in marks[student].incidents}
    assert told == BROKEN[student][1] | {"tests-in-students-process"}


@pytest.mark.thorough
def test_nobody_is_sure_of_a_test_in_the_students_process_and_staff_are_told(marks):
    note = marks["forged"].incidents[0]
    assert note.kind == "tests-in-students-process"
    assert note.message == (
        "These marks come from ordinary test cells (public, hiding, share), which run in the "
        "student's own process: its code can forge them, and read what they hide."
    )
    assert note.student == ""


@pytest.mark.thorough
def test_what_a_person_marks_waits_only_where_something_was_written(plain, marks):
    held = gradebook(plain.root, "ps1")
    assert held["right"]["two"]["grades"] == {"why": (0, False), "task": (None, True)}
    assert held["right"]["two"]["comments"] == {"why": "No response."}
    assert held["writer"]["two"]["grades"] == {"why": (None, True), "task": (None, True)}
    assert held["writer"]["one"]["comments"] == {"f": "No response."}
    outcomes = [v.outcome for v in marks["writer"].verdicts if v.question.startswith("one")]
    assert outcomes == ["not attempted"] * 3
    assert held["right"]["one"]["score"] == (7, 7)


@pytest.mark.thorough
def test_a_notebook_that_is_missing_or_damaged_costs_its_own_points_only(plain, marks):
    held = gradebook(plain.root, "ps1")
    assert "nobody" not in held
    assert held["half"]["two"]["grades"] == {"why": (0, False), "task": (0, False)}
    for student, status in (("half", "missing"), ("damaged", "unreadable")):
        assert held[student]["one"]["score"] == (7, 7)
        assert marks[student].status == "graded"
        kinds = {incident.kind: incident.where for incident in marks[student].incidents}
        assert kinds[status].startswith("two: ")
    assert {path for path in notebooks(plain.root) if path.startswith(("half", "damaged"))} == {
        "half/ps1/one.ipynb", "damaged/ps1/one.ipynb", "damaged/ps1/two.ipynb",
    }  # fmt: skip


@pytest.mark.thorough
def test_hidden_tests_are_in_no_graded_notebook_and_in_no_feedback(plain, marks):
    texts = b"".join(notebooks(plain.root).values())
    assert b"hiding" in texts
    assert SECRET.encode() not in texts
    assert b"f(7)" not in texts
    path = plain.root / "autograded" / "wrong" / "ps1" / "one.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    hiding = cell_of(notebook, "hiding")
    assert hiding.source == "assert f(1) == 1"
    (verdict,) = hiding.outputs
    assert "It tests more than is shown here." in verdict.data["text/plain"]
    _, error = cell_of(plain_read(plain, "exit"), "public").outputs
    assert error.ename == "SystemExit"  # a test that hides nothing shows all that it put out
    feedback(plain.root, "ps1")
    pages = [page.read_text() for page in (plain.root / "feedback").rglob("*.html")]
    assert len(pages) == 2 * len(marks) - 3
    assert not [page for page in pages if SECRET in page or "f(7)" in page]


def plain_read(plain, student):
    path = plain.root / "autograded" / student / "ps1" / "one.ipynb"
    return nbformat.read(path, as_version=4)


@pytest.mark.thorough
def test_the_formgraders_button_gives_the_same(plain, marks, tmp_path):
    shutil.copytree(plain.root, tmp_path / "again")
    root = tmp_path / "again"
    shutil.rmtree(root / "autograded")
    before = gradebook(root, "ps1")
    try:
        for student in ("not a number", "renamed", "half", "damaged"):
            answer = press_autograde(root, "ps1", student)
            assert answer["success"], answer
    finally:
        DESK.close()
    assert "damaged, two: unreadable at two.ipynb" in answer["log"]
    assert gradebook(root, "ps1") == before
    again, first = notebooks(root), notebooks(plain.root)
    assert again == {path: first[path] for path in again}
    assert len(again) == 7


@pytest.mark.thorough
def test_autograder_grade_knows_the_assignment(plain, tmp_path):
    out, root = tmp_path / "marks.json", tmp_path / "course"
    shutil.copytree(plain.root, root, ignore=shutil.ignore_patterns("autograded", "submitted"))
    for student in ("right", "half"):
        shutil.copytree(plain.root / "submitted" / student, root / "submitted" / student)
    arguments = ["grade", "ps1", "--course", str(root), "--json", str(out)]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    found = {item["student"]: item for item in json.loads(out.read_text())["submissions"]}
    assert found["right"]["score"] == 7
    ids = [question["id"] for question in found["right"]["questions"]]
    assert ids == ["one/public", "one/hiding", "one/share", "two/why", "two/task"]
    page = (root / "reports" / "ps1.html").read_text()
    assert "tests-in-students-process" in page
    assert "its code can forge them" in page
    unknown = CliRunner().invoke(cli, ["grade", "ps2", "--course", str(root)])
    assert unknown.exit_code == 2
    assert "there is no assignment 'ps2'" in unknown.output


@pytest.mark.thorough
def test_a_release_that_the_gradebook_does_not_know_is_told(plain, built_mini, tmp_path):
    shutil.copytree(plain.root, tmp_path / "other")
    other = PlainCourse(tmp_path / "other")
    (other.root / "gradebook.db").unlink()
    arguments = ["grade", "ps1", "--course", str(other.root), "right"]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    assert "Release it again: nbgrader generate_assignment ps1 --force" in done.output


READS = "def f(n):\n    return n * int(open('table.csv').read().split(',')[0])"


@pytest.mark.thorough
def test_the_files_that_students_may_replace_are_theirs(plain, built_mini, tmp_path):
    shutil.copytree(plain.root, tmp_path / "other", ignore=shutil.ignore_patterns("submitted"))
    other = PlainCourse(tmp_path / "other")
    other.submit("own", other.answered(READS))
    (other.root / "submitted" / "own" / "ps1" / "table.csv").write_text("2,2\n")
    (marks,) = other.record(("own",), built_mini).values()
    assert points(marks)["public"] == 0  # the released table has a 1 there
    with open(other.root / "nbgrader_config.py", "a") as file:
        file.write("get_config().Autograde.exclude_overwriting = {'ps1': ['table.csv']}\n")
    (marks,) = other.record(("own",), built_mini).values()
    assert points(marks)["public"] == 1
    kept = other.root / "autograded" / "own" / "ps1" / "table.csv"
    assert kept.read_text() == "2,2\n"


REFUSED = {
    "CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'": (
        "CourseDirectory.directory_structure is"
    ),
    "CourseDirectory.release_directory = 'elsewhere'": "there is no assignment 'ps1'",
}


@pytest.mark.thorough
@pytest.mark.parametrize("setting", REFUSED)
def test_what_cannot_be_graded_is_told(plain, tmp_path, setting):
    shutil.copytree(plain.root, tmp_path / "other", ignore=shutil.ignore_patterns("autograded"))
    with open(tmp_path / "other" / "nbgrader_config.py", "a") as file:
        file.write(f"get_config().{setting}\n")
    done = CliRunner().invoke(cli, ["grade", "ps1", "--course", str(tmp_path / "other")])
    assert done.exit_code == 2
    assert REFUSED[setting] in done.output


@pytest.mark.thorough
def test_a_notebook_for_another_language_is_told(plain, tmp_path):
    shutil.copytree(plain.root, tmp_path / "other", ignore=shutil.ignore_patterns("autograded"))
    other = PlainCourse(tmp_path / "other")
    notebook = other.released("two")
    notebook.metadata.kernelspec = {"name": "ir", "display_name": "R", "language": "R"}
    nbformat.write(notebook, other.assignment.released / "two.ipynb")
    with (
        open_gradebook(other.assignment.course) as book,
        pytest.raises(ExamError, match="a notebook for R; only Python's"),
    ):
        plain_exams(other.assignment, book)


@pytest.mark.thorough
def test_grading_leaves_what_nbgrader_entered(plain, marks):
    with open_gradebook(plain.assignment.course) as book:
        entered = book.entered_cells("ps1", "one")
    assert SECRET in entered.sources["hiding"]
    assert entered.points == POINTS
