"""A class whose folders and files are called as no teacher wants it: everybody else gets their marks."""

from __future__ import annotations

import csv
import json
import os

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.grading.submission import read_submission, students, submitters
from autograder.printable import printable

ODD = {
    "no UTF-8": os.fsdecode(b"j\xfcrgen"),
    "escape": "\x1b[2J\x1b[Hcleared",
    "line": "eve\nzoe,graded,7,7",
    "backwards": "eve\u202eneb",
    "longer than a name, written out": os.fsdecode(b"\xff" * 255),
}
HONEST = ("ada", "علی\u200cرضا")


def submitted_as(mini, name):
    folder = mini.course.submitted / name / "mini"
    folder.mkdir(parents=True)
    (folder / "mini.ipynb").write_bytes(mini.assignment.starter.read_bytes())
    return folder


def graded(mini, *arguments):
    """What the command says, and the files that it writes."""
    found, table = mini.root / "marks.json", mini.root / "marks.csv"
    files = ("--json", str(found), "--csv", str(table))
    where = ("--course", str(mini.root), "--jobs", "2")
    result = CliRunner().invoke(cli, ["grade", "mini", *arguments, *where, *files])
    assert result.exit_code == 0, result.output
    told = {s["student"]: s for s in json.loads(found.read_text())["submissions"]}
    rows = list(csv.reader(table.read_text().splitlines()))
    return result.output, told, rows


@pytest.mark.thorough
def test_a_folder_that_can_not_be_shown_costs_nobody_else_a_mark(mini):
    for name in HONEST:
        mini.submit(name, mini.answered())
    for name in ODD.values():
        submitted_as(mini, name)
    (mini.course.submitted / "bob" / "mini").mkdir(parents=True)
    (mini.course.submitted / "bob" / "mini" / os.fsdecode(b"my\xff.ipynb")).write_text("{}")
    output, told, rows = graded(mini)
    assert "\x1b[2J" not in output
    assert {name: told[name]["score"] for name in HONEST} == dict.fromkeys(HONEST, 7)
    assert "there is my\\xff.ipynb" in told["bob"]["incidents"][0]["message"]
    for name in ODD.values():
        odd = told[printable(name)]
        (incident,) = odd["incidents"]
        assert (odd["status"], odd["score"]) == ("unreadable", 0)
        assert "give the folder its student's name" in incident["message"]
    assert len(rows) == len(told) + 1 == len(HONEST) + len(ODD) + 2
    assert (mini.course.reports / "mini.html").is_file()
    kept = {path.name for path in mini.course.autograded.iterdir()}
    assert kept == set(HONEST)  # the gradebook knows no student of the others' names


@pytest.mark.parametrize("case", ODD)
def test_a_student_of_such_a_name_can_be_asked_for(mini, case):
    submitted_as(mini, ODD[case])
    name = printable(ODD[case])
    assert students(mini.assignment) == submitters(mini.assignment, (ODD[case],)) == (name,)
    for asked in (ODD[case], name):
        found = read_submission(mini.assignment, asked)
        assert (found.student, found.status, found.notebook) == (name, "unreadable", None)


def test_a_card_that_can_not_be_drawn_costs_no_mark(mini, exam, monkeypatch):
    from autograder.grading import graded_notebook

    def refuse(verdict, hint):
        if verdict.question == "blur":
            raise ZeroDivisionError("no width")
        return draw(verdict, hint)

    draw = graded_notebook.as_html
    monkeypatch.setattr(graded_notebook, "as_html", refuse)
    mini.submit("ada", mini.answered())
    (ada,) = mini.record(("ada",), exam=exam)
    (incident,) = ada.incidents
    assert (ada.score, incident.kind, incident.where) == (7, "card-not-drawn", "question blur")
    assert "ZeroDivisionError: no width" in incident.message
    path = mini.course.autograded / "ada" / "mini" / "mini.ipynb"
    cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    assert cells["check-blur"].outputs[0].data["text/plain"].startswith("correct\n")
    assert "text/html" in cells["check-sizes"].outputs[0].data


def test_what_can_not_be_kept_fails_alone(mini, exam, monkeypatch):
    from autograder.grading import ledger

    def refuse(exam, graded):
        if graded.marks.student == "bob":
            raise UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed")
        return write(exam, graded)

    write = ledger.write_autograded
    monkeypatch.setattr(ledger, "write_autograded", refuse)
    for name in ("ada", "bob"):
        mini.submit(name, mini.answered())
    ada, bob = mini.record(("ada", "bob"), exam=exam)
    assert ada.score == 7
    assert (bob.verdicts, [i.kind for i in bob.incidents]) == ((), ["grader-failed"])
