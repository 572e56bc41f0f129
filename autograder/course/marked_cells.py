"""Marked cells of py:percent text that is read and never run: the sample class, known answers.

    # %% wrong="blur" points=0 mistake="not-normalised"
    blur = np.ones((3, 3, 1, 1))

    # %% [markdown] written="why"
    # The weights add up to 1.

Such files hold code of every sort, with magics and syntax errors, and each cell's code must stay exactly
what it is. jupytext, which reads the masters, is not made for that: it uncomments magics, takes the
following cells for a string where a quote is not closed, and drops blank lines. So the lines are cut
here. The same lines begin a cell as in jupytext, so that editors know the cells.

One blank line before the next cell separates the two; any other belongs to the code. A line of the
code that would begin a cell has one more `#` in front, as in `## %%`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from autograder.errors import InputError

Mark = str | int | float | bool

BEGINS = re.compile(r"[ \t]*#[ \t]*%%+(?:[ \t]+(?P<line>.*))?")
"""A line that begins a cell."""
ESCAPED = re.compile(r"(?P<indent>[ \t]*)#(?P<line>#+[ \t]*%%+(?:[ \t].*)?)")
"""A line of code that would begin a cell, but for the `#` in front."""
MARKDOWN = re.compile(r"\[(?:markdown|md)\]")
FIRST_MARK = re.compile(r"(?:^|(?<=\s))[\w-]+=")
MARK = re.compile(r'(?P<name>[\w-]+)=(?P<value>"(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s+|$)')


@dataclass(frozen=True)
class MarkedCell:
    """One cell."""

    is_code: bool
    """Whether it is code, not text."""
    title: str
    """What stands in its first line before the marks; mostly nothing."""
    marks: Mapping[str, Mark]
    source: str
    where: str
    """File and line, for errors."""


def marked_cells(text: str, where: str) -> tuple[MarkedCell, ...]:
    """The cells of a text, whose lines end with \\n; `where` names it in errors.

    InputError, with the line and what to write there, where a mark can't be read.
    """
    lines = text.removesuffix("\n").split("\n")
    begins = [number for number, line in enumerate(lines) if BEGINS.fullmatch(line)]
    for number, line in enumerate(lines[: begins[0] if begins else None], start=1):
        if line.strip() and not line.startswith("#"):
            raise InputError(f"{where}, line {number}: stands before the first cell, a line `# %%`")
    return tuple(
        _cell(lines[begin:end], f"{where}, line {begin + 1}", followed=end is not None)
        for begin, end in zip_longest(begins, begins[1:])
    )


def _cell(lines: list[str], where: str, followed: bool) -> MarkedCell:
    begin = BEGINS.fullmatch(lines[0])
    line = (begin and begin["line"]) or ""
    first = FIRST_MARK.search(line)
    title, marks = (line[: first.start()], line[first.start() :]) if first else (line, "")
    is_code = not MARKDOWN.search(title)
    body = lines[1:-1] if followed and lines[-1] == "" else lines[1:]
    source = "\n".join(
        ESCAPED.sub(r"\g<indent>\g<line>", line) if is_code else _uncommented(line, where)
        for line in body
    )
    return MarkedCell(
        is_code, MARKDOWN.sub("", title).strip(), _marks(marks.strip(), where), source, where
    )


def _uncommented(line: str, where: str) -> str:
    if line.strip() and not line.startswith("#"):
        raise InputError(f"{where}: every line of a text cell begins with `#`, not {line[:40]!r}")
    return line.removeprefix("#").removeprefix(" ")


def _marks(line: str, where: str) -> Mapping[str, Mark]:
    marks: dict[str, Mark] = {}
    while line:
        mark = MARK.match(line)
        if mark is None:
            raise InputError(
                f'{where}: {line!r} is no mark: write name="text", name=1 or name=true, '
                "and a title before the marks"
            )
        if mark["name"] in marks:
            raise InputError(f"{where}: {mark['name']} stands there twice: keep one")
        marks[mark["name"]] = _value(mark["name"], mark["value"], where)
        line = line[mark.end() :]
    return marks


def _value(name: str, text: str, where: str) -> Mark:
    try:
        value = json.loads(text, parse_constant=lambda constant: None)
    except ValueError:
        value = None
    if not isinstance(value, Mark):
        raise InputError(
            f"{where}: {name}={text} is neither a text, a number, true nor false: "
            f'write {name}="{text}" for a text'
        )
    return value
