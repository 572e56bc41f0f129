"""A submitted notebook's name, without what browsers, systems and platforms add to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

FURTHER = r"(?:-\d{1,4}|[ ]?\(\d{1,4}\))"
"""The number that Canvas (`-1`), or a browser (` (1)`), gives to a further file of one name."""
ATTEMPT = re.compile(rf"(?P<stem>.*?)(?P<number>{FURTHER})?", re.DOTALL)
NOTEBOOK = re.compile(
    rf"""
    (?P<stem>.+?) {FURTHER}? \.ipynb
    (?P<added>
        (?: {FURTHER}? \.(?:txt|text|json|ipynb|download|html?|bin) )*  # a browser's own ending
        {FURTHER}?
    )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
MAYBE = re.compile(r".*\.(json|txt|text)|[^.]+", re.IGNORECASE | re.DOTALL)


def attempt_of(name: str) -> tuple[str, int]:
    """A file's name without the number of a further attempt, and that number.

    `kernels-1.ipynb` and `kernels (1).ipynb` are `kernels.ipynb`, 1.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name, 0
    match = ATTEMPT.fullmatch(stem)
    if match is None or not match["stem"]:
        return name, 0
    return f"{match['stem']}.{ending}", int(re.sub(r"\D", "", match["number"] or "0"))


def own_name(name: str) -> str | None:
    """What a notebook was called before something was added, as names are compared: `kernels.ipynb` for
    `Kernels (1).ipynb.txt`. None for a name that is no notebook's."""
    match = NOTEBOOK.fullmatch(name)
    return f"{match['stem']}.ipynb".casefold().replace(" ", "_") if match else None


def is_renamed(name: str) -> bool:
    """Whether a notebook's name goes on behind its ending, as in `kernels.ipynb.txt`."""
    match = NOTEBOOK.fullmatch(name)
    return match is not None and match["added"] != ""


def may_be_notebook(name: str) -> bool:
    """Whether a file that is not called as notebooks are may be one for all that: its content says."""
    return own_name(name) is None and MAYBE.fullmatch(name) is not None


def renamed(files: Mapping[Path, Path], name: str) -> Path | None:
    """The one file, of those at the top, that is the notebook but for what was added to its name
    (`kernels.ipynb.txt`); None where there is none, or several. By its place: where a file is."""
    own = own_name(name)
    top = [place for place in files if len(place.parts) == 1 and is_renamed(place.name)]
    same = [files[place] for place in top if own_name(place.name) == own]
    return same[0] if len(same) == 1 else None
