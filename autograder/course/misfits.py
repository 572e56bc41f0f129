"""Misfits: fields of what staff declare whose values are of another type than they are meant to be.

Python looks at no annotation, so `hidden=("noise")`, a text and no tuple, would be taken apart into
letters much later.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from autograder.values.hints import fits

SIMPLE = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    NoneType: "None",
}


@dataclass(frozen=True)
class Misfit:
    """One field with a value of another type."""

    field: str
    """The way to it from the question: `hidden`, `parts[0].layers`."""
    sentence: str
    """What it must be, what it is, and how to mend it."""


def misfits(thing: Any, inside: str = "") -> Iterator[Misfit]:
    """The misfits among the fields of a dataclass, and of dataclasses in them."""
    hints = get_type_hints(type(thing))
    for field in fields(thing):
        if not hasattr(thing, field.name):  # its own checks have ended it before
            continue
        value, way = getattr(thing, field.name), f"{inside}{field.name}"
        if fits(value, hints[field.name], exactly=True):
            for item, further in _parts(value, way):
                yield from misfits(item, f"{further}.")
        else:
            yield Misfit(way, _sentence(way, value, hints[field.name]))


def _parts(value: Any, way: str) -> Iterator[tuple[Any, str]]:
    """The dataclasses in a value."""
    if is_dataclass(value):
        yield value, way
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from _parts(item, f"{way}[{number}]")
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _parts(item, way)


def _sentence(way: str, value: Any, hint: Any) -> str:
    mend = ""
    if (
        get_origin(hint) is tuple
        and get_args(hint)[-1] is ...
        and fits(value, get_args(hint)[0], exactly=True)
    ):
        mend = f": a tuple of one item has a comma, {_shown((value,))}"
    elif isinstance(value, str) and fits(_number(value), hint, exactly=True):
        mend = f": write {value} without quotes"
    return f"`{way}` must be {in_words(hint)}, not {_shown(value)}{mend}"


def in_words(hint: Any) -> str:
    """A type as a sentence names it."""
    origin, of = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(map(in_words, of))
    if origin is Literal:
        return f"one of {', '.join(map(repr, of))}"
    if origin is tuple and of[-1] is ...:
        return f"a tuple of which each item is {in_words(of[0])}"
    if origin is tuple:
        return f"a tuple of {len(of)} items"
    if isinstance(origin, type) and issubclass(origin, Mapping) and of:
        return f"a dict that holds, by {in_words(of[0])}, {in_words(of[1])}"
    return SIMPLE.get(hint) or _with_article(origin or hint)


def _with_article(kind: Any) -> str:
    name = str(getattr(kind, "__name__", kind))
    return f"{'an' if name[:1] in 'AEIOUaeiou' else 'a'} {name}"


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return None


def _shown(value: Any) -> str:
    """A value as code, cut where it is long."""
    short = reprlib.Repr()
    short.maxstring, short.maxother, short.maxtuple = 60, 80, 3
    return short.repr(value)
