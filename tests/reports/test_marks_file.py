"""The marks as files for a spreadsheet, Canvas and Moodle."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from autograder.cli import cli
from autograder.grading.entries import Entry
from autograder.grading.gradebook import open_gradebook
from autograder.reports.marks_file import FORMS, marks_file
from tests.mini_course import marks_of

ZOE = Entry("zoe", "Zoé", 'Doe, "Jr"', "zoe@example.org", "1701", 7.5, 1.5, 10.0, False)
CMD = Entry("cmd", "=cmd|' /C calc'!A0", "@SUM(1)", "+1@example.org", "sis-9", 2.0, 3.0, 10.0, True)
NOBODY = Entry("nobody", "", "", "", "", None, 0.0, 10.0, False)
CLASS = (CMD, ZOE, NOBODY)


def read(data, encoding="utf-8"):
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def test_for_a_spreadsheet():
    data = marks_file("csv", "mini", CLASS)
    assert data.startswith(b"\xef\xbb\xbfstudent,")
    header, cmd, zoe, nobody = read(data, "utf-8-sig")
    assert header[5:] == ["raw_score", "late_penalty", "score", "max_score", "needs_manual_grade"]
    assert cmd[:4] == ["cmd", "'@SUM(1)", "'=cmd|' /C calc'!A0", "'+1@example.org"]
    assert cmd[5:] == ["2", "3", "0", "10", "yes"]
    assert zoe[:5] == ["zoe", 'Doe, "Jr"', "Zoé", "zoe@example.org", "mini"]
    assert zoe[5:] == ["7.5", "1.5", "6", "10", "no"]
    assert nobody[5:] == ["", "0", "", "10", "no"]


def test_for_canvas():
    assert read(marks_file("canvas", "Kernels (42)", CLASS)) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Kernels (42)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["'@SUM(1), =cmd|' /C calc'!A0", "", "sis-9", "cmd", "", "0"],
        ['Doe, "Jr", Zoé', "1701", "", "zoe", "", "6"],
    ]


def test_for_moodle():
    assert read(marks_file("moodle", "Kernels", CLASS)) == [
        ["First name", "Last name", "Username", "Email address", "Kernels"],
        ["'=cmd|' /C calc'!A0", "'@SUM(1)", "cmd", "'+1@example.org", "0"],
        ["Zoé", 'Doe, "Jr"', "zoe", "zoe@example.org", "6"],
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.sampled_from(sorted(FORMS)), TEXTS, TEXTS, TEXTS)
def test_every_text_survives_and_none_is_a_formula(form, first, last, email):
    entry = Entry("ada", first, last, email, "", 1.0, 0.0, 2.0, False)
    row = read(marks_file(form, "mini", [entry]), "utf-8-sig")[-1]
    assert not any(text.startswith(tuple("=+-@\t\r\n")) for text in row)
    name = ", ".join(part for part in (last, first) if part) or "ada"
    for text in (name,) if form == "canvas" else (first, last, email):
        assert text in row or f"'{text}" in row


def test_marks_by_hand_and_penalties_count(mini, exam, tmp_path):
    with open_gradebook(mini.course) as book:
        book.enter(exam)
        book.save(exam, marks_of(exam, "ada", blur=0), Path("nowhere"))
        book.save(exam, marks_of(exam, "ben"), Path("nowhere"))
    with Gradebook(f"sqlite:///{mini.root}/gradebook.db") as book:
        book.update_or_create_student("ada", first_name="Ada", last_name="Lovelace, Countess")
        book.update_or_create_student("zed")
        grade = book.find_grade("why", "mini", "mini", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        notebook = book.find_submission_notebook("mini", "mini", "ada")
        notebook.late_submission_penalty = 1.25
        book.db.commit()
    file = tmp_path / "marks.csv"
    command = ["export", "marks", "mini", "--course", str(mini.root), "--to", str(file)]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    assert "2 submissions" in done.stdout
    assert "by hand: ben" in done.stderr
    rows = {row[0]: row for row in read(file.read_bytes(), "utf-8-sig")}
    # 0 + 2 + 2 + 1 and 2.5 by hand
    assert rows["ada"][1:3] == ["Lovelace, Countess", "Ada"]
    assert rows["ada"][5:] == ["7.5", "1.25", "6.25", "10", "no"]
    assert rows["ben"][5:] == ["7", "0", "7", "10", "yes"]
    assert rows["zed"][5:] == ["", "0", "", "10", "no"]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_command_knows_each_form(mini, exam, tmp_path, form):
    with open_gradebook(mini.course) as book:
        book.enter(exam)
        book.save(exam, marks_of(exam, "ada"), Path("nowhere"))
        expected = marks_file(form, "Kernels (42)", book.entries("mini"))
    file = tmp_path / "marks.csv"
    command = ["export", "marks", "mini", "--course", str(mini.root), "--to", str(file)]
    done = CliRunner().invoke(cli, [*command, "--form", form, "--title", "Kernels (42)"])
    assert done.exit_code == 0, done.output
    assert file.read_bytes() == expected


def test_an_unknown_assignment_is_told(mini, tmp_path):
    command = ["export", "marks", "mimi", "--course", str(mini.root), "--to", str(tmp_path / "x")]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 2
    assert "no assignment 'mimi'" in done.stderr
    assert not (tmp_path / "x").exists()


def test_blanks_of_a_class_list_reach_nobody(mini, exam):
    with open_gradebook(mini.course) as book:
        book.enter(exam)
        for student in ("josé", "ana maría"):
            book.save(exam, marks_of(exam, student), Path("nowhere"))
    with Gradebook(f"sqlite:///{mini.root}/gradebook.db") as book:
        blanks = {
            "last_name": " Muñoz ",
            "first_name": "\u00a0José\tLuis",
            "email": " j@example.org",
        }
        book.update_or_create_student("josé", lms_user_id=" 501", **blanks)
        book.update_or_create_student("ana maría ", last_name=" Ruiz", lms_user_id="502 ")
    with open_gradebook(mini.course) as book:
        entries = book.entries("mini")
    assert [(e.student, e.last_name, e.first_name, e.email) for e in entries] == [
        ("josé", "Muñoz", "José Luis", "j@example.org"),
        ("ana maría", "Ruiz", "", ""),
    ]
    rows = read(marks_file("canvas", "mini", entries))[2:]
    assert [row[:4] for row in rows] == [
        ["Muñoz, José Luis", "501", "", "josé"],
        ["Ruiz", "502", "", "ana maría"],
    ]
