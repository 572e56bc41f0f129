"""A course from release to feedback, with nbgrader's own commands and real second users."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.grading.rehearsals import lay_over
from tests.mini_course import RIGHT, MiniCourse
from tests.nbgrader_course import PACKAGE, gradebook, nbgrader, notebooks, table_of
from tests.other_user import OtherUser, identity, open_folder, other_user

COURSE = """
c = get_config()
c.CourseDirectory.course_id = "imaging"
c.Exchange.root = {exchange!r}
"""
PENALTY = """
c.AssignLatePenalties.plugin_class = "late.OnePoint"
"""
LATE = """\
from nbgrader.plugins import BasePlugin


class OnePoint(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.0
"""
pytestmark = pytest.mark.thorough

NOT_NORMALISED = "blur = np.ones((3, 3, 1, 1))"
BEN = {
    "sizes": "size_conv = None\nsize_pool = None",
    "printed": "print((1, 4, 7, 2))",
    "why": "I do not know.",
    "pooled": "pooled = np.zeros((8, 10))",
}
COMMENT = "Yes: and the *sum* is what matters."
SECRETS = (
    "the_nine_weights",  # code of a solution
    "(1, 5, 8, 2)",  # shapes that are to be predicted or printed
    "add up to one",  # the guide for whoever marks the text
    "<code>steps</code>",  # the hidden probe
    "BEGIN SOLUTION",
)


@dataclass
class Term:
    """A course with its staff, its exchange and two students."""

    mini: MiniCourse
    exchange: Path
    ada: OtherUser
    ben: OtherUser
    said: dict[str, str] = field(default_factory=dict)
    """What some commands said."""
    seen: dict[str, Any] = field(default_factory=dict)
    """What was there after some of them."""

    def staff(self, *arguments: str, root: Path | None = None) -> str:
        """Runs an nbgrader command as staff; gives what it said."""
        code, said = nbgrader(root or self.mini.root, *arguments)
        assert code == 0, said
        return said

    def grade(self, root: Path) -> str:
        """`autograder grade mini` as staff; gives what it said."""
        command = [sys.executable, "-m", "autograder", "grade", "mini", "--course", root]
        done = subprocess.run(
            command, cwd=root, env={**os.environ, "PYTHONPATH": str(PACKAGE)},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def student(self, who: OtherUser, *arguments: str, fails: bool = False) -> str:
        """Runs an nbgrader command as a student; gives what it said."""
        done = who.run("nbgrader", *arguments)
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, said
        return said

    def work(self, who: OtherUser, **answers: str) -> None:
        """A student writes answers into the notebook."""
        path = who.home / "mini" / "mini.ipynb"
        notebook = lay_over(nbformat.read(path, as_version=4), {**RIGHT, **answers})
        who.write(path, nbformat.writes(notebook))

    def marks(self, root: Path | None = None) -> dict[str, Any]:
        """What the gradebook holds, by student's word."""
        held = gradebook(root or self.mini.root, "mini")
        return {name.partition("-")[0]: of["mini"] for name, of in held.items()}

    def due(self, hours: float) -> None:
        """Sets when the assignment is due, from now, as the formgrader does."""
        when = datetime.now(UTC) + timedelta(hours=hours)
        with Gradebook(f"sqlite:///{self.mini.root}/gradebook.db") as book:
            book.update_or_create_assignment("mini", duedate=when.replace(tzinfo=None))

    def both_ways(self) -> None:
        """Grades with `nbgrader autograde`, and a copy of the course with `autograder grade`."""
        root = self.mini.root
        ours = root.with_name("ours")
        shutil.rmtree(ours, ignore_errors=True)
        shutil.copytree(root, ours)
        self.said["autograde"] = self.staff("autograde", "mini")
        self.said["grade"] = self.grade(ours)
        assert gradebook(root, "mini") == gradebook(ours, "mini")
        assert notebooks(root) == notebooks(ours)


def mark_by_hand(mini: MiniCourse, student: str, points: float, comment: str) -> None:
    """What the formgrader does when staff type points and a comment under an answer."""
    with Gradebook(f"sqlite:///{mini.root}/gradebook.db") as book:
        grade = book.find_grade("why", "mini", "mini", student)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = points, False
        book.find_comment("why", "mini", "mini", student).manual_comment = comment
        book.db.commit()


@pytest.fixture(scope="module")
def term(built_mini: MiniCourse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Term]:
    """A term: released, worked on, graded, marked by hand, given back, handed in again, late."""
    homes = open_folder()
    try:
        with other_user("ada", homes) as ada, other_user("ben", homes) as ben:
            mini = MiniCourse(tmp_path_factory.mktemp("term") / "course")
            shutil.copytree(built_mini.root, mini.root)
            settings = COURSE.format(exchange=str(homes / "exchange"))
            with open(mini.root / "nbgrader_config.py", "a") as file:
                file.write(settings + PENALTY)
            (mini.root / "late.py").write_text(LATE)
            for who in (ada, ben):
                who.write(who.home / ".jupyter" / "nbgrader_config.py", settings)
            term = Term(mini, homes / "exchange", ada, ben)
            first_round(term)
            second_round(term)
            yield term
    finally:
        shutil.rmtree(homes)


def first_round(term: Term) -> None:
    """In time: from the release to the feedback."""
    (term.exchange).mkdir()
    term.exchange.chmod(0o777)
    term.staff("generate_assignment", "mini", "--force")
    term.staff("release_assignment", "mini")
    term.due(hours=1)
    for who in (term.ada, term.ben):
        term.student(who, "fetch_assignment", "mini")
    term.seen["fetched"] = sorted(
        str(path.relative_to(term.ada.home / "mini"))
        for path in (term.ada.home / "mini").rglob("*")
        if path.is_file()
    )
    term.work(term.ada, blur=NOT_NORMALISED)
    term.work(term.ben, **BEN)
    term.said["validate"] = term.student(term.ada, "validate", "mini/mini.ipynb")
    for who in (term.ada, term.ben):
        term.student(who, "submit", "mini")
    term.said["spying"] = spy(term)
    term.said["collect"] = term.staff("collect", "mini")
    term.both_ways()
    term.seen["graded"] = term.marks()
    mark_by_hand(term.mini, term.ada.name, 2.5, COMMENT)
    give_back(term, term.ada, term.ben)
    term.seen["feedback"] = feedback_of(term)


def second_round(term: Term) -> None:
    """Too late for one of them, who corrects a kernel; the other does nothing more."""
    term.due(hours=0)
    term.work(term.ada)
    term.student(term.ada, "submit", "mini")
    term.said["collect again"] = term.staff("collect", "mini", "--update")
    term.both_ways()
    term.seen["late"] = term.marks()
    give_back(term, term.ada)
    term.seen["feedback again"] = feedback_of(term)


def give_back(term: Term, *students: OtherUser) -> None:
    term.staff("generate_feedback", "mini")
    term.staff("release_feedback", "mini")
    for who in students:
        term.student(who, "fetch_feedback", "mini")


def feedback_of(term: Term) -> dict[str, list[str]]:
    """The pages that each student has fetched, oldest first."""
    return {
        word: [p.read_text() for p in sorted((who.home / "mini/feedback").rglob("*.html"))]
        for word, who in (("ada", term.ada), ("ben", term.ben))
    }


def spy(term: Term) -> str:
    """What one student can find of another's submission, and of the course."""
    course = term.exchange / "imaging"
    told = []
    for place in (course / "inbound", term.ada.home, term.mini.root):
        told.append(term.ben.run("ls", str(place)).stderr)
    return "".join(told)


RELEASED = [
    "images/clothes/00-shirt.png",
    "images/tiny.png",
    "mini.ipynb",
    "public.json",
    "public.safetensors",
]


def test_students_fetch_what_was_released_and_nothing_else(term):
    assert term.seen["fetched"] == RELEASED


def test_validate_runs_the_public_part_and_says_so(term):
    said = term.said["validate"]
    assert "VALIDATION FAILED ON 1 CELL(S)!" in said  # and a right answer's check is quiet
    assert 'check("blur")' in said
    assert "This looks at the public part only; grading looks at more." in said
    assert "nine times brighter" in said
    assert "Traceback" not in said


def test_no_student_can_look_at_another_or_at_the_course(term):
    assert term.said["spying"].count("Permission denied") == 3
    assert stat.S_IMODE((term.exchange / "imaging" / "inbound").stat().st_mode) & 0o777 == 0o733
    assert stat.S_IMODE((term.exchange / "imaging" / "feedback").stat().st_mode) & 0o777 == 0o711


def test_submissions_are_collected_from_their_owners(term):
    for who in (term.ada, term.ben):
        assert f"Collecting submission: {who.name} mini" in term.said["collect"]
        inbound = (term.exchange / "imaging" / "inbound").glob(f"{who.name}+mini+*")
        assert {path.stat().st_uid for path in inbound} == {identity(who.name)}
    assert "cheating" not in term.said["collect"]


def test_both_graders_give_the_marks(term):
    ada, ben = term.seen["graded"]["ada"], term.seen["graded"]["ben"]
    assert ada["grades"] == {
        "check-blur": (0, False), "check-sizes": (2, False), "check-printed": (2, False),
        "why": (None, True), "check-pooled": (1, False),
    }  # fmt: skip
    assert (ada["score"], ben["score"]) == ((5, 10), (2, 10))
    assert (ada["penalty"], ben["penalty"]) == (None, None)


def test_feedback_has_a_table_the_pictures_and_the_comment(term):
    (page,) = term.seen["feedback"]["ada"]
    assert table_of(page) == [
        ["Question", "Result", "Points"],
        ["blur", "✗ wrong", "0 / 2"],
        ["sizes", "✓ correct", "2 / 2"],
        ["printed", "✓ correct", "2 / 2"],
        ["why", "✎ marked by a person (comment)", "2.5 / 3"],
        ["pooled", "✓ correct", "1 / 1"],
        ["Together", "7.5 / 10"],
    ]
    assert "nine times brighter" in page
    assert page.count("<img") >= 4
    assert "and the <em>sum</em> is what matters" in page


def test_feedback_says_what_still_waits_for_a_person(term):
    (page,) = term.seen["feedback"]["ben"]
    assert table_of(page) == [
        ["Question", "Result", "Points"],
        ["blur", "✓ correct", "2 / 2"],
        ["sizes", "○ not attempted", "0 / 2"],
        ["printed", "✗ wrong", "0 / 2"],
        ["why", "✎ a person will mark it", "– / 3"],
        ["pooled", "✗ wrong", "0 / 1"],
        ["Together", "2 / 10"],
    ]


def test_feedback_holds_nothing_secret_and_nothing_of_another(term):
    (page,) = term.seen["feedback"]["ben"]
    for secret in (*SECRETS, COMMENT[:10], term.ada.name, "nine times"):
        assert secret not in page, secret
    for pages in term.seen["feedback again"].values():
        for page in pages:
            assert "the_nine_weights" not in page
            assert "<code>steps</code>" not in page


def test_a_late_submission_costs_a_point_and_the_mark_by_hand_is_kept(term):
    ada, ben = term.seen["late"]["ada"], term.seen["late"]["ben"]
    assert ada["grades"]["check-blur"] == (2, False)
    assert ada["grades"]["why"] == (None, True)  # to be looked at again
    assert ada["score"] == (9.5, 10)
    assert (ada["penalty"], ben["penalty"]) == (1, None)
    assert ben == term.seen["graded"]["ben"]
    assert f"No newer submission to collect: {term.ben.name}" in term.said["collect again"]
    first, second = sorted(term.seen["feedback again"]["ada"], key=lambda page: "Handed in" in page)
    assert first == term.seen["feedback"]["ada"][0]
    assert table_of(second)[4:] == [
        ["why", "✎ marked by a person, in an earlier submission (comment)", "2.5 / 3"],
        ["pooled", "✓ correct", "1 / 1"],
        ["Handed in late", "−1"],
        ["Together", "8.5 / 10"],
    ]
