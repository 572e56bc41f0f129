"""`results.json` as Gradescope documents it, made of the marks that `autograder grade` would give.

What is not for students stands nowhere in it but in entries that are "hidden": staff read the rest
on standard output, which Gradescope shows to them alone. An entry that is hidden for good would keep
students from their total, so marks have none. Nor does it say how long grading took: a submission
could tell by that what it was called with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder import __version__
from autograder.cards.card import as_html, as_text
from autograder.grading.exam import Exam
from autograder.grading.marks import Incident
from autograder.grading.notebook_result import NotebookResult
from autograder.platforms.gradescope.bundle import Show
from autograder.questions.question import Question
from autograder.questions.verdict import Verdict

LARGEST_CARD = 256 << 10
"""Characters of one card; a larger one is shown as plain text, without pictures."""

LATER: dict[Show, str] = {
    "visible": "",
    "after_due_date": "after the due date",
    "after_published": "when the grades are published",
}
"""When students see what hidden inputs decide, in words."""

JsonObject = dict[str, Any]


def graded_results(exam: Exam, graded: NotebookResult, show: Show, problem: str = "") -> JsonObject:
    """The results of a submission with marks, whatever they are.

    `problem` says to the student why there was no notebook.
    """
    verdicts = {verdict.question: verdict for verdict in graded.marks.verdicts}
    public = {verdict.question: verdict for verdict in graded.public}
    tests: list[JsonObject] = []
    for number, question in enumerate(exam.rubric.questions, start=1):
        partly = show != "visible" and question.id in public
        if partly:
            tests.append(_public_part(question, public[question.id], number, show))
        tests.append(_entry(question, verdicts[question.id], number, show if partly else "visible"))
    at_once = "visible" if not public else show
    told = [item for item in graded.marks.incidents if item.student]
    if at_once != "visible":
        with_marks = [_sentence(item) for item in told if item.in_calls]
        told = [item for item in told if not item.in_calls]
        tests += _in_calls(with_marks, len(tests) + 1, show)
    sentences = [problem] if problem else list(dict.fromkeys(map(_sentence, told)))
    sentences += _notes(exam, bool(public), show)
    return _results("\n".join(sentences), tests) | {"score": graded.marks.score}


def _sentence(incident: Incident) -> str:
    """What a student is told of an incident, and of which cell."""
    if not incident.where.startswith("cell "):
        return incident.student
    return f"{incident.where.capitalize()}: {incident.student}"


def _entry(question: Question[Any], verdict: Verdict, number: int, visibility: Show) -> JsonObject:
    """One question with its points; a question that a person marks has none here."""
    entry: JsonObject = {"name": question.id, "number": str(number), "visibility": visibility}
    if verdict.points is not None:
        entry |= {
            "score": verdict.points,
            "max_score": verdict.max_points,
            "status": "passed" if verdict.outcome == "correct" else "failed",
        }
    about = {"question": verdict.question, "verdict": verdict.outcome, "mistake": verdict.mistake}
    return entry | _card(question, verdict) | {"extra_data": about}


def _public_part(question: Question[Any], verdict: Verdict, number: int, show: Show) -> JsonObject:
    """What the live check says, at once and without points."""
    return {
        "name": f"{question.id}: the public part (the points follow {LATER[show]})",
        "number": f"{number}.1",
        "visibility": "visible",
        "status": "passed" if verdict.outcome == "correct" else "failed",
        **_card(question, verdict, scored=False),
        "extra_data": {"question": verdict.question, "public_verdict": verdict.outcome},
    }


def _in_calls(sentences: Sequence[str], number: int, show: Show) -> Iterator[JsonObject]:
    """What happened while answers were called: with the marks, since it can speak of hidden inputs."""
    if sentences:
        yield {
            "name": "While your answers were called",
            "number": str(number),
            "visibility": show,
            "output": "\n".join(dict.fromkeys(sentences)),
            "output_format": "text",
        }


def _card(question: Question[Any], verdict: Verdict, scored: bool = True) -> JsonObject:
    html = as_html(verdict, question.hint, scored)
    if len(html) <= LARGEST_CARD:
        return {"output": html, "output_format": "html"}
    return {"output": as_text(verdict, question.hint, scored), "output_format": "text"}


def _notes(exam: Exam, partly: bool, show: Show) -> Iterator[str]:
    """What every student should know of how the marks come about."""
    if partly and show != "visible":
        yield (
            "Inputs that you do not have decide a part of the marks. What the public part says stands "
            f"here at once, the marks {LATER[show]}."
        )
    written = [q.id for q in exam.rubric.questions if not q.automatic]
    if written:
        yield f"A person marks this: {', '.join(written)}."


def ungraded_results(student: str, staff: str) -> JsonObject:
    """The results where nothing could be graded: no score, and a sentence each for student and staff."""
    tests = [
        {
            "name": "Grading",
            "status": "failed",
            "output": student,
            "output_format": "text",
            "visibility": "visible",
        },
        {
            "name": "For staff",
            "status": "failed",
            "output": staff,
            "output_format": "text",
            "visibility": "hidden",
        },
    ]
    return _results(student, tests)


def _results(output: str, tests: list[JsonObject]) -> JsonObject:
    return {
        "output": output,
        "output_format": "text",
        "test_output_format": "html",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"autograder": __version__},
        "tests": tests,
    }


def staff_report(graded: NotebookResult, metadata: Mapping[str, Any], note: str) -> str:
    """What standard output says, for staff alone: every mark in a line, every incident."""
    marks = graded.marks
    lines = [f"submission {metadata.get('id', '?')}: {marks.status}, {marks.seconds:.1f} s"]
    lines += [note] if note else []
    for verdict in marks.verdicts:
        points = "by a person" if verdict.points is None else f"{verdict.points:g}"
        why = f"  ({verdict.mistake})" if verdict.mistake else ""
        lines.append(
            f"  {verdict.question}: {points} of {verdict.max_points:g}, {verdict.outcome}{why}"
        )
    lines.append(f"  sum: {marks.score:g} of {marks.max_score:g}")
    lines += [f"incident: {i.kind}, {i.where}: {i.message}" for i in marks.incidents]
    return "\n".join(lines)
