"""An assignment of the kit that also holds an ordinary nbgrader test."""

from __future__ import annotations

import shutil

import pytest

from autograder.grading.exam import ExamError
from autograder.grading.gradebook import open_gradebook
from autograder.grading.verify import verify
from autograder.platforms.nbgrader.desk import DESK
from tests.mini_course import MiniCourse
from tests.nbgrader_course import gradebook, notebooks, press_autograde, release

pytestmark = pytest.mark.usefixtures("lent_engines")

MASTER, RUBRIC = "solutions/mini/mini.py", "solutions/mini/rubric.py"
SECRET = "seventeen"
CELLS = f"""\
check("pooled")

# %% answer="squares"
def squares(n):
    found = []
    ### BEGIN SOLUTION
    found = [i * i for i in range(n)]
    ### END SOLUTION
    return found

# %% test="squares"
assert squares(3) == [0, 1, 4]
### BEGIN HIDDEN TESTS
assert squares(5) == [0, 1, 4, 9, 16], "{SECRET}"
### END HIDDEN TESTS
"""
QUESTION = """\
            OrdinaryTest(
                id="squares",
                points=2,
                statement="The first squares.",
                hint="Begin with 0.",
            ),
        ),
    )
"""
RIGHT = "def squares(n):\n    return [i ** 2 for i in range(n)]"
KNOWN = "def squares(n):\n    return [0, 1, 4]"


@pytest.fixture(scope="module")
def kit(built_mini, tmp_path_factory):
    """The mini course with one more question, built anew, and three submissions."""
    kit = MiniCourse(tmp_path_factory.mktemp("kit") / "mini")
    shutil.copytree(built_mini.root, kit.root)
    imported = "from autograder.questions.output import"
    test = f"from autograder.questions.ordinary_test.question import OrdinaryTest\n{imported}"
    kit.rewrite(RUBRIC, (imported, test), ("        ),\n    )\n", QUESTION))
    kit.rewrite(MASTER, ('check("pooled")\n', CELLS))
    kit.build()
    kit.submit("ada", kit.answered(squares=RIGHT))
    kit.submit("ben", kit.answered(squares=KNOWN))
    kit.submit("cleo", kit.answered())
    return kit


def test_the_release_shows_the_public_part_of_the_test(kit):
    (test,) = [cell for cell in kit.starter().cells if cell.id == "check-squares"]
    assert test.source == "assert squares(3) == [0, 1, 4]"
    assert test.metadata.nbgrader.points == 2
    assert test.metadata.editable is False
    released = b"".join(path.read_bytes() for path in kit.assignment.released.glob("*.*"))
    assert SECRET.encode() not in released


def test_it_is_graded_with_its_hidden_part(kit):
    marks = {item.student: item for item in kit.record(("ada", "ben", "cleo"))}
    verdicts = {student: item.verdict("squares") for student, item in marks.items()}
    assert {student: (v.outcome, v.points) for student, v in verdicts.items()} == {
        "ada": ("correct", 2),
        "ben": ("wrong", 0),
        "cleo": ("not attempted", 0),
    }
    assert verdicts["ben"].message == (
        "The test ended with `AssertionError`. It tests more than is shown here."
    )
    assert [item.score for item in marks.values()] == [9, 7, 7]
    for item in marks.values():
        (note,) = item.incidents
        assert note.kind == "tests-in-students-process"
        assert "(check-squares)" in note.message
    assert SECRET.encode() not in b"".join(notebooks(kit.root).values())


@pytest.mark.thorough
def test_nbgrader_releases_and_grades_the_same(kit):
    kit.record(("ada", "ben", "cleo"))
    before, first = gradebook(kit.root, "mini"), notebooks(kit.root)
    released = kit.assignment.starter.read_bytes()
    shutil.rmtree(kit.assignment.released)
    release(kit.root, "mini")
    assert kit.assignment.starter.read_bytes() == released
    try:
        for student in ("ada", "ben", "cleo"):
            answer = press_autograde(kit.root, "mini", student)
            assert answer["success"], answer
    finally:
        DESK.close()
    assert gradebook(kit.root, "mini") == before
    assert notebooks(kit.root) == first
    with open_gradebook(kit.course) as book:
        assert SECRET in book.entered_cells("mini", "mini").sources["check-squares"]


def test_verify_runs_it(kit):
    assert verify(kit.assignment, kit.engine, 2, kit.limits).complaints == ()


def test_a_master_that_fails_its_own_test_is_told(kit, tmp_path):
    shutil.copytree(kit.root, tmp_path / "mini")
    other = MiniCourse(tmp_path / "mini")
    other.rewrite(MASTER, ("[0, 1, 4, 9, 16]", "[0, 1, 4, 9, 17]"))
    with pytest.raises(ExamError, match="squares: the master itself gets 0 of 2 points"):
        other.exam()
    other.rewrite(MASTER, ('# %% test="squares"', '# %% check="squares"'))
    with pytest.raises(ExamError, match="a check cell is the one line"):
        other.exam()
    other.rewrite(RUBRIC, ("OrdinaryTest(", "WrittenQuestion(guide='', "))
    other.rewrite(MASTER, ('# %% check="squares"', '# %% test="squares"'))
    with pytest.raises(ExamError, match="'squares' is an ordinary test only in the master or"):
        other.exam()
