"""What judging a class again would change, on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.grading.grader import Grader
from autograder.grading.regrading import Regraded, Regrading
from autograder.printable import counted, printable
from autograder.questions.verdict import Verdict

BANDS = 5
"""Parts of the scale whose submissions are counted."""
MOST_NAMED = 12
"""Students that one line names."""


def tell_differences(grader: Grader, found: Regrading) -> None:
    """Prints who gains and who loses, by which question and why, and the class before and after."""
    out = Console()
    different = found.different
    gain = [item for item in different if item.gain > 0]
    lose = [item for item in different if item.gain < 0]
    words = len(different) - len(gain) - len(lose)
    same = len(found.regraded) - len(different)
    out.print(f"\n[bold]{grader.rubric.title}[/bold]: {counted(len(found.regraded), 'submission')}")
    out.print(
        f"{len(gain)} gain, {len(lose)} lose, {words} get other words, {same} stay as they are"
    )
    if different:
        out.print(_by_question(different))
        out.print(_by_student(different))
        out.print(_by_class(grader.rubric.max_points, found.regraded))
    if found.unanswered:
        out.print(f"not judged: {counted(len(found.unanswered), 'submission')}")
    reasons: dict[str, list[str]] = {}
    for item in found.unanswered:
        reasons.setdefault(item.reason, []).append(printable(item.student))
    for reason, names in reasons.items():
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        line = f"- {', '.join(names[:MOST_NAMED])}{more}: {reason} (--run runs it)"
        out.print(line, soft_wrap=True, markup=False, highlight=False)


def _by_question(different: Sequence[Regraded]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("question", "gain", "lose", "other words"):
        table.add_column(title, justify="left" if title == "question" else "right")
    changes = [change for item in different for change in item.changes]
    for name in dict.fromkeys(change.question for change in changes):
        points = [change.points for change in changes if change.question == name]
        counts = (sum(p > 0 for p in points), sum(p < 0 for p in points), points.count(0))
        table.add_row(name, *(str(count) if count else "" for count in counts))
    return table


def _by_student(different: Sequence[Regraded]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("student", "points", "question", "before", "now"):
        table.add_column(title, no_wrap=title in ("points", "question"))
    for item in sorted(different, key=lambda item: (-abs(item.gain), item.student)):
        first = (printable(item.student), f"{item.before.score:g} -> {item.after.score:g}")
        for number, change in enumerate(item.changes):
            student, points = first if number == 0 else ("", "")
            table.add_row(
                Text(student), points, change.question, _said(change.before), _said(change.after)
            )
            if _sentence(change.before) != _sentence(change.after):
                table.add_row("", "", "", _quoted(change.before), _quoted(change.after))
    return table


def _said(verdict: Verdict | None) -> Text:
    """A verdict in a few words: outcome, points, mistake."""
    if verdict is None:
        return Text("not asked")
    points = "" if verdict.points is None else f" {verdict.points:g}/{verdict.max_points:g}"
    mistake = f" ({verdict.mistake})" if verdict.mistake else ""
    return Text(f"{verdict.outcome}{points}{mistake}")


def _sentence(verdict: Verdict | None) -> str:
    return "" if verdict is None else verdict.brief or verdict.message


def _quoted(verdict: Verdict | None) -> Text:
    sentence = " ".join(printable(_sentence(verdict)).split())
    return Text(sentence[:160] + ("..." if len(sentence) > 160 else ""), style="dim")


def _by_class(most: float, regraded: Sequence[Regraded]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    bands = [f"{most * n / BANDS:g}-{most * (n + 1) / BANDS:g}" for n in range(BANDS)]
    for title in ("points of the class", "mean", "median", *bands):
        table.add_column(title, justify="right")
    for title, scores in (
        ("before", [item.before.score for item in regraded]),
        ("now", [item.after.score for item in regraded]),
    ):
        counts = Counter(
            min(BANDS - 1, int(score / most * BANDS)) if most else 0 for score in scores
        )
        shown = [str(counts[number]) for number in range(BANDS)]
        table.add_row(title, f"{mean(scores):.2f}", f"{median(scores):g}", *shown)
    return table
