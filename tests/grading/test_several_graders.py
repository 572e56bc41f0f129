"""Several graders write to one gradebook at once, in SQLite and in PostgreSQL, and nothing is lost."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, Student
from sqlalchemy import create_engine, event, inspect, text

from autograder.cli import cli
from autograder.grading.database import open_database
from autograder.grading.gradebook import GradebookError, open_gradebook
from autograder.grading.patience import Patience
from autograder.grading.transaction import begin
from tests.mini_course import POINTS, MiniCourse, marks_of
from tests.nbgrader_course import gradebook, nbgrader, notebooks, press_autograde
from tests.several_graders import HERE, last_kept, start_grade, start_grader
from tests.speeds import SOAK

pytestmark = pytest.mark.usefixtures("lent_engines")

GRADERS = 4
KILLED = 10 if SOAK else 5
"""Graders that are killed, one after the other: the first while the gradebook is made."""
LATE = "2026-03-02 10:30:00 UTC"
PENALTIES = """
import plugin
c = get_config()
c.AssignLatePenalties.plugin_class = plugin.HalfOff
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin
class HalfOff(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
"""


@dataclass(frozen=True)
class Shared:
    """A mini course whose gradebook is in one of the databases."""

    mini: MiniCourse
    url: str

    def held(self):
        return gradebook(self.mini.root, "mini", self.url)

    def check(self):
        """The database is sound, and has nbgrader's version, which is written last, once."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            if inspect(connection).get_table_names():  # all of them, or none
                versions = connection.execute(text("SELECT * FROM alembic_version")).all()
                assert len(versions) == 1
        engine.dispose()
        if self.url.startswith("sqlite"):
            database = sqlite3.connect(self.mini.root / "gradebook.db")
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            database.close()


def in_postgresql(mini, url):
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(f"get_config().CourseDirectory.db_url = {url!r}\n")
    return Shared(mini, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)])
def shared(request, mini):
    """In either database, with nothing in it."""
    (mini.root / "gradebook.db").unlink()
    if request.param == "sqlite":
        return Shared(mini, f"sqlite:///{mini.root}/gradebook.db")
    return in_postgresql(mini, request.getfixturevalue("postgresql"))


@pytest.mark.thorough
def test_a_name_that_is_too_long_for_postgresql_costs_its_student_only(mini, exam, postgresql):
    in_postgresql(mini, postgresql)
    names = ("ada", "x" * 150, "zoe")
    for name in names:
        mini.submit(name, "{")
    ada, long, zoe = mini.record(names, exam=exam)
    assert [len(marks.verdicts) for marks in (ada, long, zoe)] == [5, 0, 5]
    assert "an id has at most 128 characters there" in long.incidents[0].message
    with Gradebook(postgresql) as book:
        assert {s.student.id for s in book.assignment_submissions("mini")} == {"ada", "zoe"}
    assert {path.name for path in mini.course.autograded.iterdir()} == {"ada", "zoe"}


@pytest.mark.thorough
def test_the_same_marks_in_postgresql(mini, exam, postgresql, monkeypatch):
    wrong = "size_conv = None\nsize_pool = (1, 3, 5, 1)"
    mini.submit("ada", mini.answered())
    mini.submit("Doe, Zoé", mini.answered(sizes=wrong), **{"timestamp.txt": LATE})
    mini.submit("eve", "{")
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(PENALTIES)
    (mini.root / "plugin.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(mini.root)
    other = MiniCourse(mini.root.with_name("other"))
    shutil.copytree(mini.root, other.root)
    shared = in_postgresql(other, postgresql)
    for course, url in ((mini, ""), (other, postgresql)):
        with open_gradebook(course.course) as book:
            book.enter(exam)
        with Gradebook(url or f"sqlite:///{course.root}/gradebook.db") as book:
            book.update_or_create_assignment("mini", duedate="2026-03-01 10:30:00 UTC")
    expected = {item.student: item.score for item in mini.record(("ada", "Doe, Zoé", "eve"))}
    assert expected == {"ada": 7, "Doe, Zoé": 6, "eve": 0}
    # In PostgreSQL by nbgrader's command, by the formgrader's button, and by our command
    code, told = nbgrader(other.root, "autograde", "mini", "--student", "ada")
    assert code == 0, told
    pressed = press_autograde(other.root, "mini", "Doe, Zoé")
    assert pressed["success"], pressed
    monkeypatch.setattr(sys, "stdout", sys.stderr)
    cli(["grade", "mini", "eve", "--course", str(other.root)], standalone_mode=False)
    assert shared.held() == gradebook(mini.root, "mini")
    assert shared.held()["Doe, Zoé"]["mini"]["penalty"] == 3
    assert notebooks(other.root) == notebooks(mini.root)
    code, told = nbgrader(other.root, "export", "--to", "marks.csv")
    assert code == 0, told
    with open(other.root / "marks.csv", newline="", encoding="utf-8") as file:
        assert sum(float(row["score"]) for row in csv.DictReader(file)) == 7 + 3
    shared.check()


@pytest.mark.thorough
def test_four_graders_grade_at_once(shared, tmp_path):
    """Each has students of its own, and all have some in common; there is no gradebook yet."""
    mini, common = shared.mini, ("x", "y")
    own = [tuple(f"s{number}{letter}" for letter in "ab") for number in range(GRADERS)]
    for student in (*common, *(student for students in own for student in students)):
        blur = "blur = np.zeros((3, 3, 1, 1))" if student.endswith("b") else None
        mini.submit(student, mini.answered(**({"blur": blur} if blur else {})))
    told = [tmp_path / f"told{number}" for number in range(GRADERS)]
    graders = [
        start_grade(mini.root, (*students, *common), file)
        for students, file in zip(own, told, strict=True)
    ]
    for grader, file in zip(graders, told, strict=True):
        grader.join(120)
        assert grader.exitcode == 0, file.read_text()
        assert "Traceback" not in file.read_text()
    held = shared.held()
    assert {student: book["mini"]["score"] for student, book in held.items()} == {
        student: (5.0 if student.endswith("b") else 7.0, 10.0)
        for student in (*common, *(student for students in own for student in students))
    }
    assert {len(book["mini"]["grades"]) for book in held.values()} == {5}
    found = {path.relative_to(mini.root / "autograded").parts for path in graded(mini)}
    assert found == {(student, "mini", "mini.ipynb") for student in held}
    shared.check()


def graded(mini):
    return (mini.root / "autograded").rglob("*.ipynb")


@pytest.mark.thorough
def test_the_tables_are_those_that_nbgrader_makes(mini, postgresql):
    def tables(url):
        engine = create_engine(url)
        with engine.connect() as connection:
            return set(inspect(connection).get_table_names()), [
                connection.execute(text(f"SELECT * FROM {table}")).all()
                for table in ("alembic_version", "course")
            ]

    with Gradebook(f"sqlite:///{mini.root}/nbgraders.db"):
        expected = tables(f"sqlite:///{mini.root}/nbgraders.db")
    (mini.root / "gradebook.db").unlink()
    for url in (f"sqlite:///{mini.root}/gradebook.db", postgresql):
        open_database(url, "default_course").close()
        assert tables(url) == expected


def scores(shared):
    """By student: the one version that all the marks are of."""
    found = {}
    for student, book in shared.held().items():
        marks = book["mini"]["grades"]
        versions = {
            round(marks[f"check-{question}"][0] / most * 1000) for question, most in POINTS.items()
        }
        assert len(versions) == 1, (student, marks)
        found[student] = versions.pop()
    return found


@pytest.mark.thorough
def test_four_graders_write_the_same_students(shared, exam, tmp_path):
    students, start = [f"s{number}" for number in range(4)], HERE.Barrier(GRADERS)
    kept = [tmp_path / str(number) for number in range(GRADERS)]
    graders = [
        start_grader(exam, students[::step], range(first, first + 3), file, start)
        for first, step, file in zip((10, 20, 30, 40), (1, -1, 1, -1), kept, strict=True)
    ]
    for grader in graders:
        grader.join(120)
    assert [grader.exitcode for grader in graders] == [0] * GRADERS
    last = [last_kept(file) for file in kept]
    assert [set(found) for found in last] == [set(students)] * GRADERS
    held = scores(shared)
    assert set(held) == set(students)
    for student, version in held.items():  # somebody's last one
        assert version in {found[student] for found in last}
    shared.check()


@pytest.mark.thorough
def test_graders_killed_at_random_moments_lose_nothing(shared, exam, tmp_path):
    students, moments = [f"s{number}" for number in range(4)], random.Random(5)
    saved = {}
    for round in range(KILLED):
        kept, start = tmp_path / str(round), HERE.Barrier(2)
        versions = range(50 * round, 50 * round + 50)
        grader = start_grader(exam, students, versions, kept, start)
        start.wait(60)
        if round < KILLED // 2 - 1:  # while the gradebook is made, and the assignment entered
            time.sleep(moments.uniform(0, 2))
        else:
            while len(last_kept(kept)) < (len(students) if round == KILLED - 1 else 1):
                time.sleep(0.01)
            time.sleep(moments.uniform(0, 0.3))
        grader.kill()
        grader.join()
        shared.check()
        saved |= last_kept(kept)
        held = scores(shared) if saved else {}
        for student, version in saved.items():
            # The next may be in the gradebook, where nobody lived to say so
            following = version + 1 if version in versions else versions[0]
            assert held[student] in (version, following)
        saved = {student: held[student] for student in saved}
    assert set(saved) == set(students)
    with open_gradebook(exam.assignment.course) as book:  # and the next grader goes on
        book.save(exam, marks_of(exam, "s0"), tmp_path)
    assert scores(shared)["s0"] == 1000


def test_a_grader_waits_for_others_and_sees_what_they_wrote(shared, exam):
    """Somebody marks by hand while the autograder wants to write the same mark."""
    with open_gradebook(exam.assignment.course) as book:
        book.enter(exam)
        book.save(exam, marks_of(exam, "ada"), Path("nowhere"))

    def save():
        with open_gradebook(exam.assignment.course) as book:
            book.save(exam, marks_of(exam, "ada", blur=0), Path("nowhere"))

    with Gradebook(shared.url) as person:
        grade = person.find_grade("check-blur", "mini", "mini", "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        person.db.flush()  # written, and not yet committed
        grader = threading.Thread(target=save)
        grader.start()
        grader.join(1.0)
        assert grader.is_alive()
        person.db.commit()
    grader.join(60)
    with Gradebook(shared.url) as book:
        grade = book.find_grade("check-blur", "mini", "mini", "ada")
        assert (grade.auto_score, grade.manual_score, grade.score) == (0, 1.5, 1.5)
        assert grade.needs_manual_grade  # to be looked at again


@pytest.mark.thorough
def test_postgresql_is_not_waited_for_without_an_end(mini, exam, postgresql):
    in_postgresql(mini, postgresql)
    told, engine = [], create_engine(postgresql)

    def enter():
        with open_gradebook(mini.course, Patience(2, 0.5, told.append)) as book, holding():
            book.enter(exam)

    @contextmanager
    def holding():
        with engine.connect() as other:
            begin(other)
            yield

    with pytest.raises(GradebookError, match="is locked: another program has kept it so for 2 sec"):
        enter()
    assert told == ["The gradebook is locked by another program: waiting for it, up to 2 seconds."]
    with open_gradebook(mini.course) as book:
        book.enter(exam)
    engine.dispose()


@pytest.mark.thorough
def test_the_same_work_is_done_again_where_somebody_came_first(mini, exam, postgresql):
    """nbgrader's own tools ask nobody: one enters the student that the grader is about to."""
    shared, entered = in_postgresql(mini, postgresql), []

    def enter(student, _, values):
        if entered:
            return
        entered.append(values["id"])
        with Gradebook(postgresql) as book:
            book.add_student(values["id"], first_name="Ada")

    with open_gradebook(exam.assignment.course) as book:
        book.enter(exam)
        event.listen(Student, "init", enter)
        try:
            book.save(exam, marks_of(exam, "ada", **POINTS), Path("nowhere"))
        finally:
            event.remove(Student, "init", enter)
    assert entered == ["ada"]
    assert scores(shared) == {"ada": 1000}
    with Gradebook(postgresql) as book:
        assert book.find_student("ada").first_name == "Ada"


UNUSABLE = {
    "postgres": "is no address",
    "nonsense://x": "can't be used",
    "postgresql+pg8000://ada:secret@localhost/marks": "without the Python package pg8000",
    "postgresql+psycopg://ada:secret@127.0.0.1:1/marks": "onnection",
}


@pytest.mark.parametrize("url", UNUSABLE)
def test_a_gradebook_that_cannot_be_used_is_told(mini, url):
    in_postgresql(mini, url)
    with pytest.raises(GradebookError, match=UNUSABLE[url]) as told, open_gradebook(mini.course):
        pass
    assert "secret" not in str(told.value)
