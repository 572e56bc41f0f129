"""The page that `nbgrader generate_feedback` makes: its table of marks, and what is not on it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.grading.graded_notebook import verdict_outputs
from autograder.platforms.nbgrader.configuration import use_engine
from autograder.platforms.nbgrader.feedback import marks_rows
from autograder.questions.verdict import Verdict
from tests.mini_course import MiniCourse
from tests.nbgrader_course import feedback, table_of

ANSWERS = {
    "blur": "blur = np.ones((3, 3, 1, 1))",
    "sizes": "size_conv = (1, 4, 7, 2)\nsize_pool = (1, 3, 5, 1)",
    "printed": "1 / 0",
    "why": "YOUR ANSWER HERE",
    "pooled": "pooled = None",
}


@pytest.fixture(scope="module")
def page(built_mini, built_exam, tmp_path_factory):
    """The page of somebody who did every kind of thing wrong, and of a hostile neighbour."""
    mini = MiniCourse(tmp_path_factory.mktemp("feedback") / "course")
    shutil.copytree(built_mini.root, mini.root)
    mini.submit("ada", mini.answered(**ANSWERS))
    mini.submit("neighbour", mini.answered(why="The neighbour's own words."))
    mini.record(["ada", "neighbour"], exam=replace(built_exam, assignment=mini.assignment))
    with Gradebook(f"sqlite:///{mini.root}/gradebook.db") as book:
        grade = book.find_grade("check-sizes", "mini", "mini", "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.find_comment("sizes", "mini", "mini", "ada").manual_comment = "Nearly."
        book.db.commit()
    feedback(mini.root, "mini")
    return (mini.root / "feedback" / "ada" / "mini" / "mini.html").read_text()


def test_the_table_says_what_the_verdicts_say(page):
    assert table_of(page) == [
        ["Question", "Result", "Points"],
        ["blur", "✗ wrong", "0 / 2"],
        ["sizes", "✎ marked by a person (comment)", "1.5 / 2"],
        ["printed", "! error", "0 / 2"],
        ["why", "✎ a person will mark it (comment)", "– / 3"],
        ["pooled", "○ not attempted", "0 / 1"],
        ["Together", "1.5 / 10"],
    ]


def test_its_lines_lead_to_the_cells(page):
    for anchor in ("check-blur", "check-sizes", "check-printed", "why", "check-pooled"):
        assert f'href="#{anchor}"' in page
        assert f'<a name="{anchor}">' in page
    for anchor in ("comment-sizes", "comment-why"):
        assert f'href="#{anchor}"' in page
        assert f'<a name="{anchor}">' in page


def test_the_verdicts_are_at_their_questions_with_pictures(page):
    place = page.index('<a name="check-blur">')
    card = page[place : page.index('<a name="comment-sizes">')]
    assert "nine times brighter" in card
    assert card.count("<img") == 4
    assert "orange: 0.889 too much" in card


def test_its_headings_grow_with_their_lines_and_it_fits_a_phone(page):
    """nbgrader's are one line high, so that a score in the second covers code."""
    assert "height: auto; display: flex; flex-wrap: wrap" in page
    assert 'name="viewport"' in page


@pytest.mark.parametrize(
    "secret",
    [
        "the_nine_weights",  # code of a solution
        "(1, 5, 8, 2)",  # a shape that is to be predicted
        "(1, 2, 4, 2)",  # one that is to be printed
        "add up to one",  # the guide for whoever marks the text
        "steps</code>",  # the hidden probe
        "A kernel that gives the mean",  # the rubric's statement
        "neighbour",
    ],
)
def test_nothing_secret_is_on_it(page, secret):
    assert secret not in page


def graded(**grade):
    """A grade of the gradebook, of a question of 2 points."""
    wanted = {"auto_score": None, "manual_score": None, "needs_manual_grade": False, **grade}
    score = wanted["auto_score"] if wanted["manual_score"] is None else wanted["manual_score"]
    return SimpleNamespace(max_score=2.0, score=score or 0.0, **wanted)


def cell_of(outputs=(), **mark):
    make = new_code_cell if mark.pop("code", True) else new_markdown_cell
    mark = {"grade": True, "solution": False, "grade_id": "check-blur", **mark}
    cell = make("x", metadata={"nbgrader": mark})
    if cell.cell_type == "code":
        cell.outputs = list(outputs)
    return cell


def row(cell, **grade):
    name = cell.metadata.nbgrader.grade_id
    (found,) = marks_rows(new_notebook(cells=[cell]), {name: graded(**grade)}, frozenset())
    return found.question, found.result, found.points


JUDGED = verdict_outputs(Verdict("blur", "not attempted", 0.0, 2.0, "Not attempted yet."))
FORGED = [
    new_output("display_data", {"text/plain": "x"}, metadata={"autograder": {"outcome": "A"}})
]


@pytest.mark.parametrize(
    "cell, grade, expected",
    [
        (cell_of(JUDGED), {"auto_score": 0.0}, ("blur", "not attempted", 0)),
        (cell_of(FORGED), {"auto_score": 0.0}, ("blur", "wrong", 0)),
        (cell_of(), {"auto_score": 2.0}, ("blur", "correct", 2)),
        (cell_of(), {"auto_score": 0.5}, ("blur", "partial", 0.5)),
        (
            cell_of(code=False, solution=True, grade_id="why"),
            {"needs_manual_grade": True},
            ("why", "a person will mark it", None),
        ),
        (
            cell_of(code=False, grade=False, task=True, grade_id="draw"),
            {"manual_score": 1.0},
            ("draw", "marked by a person", 1),
        ),
        (
            cell_of(JUDGED),
            {"auto_score": 0.0, "manual_score": 1.0, "needs_manual_grade": True},
            ("blur", "marked by a person, in an earlier submission", 1),
        ),
    ],
)
def test_a_line_says_who_marked_and_how(cell, grade, expected):
    assert row(cell, **grade) == expected


def test_cells_without_points_have_no_line():
    plain = new_code_cell("x")
    answer = cell_of(grade=False, solution=True)
    assert list(marks_rows(new_notebook(cells=[plain, answer]), {}, frozenset())) == []


@pytest.mark.parametrize(
    "theirs",
    [
        {"GenerateFeedback": {"preprocessors": ["nbgrader.preprocessors.GetGrades"]}},
        {"HTMLExporter": {"template_name": "ours"}},
        {"GenerateFeedback": {"exporter_class": "nbconvert.exporters.HTMLExporter"}},
    ],
)
def test_a_course_with_feedback_of_its_own_keeps_it(theirs):
    config = Config(theirs)
    before = Config(theirs)
    use_engine(config)
    assert config.GenerateFeedback == before.GenerateFeedback


def test_with_a_template_of_the_courses_own_no_text_acts_either():
    config = Config({"HTMLExporter": {"template_name": "basic"}})
    use_engine(config)
    cells = [new_markdown_cell("a<b <img src=x onerror=alert(1)> $x$")]
    cells.append(
        new_code_cell(
            "", outputs=[new_output("display_data", {"text/markdown": "<script>x</script>"})]
        )
    )
    page, _ = HTMLExporter(config=config).from_notebook_node(new_notebook(cells=cells))
    assert "onerror" not in page
    assert "<script>x" not in page
    assert "<math" in page
