"""Three speeds: `make test` runs some rows of a table, and `make thorough` all the others. CI runs both.

`make soak` runs what is marked so besides, and again what the thorough tests try on a few: on every
assignment, and on hundreds of submissions.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pytest

SOAK = bool(os.environ.get("SOAK"))
"""Whether this is `make soak`."""


def rows(table: Mapping[str, Any], quick: Collection[str]) -> list[Any]:
    """The rows of a table as parameters, by name; all but the quick ones are marked as thorough.

    KeyError where a quick one is not in the table: it would be run by nobody.
    """
    for name in quick:
        table[name]
    return [
        pytest.param(
            *(row if isinstance(row, tuple) else (row,)),
            id=name,
            marks=() if name in quick else pytest.mark.thorough,
        )
        for name, row in table.items()
    ]


def each(items: Iterable[Any], quick: Collection[str]) -> list[Any]:
    """The same of things that have a name of their own, each a parameter."""
    return rows({item.name: (item,) for item in items}, quick)


def some(items: Sequence[Any], few: Collection[Any]) -> list[Any]:
    """The few of the items that represent the others here; all of them where this is `make soak`.

    ValueError where one of the few is none of the items.
    """
    for item in few:
        items.index(item)
    return [item for item in items if SOAK or item in few]
