"""A student's value as plain data: numbers, texts, and lists and dicts of them; sets of numbers."""

from __future__ import annotations

import json
import math
from collections.abc import MappingView, Set
from typing import Any

import numpy as np

from autograder.values.numbers import as_number
from autograder.values.text import MalformedError, clean
from autograder.values.value import TooLargeError, WrongTypeError

DEPTH = 8
"""Lists within lists at most."""
ITEMS = 1000
"""Numbers, texts and lists in all at most."""
TAGS = 32 << 10
"""Bytes of JSON that a codec needs at most beside those of the data: it says of each list that it is one."""
SMALLEST, LARGEST = -(2**63), 2**64 - 1
NUMBERS = (bool, int, float)
"""What a set may hold: it can be sorted, so that it is written down in one way."""


def plain_data(value: Any, max_bytes: int) -> Any:
    """`value` as None, bool, int of 64 bits, float, str, lists and dicts of these, and sets of numbers.

    Tuples, ranges, shapes and small arrays become lists; tensors of rank 0 and fractions, numbers. A
    set stays one: whoever judges knows whether order is asked. As JSON it has at most `max_bytes`.

    Raises:
        WrongTypeError, TooLargeError: as they say.
        Exception: whatever a student's own type raises when it is looked at.
    """
    found = _Flattening(max_bytes).data(value, 0)
    if len(json.dumps(found, default=list)) > max_bytes:
        raise TooLargeError("more text than allowed")
    return found


def checked_plain(value: Any) -> Any:
    """What `plain_data` gives, as it came from a hostile process; its texts are made safe to store.

    Raises:
        MalformedError: `plain_data` gives no such thing.
    """
    return _Checking().data(value, 0)


class _Flattening:
    """One value that becomes plain; counts what it has seen."""

    def __init__(self, max_bytes: int) -> None:
        self._items = 0
        self._max_bytes = max_bytes

    def data(self, value: Any, depth: int) -> Any:
        self._items += 1
        if depth > DEPTH or self._items > ITEMS:
            raise TooLargeError("nested too deep, or too many values")
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            if not SMALLEST <= value <= LARGEST:
                raise TooLargeError("a whole number of more than 64 bits")
            return int(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str):
            if len(value) > self._max_bytes:
                raise TooLargeError("more text than allowed")
            return str(value)
        if isinstance(value, np.ndarray | np.generic):
            return self._array(np.asarray(value), depth)
        if isinstance(value, dict):
            return self._dict(value, depth)
        return self._other(value, depth)

    def _array(self, array: np.ndarray, depth: int) -> Any:
        if array.dtype.kind not in "biufU":
            if array.dtype.name != "bfloat16":
                raise WrongTypeError(f"an array of {array.dtype.name}")
            array = array.astype(np.float32)
        if array.size > ITEMS:
            raise TooLargeError("an array of too many values")
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)
        return self.data(array.tolist(), depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        if not all(isinstance(key, str) for key in value):
            raise WrongTypeError("a dict with keys that are no text")
        if sum(len(key) for key in value) > self._max_bytes:
            raise TooLargeError("more text than allowed")
        return {str(key): self.data(item, depth + 1) for key, item in value.items()}

    def _other(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if hasattr(kind, "as_list"):  # a TensorShape
            return self.data(list(value.as_list()), depth)
        if hasattr(kind, "__array__"):  # a tensor or a variable
            if math.prod(int(size) for size in getattr(value, "shape", ())) > ITEMS:
                raise TooLargeError("an array of too many values")
            return self._array(np.asarray(value), depth)
        number = as_number(value)
        if number is not None:
            return self.data(number, depth)
        # An iterator would be used up by looking at it.
        if isinstance(value, bytes | bytearray) or hasattr(kind, "__next__"):
            raise WrongTypeError(kind.__name__)
        if not hasattr(kind, "__iter__"):
            raise WrongTypeError(kind.__name__)
        items = [self.data(item, depth + 1) for item in value]
        if not isinstance(value, Set) or isinstance(value, MappingView):  # a dict has an order
            return items
        if not all(isinstance(item, NUMBERS) for item in items):
            raise WrongTypeError(kind.__name__)
        return frozenset(items)


class _Checking:
    """One value that says it is plain; counts what it has seen."""

    def __init__(self) -> None:
        self._items = 0

    def data(self, value: Any, depth: int) -> Any:
        self._items += 1
        if depth > DEPTH or self._items > ITEMS:
            raise MalformedError("nested too deep, or too many values")
        if value is None or type(value) in (bool, float):
            return value
        if type(value) is int and SMALLEST <= value <= LARGEST:
            return value
        if type(value) is str:
            return clean(value, len(value))
        if type(value) is list:
            return [self.data(item, depth + 1) for item in value]
        if type(value) is frozenset and all(type(item) in NUMBERS for item in value):
            return frozenset(self.data(item, depth + 1) for item in value)
        if type(value) is dict and all(type(key) is str for key in value):
            return {clean(key, len(key)): self.data(item, depth + 1) for key, item in value.items()}
        raise MalformedError("a value of a kind that is not allowed")
