"""The marks of a class as CSV, as JSON, and as a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from autograder.cards.card import LOOKS
from autograder.grading.marks import Marks
from autograder.printable import printable


def as_json(assignment: str, marks: Sequence[Marks]) -> str:
    """The marks in the form that other programs rely on."""
    plain = {"assignment": assignment, "submissions": [item.plain() for item in marks]}
    return json.dumps(plain, indent=1, ensure_ascii=False) + "\n"


def as_csv(marks: Sequence[Marks]) -> str:
    """One line a submission: student, status, score, points by question, incidents."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    questions = list(dict.fromkeys(v.question for item in marks for v in item.verdicts))
    writer.writerow(["student", "status", "score", "max_score", *questions, "incidents"])
    for item in marks:
        points = {verdict.question: verdict.points for verdict in item.verdicts}
        writer.writerow(
            [
                harmless(printable(item.student)),
                item.status,
                f"{item.score:g}",
                f"{item.max_score:g}",
                *("" if points.get(q) is None else f"{points[q]:g}" for q in questions),
                " ".join(dict.fromkeys(incident.kind for incident in item.incidents)),
            ]
        )
    return stream.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def as_table(marks: Sequence[Marks]) -> Table:
    """The marks for a terminal: a sign for each question, and what went wrong in words."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("student")
    table.add_column("points", justify="right")
    table.add_column("questions", no_wrap=True)
    table.add_column("mistakes and incidents", ratio=1)
    for item in marks:
        signs = Text()
        for verdict in item.verdicts:
            colour, sign = LOOKS[verdict.outcome]
            signs.append(sign, style=colour)
        named = [verdict.mistake for verdict in item.verdicts if verdict.mistake]
        notes = Text(", ".join(dict.fromkeys(named)))
        kinds = dict.fromkeys(incident.kind for incident in item.incidents)
        if kinds:
            notes.append("  " if named else "")
            notes.append("! " + ", ".join(kinds), style="bold #a8487f")
        points = f"{item.score:g} / {item.max_score:g}" if item.status == "graded" else item.status
        table.add_row(Text(printable(item.student)), points, signs, notes)
    return table


def key() -> Text:
    """What the signs of the table mean."""
    text = Text()
    for outcome, (colour, sign) in LOOKS.items():
        text.append(sign, style=colour)
        text.append(f" {outcome}   ", style="dim")
    return text
