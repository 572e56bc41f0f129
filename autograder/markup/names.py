"""Names in markup: each gets a prefix, so that none is one of the page's around it.

A page finds its buttons and its styles by ids and classes. Markup that held one of them would be
taken for a part of the page.
"""

from __future__ import annotations

import re

PREFIX = "own-"
OUTPUT = f"{PREFIX}output"
"""The class of what styles of a student's reach."""
KEPT = frozenset({"dataframe", "anchor-link", OUTPUT})
"""Classes that stay as they are: pages show these well, and no script looks for them."""
NAME = re.compile(r"[\w-]{1,100}", re.ASCII)
MOST = 20


def own_name(name: str) -> str | None:
    """The name with its prefix, once; None where it is no name."""
    if not NAME.fullmatch(name):
        return None
    return name if name.startswith(PREFIX) else PREFIX + name


def own_classes(text: str) -> str:
    """What a `class` holds, each with its prefix."""
    names = text.split()[:MOST]
    return " ".join(filter(None, (n if n in KEPT else own_name(n) for n in names)))


def own_place(address: str) -> str | None:
    """An address within the same piece, `#name`, with the prefix; None for any other address.

    Not even addresses on the same server: there, an address alone can do something.
    """
    name = own_name(address[1:]) if address.startswith("#") else None
    return f"#{name}" if name else None
