"""Frozen dataclasses as plain JSON and arrays, and back.

What is written:

    None, true, 3, 0.5, "text"                as in JSON; infinities and NaN as {"float": "inf"}
    a tuple                                   [1, 2]
    a list, a frozenset                       {"list": [1, 2]}, {"set": [1, 2]}
    a mapping                                 {"dict": [["a", 1], ["b", 2]]}
    an array                                  {"array": 0}: its number in the list of arrays
    a dataclass                               {"class": "Pair", "left": 1, "right": 2}

Only dataclasses that the codec's table names are written, and only they come out of a text: never a
class by its path, never code.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any, get_type_hints

import numpy as np

from autograder.values.hints import fits
from autograder.values.text import MalformedError

CLASS = "class"
"""The key of a dataclass' name: a word that no field can have."""


class Codec:
    """Writes down frozen dataclasses of one table, and reads them again."""

    def __init__(self, classes: Iterable[type], depth: int = 32) -> None:
        """`depth`: how far values may stand within values. How long a text is, is for those to limit
        who read it (`text.read_json`)."""
        self._classes: dict[str, Any] = {}
        self._fields: dict[str, Mapping[str, Any]] = {}
        """By the name of a class: the declared types of its fields."""
        self._depth = depth
        for kind in classes:
            if not is_dataclass(kind) or kind.__name__ in self._classes:
                raise TypeError(f"{kind.__name__} is no dataclass, or has the name of another one")
            hints = get_type_hints(kind)
            self._classes[kind.__name__] = kind
            self._fields[kind.__name__] = {field.name: hints[field.name] for field in fields(kind)}

    def encode(self, value: Any) -> tuple[Any, list[np.ndarray]]:
        """The value as what JSON can hold, and its arrays.

        TypeError for anything that has no place in it.
        """
        writing = _Writing(self._classes)
        return writing.plain(value), writing.arrays

    def decode(self, plain: Any, arrays: Sequence[np.ndarray]) -> Any:
        """The value of which `encode` made these. Arrays are not copied.

        Raises:
            MalformedError: `encode` makes no such thing, or a field is not of its declared type.
        """
        return _Reading(self._fields, self._classes, arrays, self._depth).value(plain, 0)


class _Writing:
    """One value on its way into JSON; collects its arrays."""

    def __init__(self, classes: Mapping[str, Any]) -> None:
        self._classes = classes
        self._numbers: dict[tuple[Any, ...], int] = {}
        """By what makes an array up, its number: one that is met twice is written once."""
        self.arrays: list[np.ndarray] = []

    def plain(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | str):
            return value
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else {"float": str(float(value))}
        if isinstance(value, np.ndarray):
            return {"array": self._number(value)}
        if isinstance(value, Mapping):
            return {"dict": [[self.plain(k), self.plain(v)] for k, v in value.items()]}
        if type(value) is tuple:
            return [self.plain(item) for item in value]
        if type(value) is list:
            return {"list": [self.plain(item) for item in value]}
        if isinstance(value, frozenset):
            return {"set": [self.plain(item) for item in sorted(value)]}
        name = type(value).__name__
        if self._classes.get(name) is not type(value):
            raise TypeError(f"a {name} can't be written down")
        parts = {field.name: self.plain(getattr(value, field.name)) for field in fields(value)}
        return {CLASS: name, **parts}

    def _number(self, array: np.ndarray) -> int:
        content = (array.dtype.str, array.shape, blake2b(array.tobytes()).digest())
        if content not in self._numbers:
            self._numbers[content] = len(self.arrays)
            self.arrays.append(array)
        return self._numbers[content]


class _Reading:
    """One value on its way out of JSON."""

    def __init__(
        self,
        declared: Mapping[str, Mapping[str, Any]],
        classes: Mapping[str, Any],
        arrays: Sequence[np.ndarray],
        depth: int,
    ) -> None:
        self._declared = declared
        self._classes = classes
        self._arrays = arrays
        self._depth = depth

    def value(self, plain: Any, depth: int) -> Any:
        if depth > self._depth:
            raise MalformedError("nested too deep")
        if plain is None or isinstance(plain, bool | int | float | str):
            return plain
        if isinstance(plain, list):
            return tuple(self._items(plain, depth))
        if isinstance(plain, dict) and CLASS in plain:
            return self._dataclass(plain, depth)
        if isinstance(plain, dict) and len(plain) == 1:
            ((tag, inside),) = plain.items()
            return self._tagged(tag, inside, depth)
        raise MalformedError("a value of a kind that is not allowed")

    def _items(self, plain: Any, depth: int) -> list[Any]:
        if not isinstance(plain, list):
            raise MalformedError("no list where one must be")
        return [self.value(item, depth + 1) for item in plain]

    def _tagged(self, tag: str, inside: Any, depth: int) -> Any:
        match tag:
            case "float" if inside in ("nan", "inf", "-inf"):
                return float(inside)
            case "array" if type(inside) is int and 0 <= inside < len(self._arrays):
                return self._arrays[inside]
            case "list":
                return self._items(inside, depth)
            case "set" | "dict":
                try:
                    items = self._items(inside, depth)
                    return frozenset(items) if tag == "set" else dict(map(_pair, items))
                except TypeError:  # an array, say
                    raise MalformedError("a key that can be none") from None
        raise MalformedError("a value of a kind that is not allowed")

    def _dataclass(self, plain: Mapping[str, Any], depth: int) -> Any:
        name = plain[CLASS]
        declared = self._declared.get(name) if isinstance(name, str) else None
        if declared is None:
            raise MalformedError("a class that is not known here")
        if set(plain) != {CLASS, *declared}:
            raise MalformedError(f"not the fields of {name}")
        parts = {key: self.value(plain[key], depth + 1) for key in declared}
        for key, part in parts.items():
            if not fits(part, declared[key]):
                raise MalformedError(f"the field {key} of {name} is of another type")
        try:
            return self._classes[name](**parts)
        except (TypeError, ValueError) as error:  # its own check of its values
            raise MalformedError(f"no {name}: {error}") from error


def _pair(item: Any) -> tuple[Any, Any]:
    if type(item) is not tuple or len(item) != 2:
        raise MalformedError("no pair where one must be")
    return item
