"""nbgrader reads the marks that grading writes, and keeps what people and earlier runs gave."""

from __future__ import annotations

import copy
import csv
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import Engine, event
from sqlalchemy.exc import DataError

from autograder.course.rubric import Rubric
from autograder.grading.gradebook import GradebookError, GradebookWriter, open_gradebook
from autograder.grading.timestamp import submitted_at, time_incidents
from tests.mini_course import marks_of

BIN = Path(sys.executable).parent
FULL = {
    "check-blur": (2.0, False),
    "check-sizes": (2.0, False),
    "check-printed": (2.0, False),
    "check-pooled": (1.0, False),
    "why": (None, True),
}
"""Cell -> (automatic score, needs a person), for right answers."""


def save(exam, *marks, folder=Path("nowhere")):
    """Writes hand-made marks to the gradebook."""
    with open_gradebook(exam.assignment.course) as book:
        book.enter(exam)
        for item in marks:
            book.save(exam, item, folder)


def gradebook(mini):
    return Gradebook(f"sqlite:///{mini.root}/gradebook.db", "")


def grades(book, student):
    submission = book.find_submission("mini", student)
    return {
        grade.name: (grade.auto_score, grade.needs_manual_grade)
        for grade in submission.notebooks[0].grades
    }


def nbgrader(mini, *arguments):
    """Runs the real command in the course's folder."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [BIN / "nbgrader", *arguments]
    subprocess.run(command, cwd=mini.root, env=environment, check=True, capture_output=True)


@pytest.mark.thorough
def test_nbgrader_reads_and_exports_the_marks(mini, exam):
    folder = mini.submit("ada", mini.answered())
    (folder / "timestamp.txt").write_text("2026-03-01 10:30:00.5 UTC\n")
    mini.submit("Doe Jr", mini.answered(sizes="size_conv = None\nsize_pool = (1, 3, 5, 1)"))
    mini.submit("eve", "{")
    students = ("ada", "Doe Jr", "eve", "nobody")
    marks = mini.record(students, exam=exam)
    with gradebook(mini) as book:
        assert grades(book, "ada") == FULL
        assert grades(book, "Doe Jr") == FULL | {"check-sizes": (1.0, False)}
        assert {score for score, _ in grades(book, "eve").values()} == {0.0, None}
        ada = book.find_submission("mini", "ada")
        assert (ada.score, ada.max_score, ada.needs_manual_grade) == (7.0, 10.0, True)
        assert ada.timestamp.isoformat() == "2026-03-01T10:30:00.500000"
        with pytest.raises(MissingEntry):
            book.find_submission("mini", "nobody")
    nbgrader(mini, "export", "--to", "marks.csv")
    with open(mini.root / "marks.csv", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    scores = {name: float(row["score"]) for name, row in rows.items()}
    assert scores == {"ada": 7.0, "Doe Jr": 6.0, "eve": 0.0}
    assert scores == {item.student: item.score for item in marks if item.status != "missing"}
    assert {float(row["max_score"]) for row in rows.values()} == {10.0}


def test_a_mark_that_a_person_gave_stays(mini, exam):
    save(exam, marks_of(exam, "ada", blur=0))
    with gradebook(mini) as book:
        for cell, score in (("why", 2.5), ("check-blur", 1.0)):
            grade = book.find_grade(cell, "mini", "mini", "ada")
            grade.manual_score, grade.needs_manual_grade = score, False
        book.find_comment("why", "mini", "mini", "ada").manual_comment = "Well said."
        book.db.commit()
    save(exam, marks_of(exam, "ada", blur=0))
    with gradebook(mini) as book:
        assert book.find_grade("why", "mini", "mini", "ada").score == 2.5
        assert book.find_grade("check-blur", "mini", "mini", "ada").score == 1.0
        assert book.find_comment("why", "mini", "mini", "ada").comment == "Well said."
        assert grades(book, "ada")["check-blur"] == (0.0, True)  # to be looked at again
        assert book.find_submission("mini", "ada").score == 2.5 + 1 + 2 + 2 + 1


def test_new_points_and_new_questions_reach_submissions_that_are_there(mini, exam):
    """From the rubric to the gradebook: nobody's earlier submission is called tampered."""
    mini.submit("ada", mini.answered())
    mini.submit("ben", mini.answered())
    mini.record(("ada", "ben"), exam=exam)
    rubric = (mini.root / "solutions/mini/rubric.py").read_text()
    pooled = rubric[rubric.index("            OutputQuestion(") :].removesuffix(
        "        ),\n    )\n"
    )
    five = pooled.replace("points=1", "points=5")
    again = pooled.replace('"pooled"', '"again"').replace("points=1", "points=4")
    mini.rewrite("solutions/mini/rubric.py", (pooled, five + again))
    added = (
        'check("pooled")\n\n# %% answer="again"\nagain = 0\n### BEGIN SOLUTION\nagain = pooled\n'
        '### END SOLUTION\n\n# %% check="again"\ncheck("again")\n'
    )
    mini.rewrite("solutions/mini/mini.py", ('check("pooled")\n', added))
    mini.build()
    (marks,) = mini.record(("ada",))
    assert marks.incidents == ()
    assert (marks.score, marks.max_score) == (2 + 2 + 2 + 5, 2 + 2 + 2 + 5 + 4)
    with gradebook(mini) as book:
        new = {"check-pooled": (5.0, False), "check-again": (0.0, False)}
        assert grades(book, "ada") == FULL | new
        assert book.find_submission("mini", "ada").max_score == 18
        ben = book.find_submission("mini", "ben")
        assert (ben.score, ben.max_score) == (7, 18)  # as graded, until graded again


def test_a_question_that_is_withdrawn_leaves_the_gradebook(mini, exam):
    save(exam, marks_of(exam, "ada"))
    rubric, starter = Rubric("Mini", exam.rubric.questions[:-1]), copy.copy(exam.starter)
    starter.cells = [c for c in exam.starter.cells if c.id not in ("pooled", "check-pooled")]
    fewer = replace(exam, rubric=rubric, starter=starter)
    save(fewer, marks_of(fewer, "ada"))
    with gradebook(mini) as book:
        expected = {cell: mark for cell, mark in FULL.items() if cell != "check-pooled"}
        assert grades(book, "ada") == expected
        ada = book.find_submission("mini", "ada")
        assert (ada.score, ada.max_score) == (6, 9)


def test_a_submission_is_saved_whole_or_not_at_all(mini, exam):
    written = []

    def break_off(connection, cursor, statement, *_):
        if statement.startswith("UPDATE grade "):
            written.append(statement)
            if len(written) == 2:
                raise KeyboardInterrupt

    event.listen(Engine, "after_cursor_execute", break_off)
    try:
        with pytest.raises(KeyboardInterrupt):
            save(exam, marks_of(exam, "ada"), marks_of(exam, "ben"))
    finally:
        event.remove(Engine, "after_cursor_execute", break_off)
    with gradebook(mini) as book:
        assert grades(book, "ada") == FULL
        with pytest.raises(MissingEntry):
            book.find_submission("mini", "ben")


KILLED = """
import os, signal
from sqlalchemy import Engine, event
from autograder.cli import cli
written = []
def kill(connection, cursor, statement, *_):
    if statement.startswith("UPDATE grade "):
        written.append(statement)
        if len(written) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "after_cursor_execute", kill)
cli(["grade", "mini", "--jobs", "1"])
"""


@pytest.mark.thorough
def test_the_gradebook_of_a_killed_run_is_whole(mini, exam):
    for student in ("ada", "ben"):
        mini.submit(student, mini.answered())
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=mini.root, capture_output=True)
    assert killed.returncode == -9, killed.stderr.decode()
    database = sqlite3.connect(mini.root / "gradebook.db")
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()
    with gradebook(mini) as book:
        assert [s.student.id for s in book.assignment_submissions("mini")] == ["ada"]
        assert grades(book, "ada") == FULL
    save(
        exam, marks_of(exam, "ada"), marks_of(exam, "ben")
    )  # the next run goes on as if nothing was
    with gradebook(mini) as book:
        assert grades(book, "ada") == grades(book, "ben") == FULL


TIMESTAMPS = (
    "yesterday, or so",
    "",
    "2026-99-99 1:2:3 UTC",
    "2026-01-01 10:00 /etc/passwd",
    "2026-01-01 10:00 99999999999999999999",
    "9" * 99,
    "\0",
    "x" * 200,
    "9999-12-31 23:59:59 UTC",
    "9999-12-31 23:59:59 -1200",
    "3026-03-01 12:00:00 UTC",
    "1999-12-31 23:59:59 UTC",
    "0001-01-01 00:00:00 UTC",
    "0001-01-01 00:00:00 +1200",
    # what means another time elsewhere, or on another day
    "2026-03-02 09:30:00.000000 PST",
    "2026-03-02 09:30:00 CST",
    "2026-03-02 09:30:00 America/Los_Angeles",
    "2026-03-02 11:30 PM",
    "03/02/2026 11:30",
    "2 March 2026 11:30",
    "2026-03-02",
    "12:00",
    "12:00 UTC",
    "Monday 12:00",
    "20260302",
    "1772458200",
)

TIMES = {
    "2026-03-02 09:30:00.250000 UTC": "2026-03-02 09:30:00.250",
    "2026-03-02 09:30 UTC\r\n": "2026-03-02 09:30",
    "\ufeff2026-03-02 09:30:00": "2026-03-02 09:30",
    "2026-03-02T09:30:00Z": "2026-03-02 09:30",
    "2026-03-02 09:30:00 GMT": "2026-03-02 09:30",
    "2026-03-02 01:30:00.000000 -0800": "2026-03-02 09:30",
    "2026-03-02 15:00:00+05:30": "2026-03-02 09:30",
    "2026-03-02 12:30:00.000000 +03": "2026-03-02 09:30",
    "2026-03-02 00:30:00 +0100": "2026-03-01 23:30",
}
"""What a timestamp says, in UTC."""


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Shanghai"])
def test_a_timestamp_has_one_meaning_wherever_it_is_read(tmp_path, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for text, expected in TIMES.items():
            (tmp_path / "timestamp.txt").write_text(text, encoding="utf-8")
            assert submitted_at(tmp_path) == datetime.fromisoformat(expected), text
            assert time_incidents(tmp_path) == ()
        for text in TIMESTAMPS:
            (tmp_path / "timestamp.txt").write_text(text)
            assert submitted_at(tmp_path) is None, text
            (incident,) = time_incidents(tmp_path)
            assert "-0800" in incident.message
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_timestamp_that_is_none_is_left_out(mini, exam):
    with open_gradebook(mini.course) as book:
        book.enter(exam)
        for number, text in enumerate(TIMESTAMPS):
            (mini.root / "timestamp.txt").write_text(text)
            book.save(exam, marks_of(exam, f"s{number}"), mini.root)
    with gradebook(mini) as book:
        found = {s.student.id: s.timestamp for s in book.assignment_submissions("mini")}
    assert found == {f"s{number}": None for number in range(len(TIMESTAMPS))}


def test_the_course_says_where_its_gradebook_is(mini, exam):
    path = mini.root / "elsewhere" / "marks.db"
    path.parent.mkdir()
    (mini.root / "gradebook.db").rename(path)
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(f"get_config().CourseDirectory.db_url = 'sqlite:///{path}'\n")
    save(exam, marks_of(exam, "ada"))
    with Gradebook(f"sqlite:///{path}", "") as book:
        assert grades(book, "ada") == FULL
    assert not (mini.root / "gradebook.db").exists()


EARLIER = {
    "a column": "ALTER TABLE student DROP COLUMN lms_user_id",
    "a version": "UPDATE alembic_version SET version_num = '167914646830'",
    "no version": "DROP TABLE alembic_version; ALTER TABLE notebook DROP COLUMN kernelspec",
}
"""What an older nbgrader's gradebook lacks, and how to make it so."""


@pytest.mark.parametrize("made", EARLIER.values(), ids=EARLIER)
def test_an_older_gradebook_is_told_to_be_upgraded(mini, exam, made):
    database = sqlite3.connect(mini.root / "gradebook.db")
    database.executescript(made)
    database.close()
    before = (mini.root / "gradebook.db").read_bytes()
    with pytest.raises(GradebookError, match=r"older nbgrader.*`nbgrader db upgrade`"):
        save(exam)
    assert (mini.root / "gradebook.db").read_bytes() == before


def test_a_later_gradebook_is_used(mini, exam):
    database = sqlite3.connect(mini.root / "gradebook.db")
    database.executescript("UPDATE alembic_version SET version_num = 'feedc0ffee'")
    database.close()
    save(exam, marks_of(exam, "ada"))


def test_an_entry_that_the_gradebook_can_not_hold_fails_alone(mini, exam, monkeypatch):
    def refuse(gradebook, exam, name, folder):
        if name == "bob":
            raise DataError("INSERT", {}, ValueError("value too long for type varchar(128)"))
        return submitted(gradebook, exam, name, folder)

    submitted = GradebookWriter._submitted
    monkeypatch.setattr(GradebookWriter, "_submitted", refuse)
    for name in ("ada", "bob", "eve"):
        mini.submit(name, "{")
    ada, bob, eve = mini.record(("ada", "bob", "eve"), exam=exam)
    assert (len(ada.verdicts), len(eve.verdicts)) == (5, 5)
    (incident,) = bob.incidents
    assert (bob.verdicts, incident.kind) == ((), "grader-failed")
    assert "can't hold this submission (value too long" in incident.message
    assert "Give bob another name" in incident.message
    with gradebook(mini) as book:
        assert {s.student.id for s in book.assignment_submissions("mini")} == {"ada", "eve"}
