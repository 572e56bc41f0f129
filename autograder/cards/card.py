"""How a verdict looks: a card of HTML with pictures, and the same as plain text.

Styles stand in the elements, since notebooks drop style sheets of outputs that they do not trust,
and every element says its own colours, since a notebook's dark theme would put in others. Colours
can be told apart by colour-blind readers and the words say the same.
"""

from __future__ import annotations

import re
from html import escape

from autograder.cards.comparison import comparison
from autograder.cards.number_tables import tables
from autograder.cards.palette import SOFT
from autograder.cards.window_table import window_table
from autograder.questions.verdict import Verdict

LOOKS: dict[str, tuple[str, str]] = {
    "correct": ("#00795a", "✓"),
    "partial": ("#9a5b00", "◐"),
    "wrong": ("#c24e00", "✗"),
    "not attempted": ("#5b6470", "○"),
    "error": ("#98376c", "!"),
    "needs manual": ("#0072b2", "✎"),
}
"""Outcome -> colour and sign. On white, the colours have a contrast of 4.5 or more."""

INK, CODE = "#1f2933", "#eef1f4"
"""Colours of text, and of the ground of code."""

CARD = (
    f"background:#fff;color:{INK};padding:8px 14px;margin:4px 0;font-family:system-ui,sans-serif;"
    "font-size:14px;line-height:1.45;max-width:900px;box-sizing:border-box"
)


def as_text(verdict: Verdict, hint: str = "", scored: bool = True, more: str = "") -> str:
    """The verdict as plain text; its points only where it is `scored`. `more` is a last line."""
    sign = LOOKS[verdict.outcome][1]
    points = _points(verdict) if scored else ""
    lines = [f"{sign} {verdict.question}: {verdict.outcome}{points}"]
    lines += [f"  {line}" for line in verdict.message.splitlines()]
    lines += [f"  {line}" for line in _notes(verdict, hint, more)]
    return "\n".join(lines)


def as_html(verdict: Verdict, hint: str = "", scored: bool = True, more: str = "") -> str:
    """The verdict as a card of HTML; its points only where it is `scored`. All text is escaped. `more`
    is a last line."""
    points = _points(verdict) if scored else ""
    colour, sign = LOOKS[verdict.outcome]
    parts = [
        f'<div style="border-left:5px solid {colour};{CARD}">',
        f'<div><b style="color:{colour}">{sign} {escape(verdict.outcome)}</b>'
        f" &nbsp;<b>{escape(verdict.question)}</b>"
        f'<span style="color:{SOFT}">{escape(points)}</span></div>',
    ]
    message = verdict.brief or verdict.message
    parts += [f"<div>{marked(line)}</div>" for line in message.splitlines()]
    parts += [
        f'<div style="margin-top:8px">{marked(f"`{trial.part}`: `{trial.call}`")}</div>{tables(trial)}'
        + (f"<div>{marked(trial.origin)}</div>" if trial.origin else "")
        for trial in verdict.trials
    ]
    parts += [window_table(row) for row in verdict.rows]
    for picture in verdict.pictures:
        if len(verdict.pictures) > 1:
            parts.append(f'<div style="margin-top:6px">{marked(f"`{picture.title}`")}</div>')
        parts.append(comparison(picture))
    parts += [
        f'<div style="color:{SOFT};font-size:13px;margin-top:3px">{marked(note)}</div>'
        for note in _notes(verdict, hint, more)
    ]
    parts.append("</div>")
    return "".join(parts)


def _points(verdict: Verdict) -> str:
    if verdict.points is None:
        return f" ({_counted(verdict.max_points)}, given by a person)"
    return f" ({verdict.points:.3g} of {_counted(verdict.max_points)})"


def _counted(points: float) -> str:
    return f"{points:g} {'point' if points == 1 else 'points'}"


def _notes(verdict: Verdict, hint: str, more: str) -> list[str]:
    notes = []
    if verdict.hidden_decides and verdict.outcome in ("correct", "partial"):
        notes.append("When it is graded, inputs that you do not have decide the mark, too.")
    judged = verdict.outcome in ("wrong", "partial") or (
        verdict.outcome == "error" and verdict.parts
    )
    if hint and judged:
        notes.append(f"Hint: {hint}")
    return [*notes, more] if more else notes


def marked(text: str) -> str:
    """Escaped text, with `code` set as code."""
    style = f"background:{CODE};color:{INK};padding:0 3px;border-radius:3px"
    return re.sub(r"`([^`]*)`", rf'<code style="{style}">\1</code>', escape(text))
