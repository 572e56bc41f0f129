"""The marks of an assignment, from the gradebook, as a file for a spreadsheet, Canvas or Moodle."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from autograder.grading.entries import Entry
from autograder.reports.table import harmless

Row = Sequence[str]


def as_spreadsheet(title: str, entries: Sequence[Entry]) -> list[Row]:
    """One line a student; no points are an empty cell, where nothing was submitted."""
    names = "student", "last_name", "first_name", "email"
    points = "raw_score", "late_penalty", "score", "max_score", "needs_manual_grade"
    rows: list[Row] = [(*names, "assignment", *points)]
    for item in entries:
        person = (item.student, item.last_name, item.first_name, item.email, title)
        needs = "yes" if item.needs_manual else "no"
        numbers = map(_number, (item.raw, item.penalty, item.score, item.most))
        rows.append((*person, *numbers, needs))
    return rows


def as_canvas(title: str, entries: Sequence[Entry]) -> list[Row]:
    """The columns that Canvas's gradebook exports and reads again, with its line of points.

    Canvas looks for a student by `ID`, its own number, then by the two SIS columns, then by name
    (canvas-lms, lib/gradebook_importer.rb). An empty mark would take away one that is there: who
    submitted nothing is left out.
    """
    rows: list[Row] = [("Student", "ID", "SIS User ID", "SIS Login ID", "Section", title)]
    most = max((item.most for item in entries), default=0.0)
    rows.append(("    Points Possible", "", "", "", "", _number(most)))
    for item in entries:
        if item.score is not None:
            names = [name for name in (item.last_name, item.first_name) if name]
            id = item.lms_user_id
            ids = (id, "") if id.isdecimal() else ("", id)
            name = ", ".join(names) or item.student
            rows.append((name, *ids, item.student, "", _number(item.score)))
    return rows


def as_moodle(title: str, entries: Sequence[Entry]) -> list[Row]:
    """The columns of Moodle's own export, for its CSV import: there, `Email address` is mapped to
    useremail (or `Username` to username), and the last column to the grade item.

    Who submitted nothing is left out: an empty mark would take away one that is there.
    https://docs.moodle.org/en/Grade_import
    """
    rows: list[Row] = [("First name", "Last name", "Username", "Email address", title)]
    for item in entries:
        if item.score is not None:
            names = (item.first_name, item.last_name, item.student, item.email)
            rows.append((*names, _number(item.score)))
    return rows


FORMS: Mapping[str, Callable[[str, Sequence[Entry]], list[Row]]] = {
    "csv": as_spreadsheet,
    "canvas": as_canvas,
    "moodle": as_moodle,
}
"""By the name that the command takes."""


def marks_file(form: str, title: str, entries: Sequence[Entry]) -> bytes:
    """The file of one of the forms: UTF-8, quoted where it must be, and no text that a spreadsheet
    takes for a formula. `title` is what the other side calls the assignment.

    The one for a spreadsheet begins with the mark by which Excel knows UTF-8; Canvas and Moodle need
    none.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in FORMS[form](title, entries):
        writer.writerow([harmless(text) for text in row])
    return stream.getvalue().encode("utf-8-sig" if form == "csv" else "utf-8")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
