"""The marks of a class as JSON, CSV and a table."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from rich.console import Console

from autograder.grading.marks import Incident
from autograder.printable import printable
from autograder.reports.table import as_csv, as_json, as_table, key
from tests.mini_course import marks_of


def shown(renderable):
    console = Console(width=100, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(renderable)
    return console.export_text()


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x"])
def test_no_name_is_a_formula_in_a_spreadsheet(exam, name):
    rows = list(csv.reader(as_csv([marks_of(exam, name)]).splitlines()))
    assert rows[1][0] == f"'{name}"


@pytest.mark.parametrize("name", ["a\x1b[2Jb", "a\nb", "a\udcffb", "\ta"])
def test_no_name_steers_a_terminal_or_breaks_a_file(exam, name):
    marks = [marks_of(exam, name)]
    rows = list(csv.reader(as_csv(marks).splitlines()))
    assert [row[0] for row in rows] == ["student", printable(name)]
    assert printable(name) in shown(as_table(marks))
    assert "\x1b" not in as_json("mini", marks)


@pytest.mark.parametrize("name", ["Doe, Jr", 'a "b"', "Zoë"])
def test_names_are_quoted(exam, name):
    rows = list(csv.reader(as_csv([marks_of(exam, name, blur=0.5)]).splitlines()))
    assert rows[1] == [name, "graded", "5.5", "7", "0.5", "2", "2", "", "1", ""]


def test_csv_lists_each_kind_of_incident_once(exam):
    incidents = tuple(Incident(kind, "", "") for kind in ("crashed", "time-limit", "crashed"))
    marks = [replace(marks_of(exam, "ada"), incidents=incidents)]
    assert as_csv(marks).splitlines()[1].endswith(",crashed time-limit")


def test_json_is_plain_and_keeps_letters(exam):
    text = as_json("mini", [marks_of(exam, "Zoë")])
    assert "Zoë" in text
    (submission,) = json.loads(text)["submissions"]
    assert (submission["score"], submission["max_score"]) == (7, 7)


def test_the_table_takes_names_as_they_are(exam):
    marks = [
        marks_of(exam, "[red]ada[/red]", sizes=1),
        replace(marks_of(exam, "eve"), status="missing", incidents=(Incident("missing", "", ""),)),
    ]
    text = shown(as_table(marks))
    assert "[red]ada[/red]" in text
    assert "6 / 7" in text
    assert "✓◐✓✎✓" in text
    assert "! missing" in text
    assert all(word in shown(key()) for word in ("correct", "partial", "needs manual"))
