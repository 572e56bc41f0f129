"""Damages of cells: their kinds, ids, texts and order, and what becomes of those that were released."""

from __future__ import annotations

import copy
from typing import Any

from tests.fuzz.damage import RAW, Draft, mark_of, table
from tests.fuzz.odd import odd, odd_text

KINDS = ("code", "markdown", "raw", "heading", "html", "", "CODE", "sql", None, 7, ["code"])
LINES = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\x1c")
CODE = (
    "%%bash\nrm -rf nothing",
    "!ls",
    "%matplotlib widget",
    "%run other.ipynb",
    "exit",
    "x = = 1",
    "\tif True:\n  x",
    "def f(:",
    "check('no such question')",
    "\x00",
    "await x",
    "# -*- coding: utf-7 -*-",
    "'" * 3,
    "x" * 100_000,
    "(" * 5000,
    "x = [" + "1, " * 50_000 + "]",
    "\\",
    "?",
    "é = 1; 𝔵 = 2; ﬁ = 3",
    "try:\n    pass\nexcept* ValueError:\n    pass",
    "@" * 300,
)
TEXTS = (
    "> " * 500 + "deep",
    "[" * 3000,
    "*" * 3000,
    "![a](attachment:gone.png)",
    "$" + "{" * 500 + "$",
    "<table>" * 300,
    "`" * 2001,
    "| a " * 500 + "|\n" + "|---" * 500 + "|",
    "- " * 200,
    "&#x0;&#xD800;&bogus;",
    "[x](javascript:alert(1))",
    "$$\\begin{matrix}" + "a & " * 500 + "\\end{matrix}$$",
    "<!-- " + "-" * 1000,
    "\ue000" + "0" + "\ue001\ue002",
)


def _kind(draft: Draft) -> None:
    draft.cell["cell_type"] = draft.random.choice(KINDS)


def _all_kinds(draft: Draft) -> None:
    kind = draft.random.choice(KINDS)
    for cell in draft.cells:
        cell["cell_type"] = kind


def _ids_lost(draft: Draft) -> None:
    for cell in draft.cells:
        if draft.random.random() < 0.7:
            cell.pop("id", None)


def _ids_same(draft: Draft) -> None:
    name = draft.random.choice(("a", "", *[str(cell.get("id")) for cell in draft.cells[:9]]))
    for cell in draft.cells:
        if draft.random.random() < 0.5:
            cell["id"] = name


def _ids_odd(draft: Draft) -> None:
    for cell in draft.cells:
        if draft.random.random() < 0.1:
            cell["id"] = odd(draft)


def _ids_swapped(draft: Draft) -> None:
    one, other = draft.cell, draft.cell
    one["id"], other["id"] = other.get("id"), one.get("id")


def _ids_taken(draft: Draft) -> None:
    """Ids that repair gives, and that other forms of the release have."""
    for number, cell in enumerate(draft.cells):
        cell["id"] = draft.random.choice(
            (f"own-{number + 1}", "otter-open", "colab-open", "unreadable", "graded-cell-3")
        )


def _shuffled(draft: Draft) -> None:
    if isinstance(draft.tree, dict) and isinstance(draft.tree.get("cells"), list):
        draft.random.shuffle(draft.tree["cells"])


def _reversed(draft: Draft) -> None:
    if isinstance(draft.tree, dict) and isinstance(draft.tree.get("cells"), list):
        draft.tree["cells"].reverse()


def _many(draft: Draft) -> None:
    count = draft.random.choice((1500, 1990, 2100, 30_000))
    own = copy.copy(draft.cell)
    kinds = ({"cell_type": "code", "source": "1"}, {"cell_type": "markdown"}, {}, own)
    cell = draft.random.choice(kinds if _is_small(own) else kinds[:-1])
    if isinstance(draft.tree, dict) and isinstance(draft.tree.get("cells"), list):
        # each its own: what is joined to itself again and again has no end
        draft.tree["cells"] += [copy.deepcopy(cell) for _ in range(count)]


def _is_small(cell: dict[str, Any]) -> bool:
    """Whether thousands of copies are no more than a file may hold."""
    told = repr(cell)
    return len(told) < 1000 and RAW not in told


def _joined(draft: Draft) -> None:
    cells = draft.cells
    place = draft.random.randrange(len(cells))
    for other in cells[place + 1 : place + draft.random.choice((2, 5, 200))]:
        cells[place]["source"] = f"{_source(cells[place])}\n{_source(other)}"
        draft.take_out(other)


def _split(draft: Draft) -> None:
    """The second half goes anywhere."""
    cell = draft.cell
    text = _source(cell)
    place = draft.random.randint(0, len(text))
    other = copy.deepcopy(cell)
    cell["source"], other["source"] = text[:place], text[place:]
    draft.put(other)


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return (
        source
        if isinstance(source, str)
        else "".join(map(str, source))
        if isinstance(source, list)
        else ""
    )


def _sources_odd(draft: Draft) -> None:
    for _ in range(draft.random.choice((1, 1, 5))):
        draft.cell["source"] = odd(draft)


def _source_lists(draft: Draft) -> None:
    """Lists of lines, as files have them, in ways they have not."""
    cell = draft.cell
    lines = _source(cell).splitlines(keepends=True)
    ways = (
        [*lines, None],
        [*lines, 7],
        [lines],
        [[], *lines],
        list(_source(cell)),
        {"0": lines},
        [line + "\r" for line in lines],
    )
    cell["source"] = draft.random.choice(ways)


def _line_ends(draft: Draft) -> None:
    end = draft.random.choice(LINES)
    for cell in draft.cells:
        if draft.random.random() < 0.5:
            cell["source"] = _source(cell).replace("\n", end)


def _code(draft: Draft) -> None:
    cell = draft.marked("solution")
    if cell.get("cell_type") == "code":
        cell["source"] = draft.random.choice(CODE)
    else:
        cell["source"] = draft.random.choice(TEXTS)


def _own(draft: Draft) -> None:
    draft.put({"cell_type": "code", "metadata": {}, "source": draft.random.choice(CODE)})
    draft.put({"cell_type": "markdown", "metadata": {}, "source": draft.random.choice(TEXTS)})


def _check_edited(draft: Draft) -> None:
    cell = draft.marked("grade")
    cell["source"] = draft.random.choice(
        ("", "pass", "check()", _source(cell) + " # mine", odd_text(draft))
    )


def _check_moved(draft: Draft) -> None:
    cell = draft.marked("grade")
    draft.take_out(cell)
    draft.put(cell)


def _check_copied(draft: Draft) -> None:
    cell = draft.marked(draft.random.choice(("grade", "solution", "locked")))
    for _ in range(draft.random.choice((1, 2, 300)) if _is_small(cell) else 2):
        draft.put(copy.deepcopy(cell))


def _check_turned(draft: Draft) -> None:
    """A check that became a text, an answer that became one."""
    cell = draft.marked(draft.random.choice(("grade", "solution", "locked")))
    cell["cell_type"] = draft.random.choice(("markdown", "raw", "code"))


def _deleted(draft: Draft) -> None:
    for cell in draft.random.sample(draft.cells, draft.random.randint(1, len(draft.cells))):
        draft.take_out(cell)


def _other_assignment(draft: Draft) -> None:
    """Cells of another notebook, in the place of these or behind them."""
    other = copy.deepcopy(draft.random.choice(draft.others))
    if not isinstance(draft.tree, dict) or draft.random.random() < 0.4:
        draft.tree = other
    elif isinstance(draft.tree.get("cells"), list):
        draft.tree["cells"] += other["cells"]


def _no_cells(draft: Draft) -> None:
    for number in range(draft.random.choice((1, 3, 50))):
        draft.put((None, 7, "code", [], {}, True)[number % 6])


CELLS = table(
    "cells",
    "tree",
    {
        "kind": _kind,
        "all-kinds": _all_kinds,
        "ids-lost": _ids_lost,
        "ids-the-same": _ids_same,
        "ids-odd": _ids_odd,
        "ids-swapped": _ids_swapped,
        "ids-taken": _ids_taken,
        "shuffled": _shuffled,
        "reversed": _reversed,
        "many": _many,
        "joined": _joined,
        "split": _split,
        "sources-odd": _sources_odd,
        "source-lists": _source_lists,
        "line-ends": _line_ends,
        "answer-odd": _code,
        "cells-of-their-own": _own,
        "check-edited": _check_edited,
        "check-moved": _check_moved,
        "copied": _check_copied,
        "turned": _check_turned,
        "deleted": _deleted,
        "of-another-notebook": _other_assignment,
        "no-cells": _no_cells,
        "all-empty": lambda draft: [cell.update(source="") for cell in draft.cells],
        "mark-empty": lambda draft: mark_of(draft.cell).clear(),
    },
)
