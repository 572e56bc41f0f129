"""Damages of a notebook's JSON: values in the place of others, keys, versions, and the text itself."""

from __future__ import annotations

import copy
import json
from typing import Any

from tests.fuzz.damage import Draft, places, table
from tests.fuzz.odd import CONSTANTS, NUMBERS, odd, odd_text

VERSIONS = (
    "-1",
    "0",
    "1",
    "2",
    "3",
    "5",
    "99",
    "4.0",
    "4.5",
    "true",
    "null",
    '"4"',
    "[4]",
    "1e9",
    "9" * 30,
)
MINORS = ("-1", "0", "1", "2", "3", "4", "6", "99", "true", "null", '"5"', "[5]", "4.5", "9" * 30)
TOP = ("cells", "metadata", "nbformat", "nbformat_minor")


def _swap(draft: Draft) -> None:
    found = list(places(draft.tree)) if isinstance(draft.tree, dict | list) else []
    if found:
        container, key = draft.random.choice(found)
        container[key] = odd(draft)


def _swap_many(draft: Draft) -> None:
    for _ in range(draft.random.randint(2, 12)):
        _swap(draft)


def _lose_key(draft: Draft) -> None:
    found = (
        [(c, k) for c, k in places(draft.tree) if isinstance(c, dict)]
        if isinstance(draft.tree, dict)
        else []
    )
    for container, key in draft.random.sample(
        found, min(len(found), draft.random.choice((1, 3, 30)))
    ):
        container.pop(key, None)


def _rename_key(draft: Draft) -> None:
    found = (
        [(c, k) for c, k in places(draft.tree) if isinstance(c, dict)]
        if isinstance(draft.tree, dict)
        else []
    )
    if found:
        container, key = draft.random.choice(found)
        container[draft.random.choice((key.upper(), f"{key} ", odd_text(draft)))] = container.pop(
            key
        )


def _top(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        draft.tree[draft.random.choice(TOP)] = odd(draft)


def _lose_top(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        draft.tree.pop(draft.random.choice(TOP), None)


def _version(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        draft.tree["nbformat"] = draft.raw(draft.random.choice(VERSIONS))


def _minor(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        draft.tree["nbformat_minor"] = draft.raw(draft.random.choice(MINORS))


def _old_format(draft: Draft) -> None:
    """Format 3, 2 or 1 as IPython wrote them, with cells of kinds that are gone."""
    version = draft.random.choice((3, 3, 2, 1))
    cells: list[Any] = []
    for cell in draft.cells:
        old = dict(cell)
        if cell.get("cell_type") == "code":
            old |= {"input": old.pop("source", ""), "language": "python", "prompt_number": 1}
        elif version < 3:
            old["cell_type"] = draft.random.choice(("text", "html"))
            old["text"] = old.get("source", "")
        if draft.random.random() < 0.1:
            old |= {"cell_type": "heading", "level": draft.random.choice((1, 7, -1, "2", None))}
        cells.append(old)
    sheet = {"cells": cells, "metadata": {}}
    draft.tree = {"nbformat": version, "nbformat_minor": 0, "metadata": {"name": ""}}
    if version == 1:
        draft.tree["cells"] = cells
    else:
        half = len(cells) // 2
        sheets = (
            [sheet],
            [],
            [{"cells": cells[:half]}, {"cells": cells[half:]}],
            [sheet, None, 7],
            {},
        )
        draft.tree["worksheets"] = draft.random.choice((*sheets, [sheet], [sheet]))


def _both_formats(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        cells = copy.deepcopy(draft.tree.get("cells"))
        draft.tree["worksheets"] = [{"cells": cells}]


def _wrapped(draft: Draft) -> None:
    wraps = (
        [draft.tree],
        {"notebook": draft.tree},
        json.dumps(draft.tree),
        {"content": draft.tree, "type": "notebook"},
    )
    draft.tree = draft.random.choice(wraps)


def _many_values(draft: Draft) -> None:
    if isinstance(draft.tree, dict):
        count = draft.random.choice((100_000, 600_000))
        value = draft.random.choice(("0,", "{},", '"",'))
        draft.tree["metadata"] = {"a": draft.raw(f"[{value * count}0]")}


JSON = table(
    "json",
    "tree",
    {
        "value-swapped": _swap,
        "values-swapped": _swap_many,
        "keys-lost": _lose_key,
        "key-renamed": _rename_key,
        "top-swapped": _top,
        "top-lost": _lose_top,
        "version": _version,
        "minor-version": _minor,
        "old-format": _old_format,
        "two-formats": _both_formats,
        "wrapped": _wrapped,
        "many-values": _many_values,
    },
)


def _insert(draft: Draft, *pieces: str) -> None:
    """Puts a piece of JSON before one of the keys."""
    at = (
        [i for i in range(len(draft.text)) if draft.text.startswith('"', i)]
        if len(draft.text) < 300_000
        else []
    )
    place = draft.random.choice(at) if at else 0
    draft.text = draft.text[:place] + draft.random.choice(pieces) + draft.text[place:]


def _double_keys(draft: Draft) -> None:
    key = draft.random.choice((*TOP, "cell_type", "source", "nbgrader", "outputs", "id"))
    value = draft.random.choice(("null", "[]", "{}", "7", '""', '"code"', "[1, 2]", "4"))
    pairs = draft.random.choice((f'"{key}": {value}, ', f'"{key}": {value}, "{key}": {value}, '))
    place = (
        draft.text.find("{") + 1 if draft.random.random() < 0.5 else draft.text.find("{", 20) + 1
    )
    draft.text = draft.text[:place] + pairs + draft.text[place:]


def _replace(old: str, new: str) -> Any:
    def act(draft: Draft) -> None:
        draft.text = draft.text.replace(old, new, draft.random.choice((1, 1, -1)))

    return act


def _blanks(draft: Draft) -> None:
    draft.text = draft.text.replace("\n", "\n" + " " * 500, 50_000)


def _conflict(draft: Draft) -> None:
    lines = draft.text.splitlines(keepends=True)
    place = draft.random.randint(0, len(lines))
    some = "".join(lines[place : place + 3])
    lines.insert(place, f"<<<<<<< HEAD\n{some}=======\n{some}>>>>>>> mine\n")
    draft.text = "".join(lines)


def _written_out_keys(draft: Draft) -> None:
    """Keys whose letters are written by their numbers: `outputs` is still `outputs`."""
    for key in ("outputs", "cells", "metadata", "source"):
        if draft.random.random() < 0.6:
            draft.text = draft.text.replace(f'"{key}"', f'"\\u{ord(key[0]):04x}{key[1:]}"')


def _in_number(draft: Draft) -> None:
    number = draft.random.choice((*NUMBERS, *CONSTANTS, "0x10", "01", "1.", ".5", "+1", "1_000"))
    draft.text = draft.text.replace(": 4,", f": {number},", 1).replace(": 5\n", f": {number}\n", 1)


TEXT = table(
    "text",
    "text",
    {
        "keys-doubled": _double_keys,
        "comma-too-many": _replace("]", ",]"),
        "comma-lost": _replace(",", ""),
        "quotes-single": _replace('"', "'"),
        "python-constants": _replace("null", "None"),
        "comment": lambda draft: _insert(draft, "// mine\n", "/* mine */", "# mine\n"),
        "constant": lambda draft: _insert(draft, *CONSTANTS),
        "nest-inserted": lambda draft: _insert(draft, '"a": ' + "[" * 300 + "]" * 300 + ","),
        "lone-surrogate": lambda draft: _replace("e", "\\ud83d")(draft),
        "bad-escape": _replace("\\n", "\\x"),
        "keys-written-out": _written_out_keys,
        "number-odd": _in_number,
        "conflict": _conflict,
        "twice": lambda draft: setattr(draft, "text", draft.text * 2),
        "blanks": _blanks,
        "as-javascript": lambda draft: setattr(draft, "text", f"var notebook = {draft.text};"),
    },
)
