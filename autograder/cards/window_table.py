"""A window on its way along one axis of a picture, as a table of HTML: the first two places, and the last.

A table, since notebooks that are not trusted keep tables and drop drawings.
"""

from __future__ import annotations

from html import escape

from autograder.cards.palette import AMBER, BLUE, ORANGE, PALE_BLUE, SOFT
from autograder.questions.verdict import WindowRow

MOST_SHOWN = 34
"""Pixels that are drawn at most; of longer axes the beginning and the end."""

PIXEL, ZERO, NOTHING = PALE_BLUE, "#ffffff", "#ffffff"
"""Grounds of a pixel, of a zero that padding adds, and of a place where there is neither."""

CELL = "width:16px;height:16px;min-width:16px;padding:0;font-size:10px;text-align:center;line-height:16px"


def window_table(row: WindowRow) -> str:
    """The table, with its caption: only the numbers of the answer stand in it."""
    start, end = -row.before, row.size + row.after
    last = (row.count - 1) * row.stride - row.before
    places = [-row.before + n * row.stride for n in range(min(2, row.count))]
    cells = _cells(start, max(end, last + row.window), places, last, row)
    lines = [_pixels(cells, row)]
    for place, name in _named(places, last):
        lines.append(_window(cells, place, row.window, name, place + row.window > end))
    caption = (
        f"The {row.axis} of <b>{escape(row.part)}</b>, and where your {row.count} "
        f"{'window lies' if row.count == 1 else 'windows lie'}"
    )
    note = " (0: a zero of the padding)" if row.before or row.after else ""
    beyond = ". The last one sticks out: orange" if last + row.window > end else ""
    return (
        f'<div style="margin-top:8px;overflow-x:auto"><div style="font-size:12px;color:{SOFT}">'
        f"{caption}{note}{beyond}.</div>"
        f'<table style="border-collapse:separate;border-spacing:1px 3px;margin:4px 0">{"".join(lines)}'
        "</table></div>"
    )


def _named(places: list[int], last: int) -> list[tuple[int, str]]:
    named = [(place, f"{n}") for n, place in enumerate(places, start=1)]
    return named if last in places else [*named, (last, "last")]


def _cells(start: int, end: int, places: list[int], last: int, row: WindowRow) -> list[int | None]:
    """The places on the axis that are drawn, None for what is left out between them."""
    if end - start <= MOST_SHOWN:
        return list(range(start, end))
    head = min(places[-1] + row.window + 1, start + MOST_SHOWN // 2)
    tail = max(min(last, row.size + row.after - 1) - 1, end - MOST_SHOWN // 2, head + 1)
    return [*range(start, head), None, *range(tail, end)]


def _pixels(cells: list[int | None], row: WindowRow) -> str:
    return f"<tr>{''.join(_pixel(cell, row) for cell in cells)}</tr>"


def _pixel(cell: int | None, row: WindowRow) -> str:
    if cell is None:
        return f'<td style="{CELL};color:{SOFT}">…</td>'
    if 0 <= cell < row.size:
        return f'<td style="{CELL};background:{PIXEL};border:1px solid {BLUE}"></td>'
    if -row.before <= cell < row.size + row.after:
        return f'<td style="{CELL};background:{ZERO};border:1px solid {SOFT};color:{SOFT}">0</td>'
    return f'<td style="{CELL};background:{NOTHING};border:1px dotted {ORANGE}"></td>'


def _window(cells: list[int | None], place: int, size: int, name: str, out: bool) -> str:
    """One row of the table: the cells that a window covers, as one."""
    covered = [
        n for n, cell in enumerate(cells) if cell is not None and place <= cell < place + size
    ]
    if not covered:
        return ""
    ground = ORANGE if out else AMBER
    before = f'<td colspan="{covered[0]}"></td>' if covered[0] else ""
    return (
        f"<tr>{before}"
        f'<td colspan="{len(covered)}" style="background:{ground};color:#000;font-size:11px;'
        f'text-align:center;line-height:15px;height:15px;padding:0">{name}</td></tr>'
    )
