"""Plain values (numbers, text, and lists and dicts of them) as JSON, and back.

JSON has no infinities and no NaN, so these pass as `{"float": "nan"}`, and a dict as `{"dict":
{...}}`."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from autograder.engine.frame import MalformedError

DEPTH = 8
"""Lists within lists at most."""
ITEMS = 1000
"""Numbers, texts and lists in all at most."""
SMALLEST, LARGEST = -(2**63), 2**64 - 1


class NotPlainError(TypeError):
    """A value that is not made of numbers, text, and lists and dicts of them."""


class TooLargeError(ValueError):
    """More than the limits allow."""


def to_json(value: Any, max_bytes: int) -> bytes:
    """`value` as JSON. Tuples, ranges, shapes and small arrays become lists; tensors of rank 0,
    numbers.

    Raises:
        NotPlainError, TooLargeError: as they say.
        Exception: whatever a student's own type raises when it is looked at.
    """
    text = json.dumps(_Flattening(max_bytes).node(value, 0), allow_nan=False).encode()
    if len(text) > max_bytes:
        raise TooLargeError("more text than allowed")
    return text


def from_json(text: bytes) -> Any:
    """The value that `to_json` wrote: None, bool, int of 64 bits, float, str, lists and dicts.

    Raises:
        MalformedError: anything else.
    """
    try:
        node = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"no JSON: {type(error).__name__}") from None
    return _Checking().value(node, 0)


def clean(text: str, length: int) -> str:
    """Hostile text made safe to store: at most `length` characters, each one that UTF-8 can
    hold."""
    return str(text)[:length].encode("utf-8", "replace").decode("utf-8")


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not allowed")


class _Flattening:
    """One value on its way into JSON; counts what it has seen."""

    def __init__(self, max_bytes: int) -> None:
        self._items = 0
        self._max_bytes = max_bytes

    def node(self, value: Any, depth: int) -> Any:
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
            return float(value) if math.isfinite(value) else {"float": str(float(value))}
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
                raise NotPlainError(f"an array of {array.dtype.name}")
            array = array.astype(np.float32)
        if array.size > ITEMS:
            raise TooLargeError("an array of too many values")
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)
        return self.node(array.tolist(), depth)

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        if not all(isinstance(key, str) for key in value):
            raise NotPlainError("a dict with keys that are no text")
        if sum(len(key) for key in value) > self._max_bytes:
            raise TooLargeError("more text than allowed")
        return {"dict": {str(key): self.node(item, depth + 1) for key, item in value.items()}}

    def _other(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if hasattr(kind, "as_list"):  # a TensorShape
            return self.node(list(value.as_list()), depth)
        if hasattr(kind, "__array__"):  # a tensor or a variable
            if math.prod(int(size) for size in getattr(value, "shape", ())) > ITEMS:
                raise TooLargeError("an array of too many values")
            return self._array(np.asarray(value), depth)
        # A set has no order, and an iterator would be used up by looking at it.
        if isinstance(value, bytes | bytearray | set | frozenset) or hasattr(kind, "__next__"):
            raise NotPlainError(kind.__name__)
        if not hasattr(kind, "__iter__"):
            raise NotPlainError(kind.__name__)
        return [self.node(item, depth + 1) for item in value]


class _Checking:
    """One value on its way out of JSON; counts what it has seen."""

    def __init__(self) -> None:
        self._items = 0

    def value(self, node: Any, depth: int) -> Any:
        self._items += 1
        if depth > DEPTH or self._items > ITEMS:
            raise MalformedError("nested too deep, or too many values")
        if node is None or isinstance(node, bool):
            return node
        if isinstance(node, int) and SMALLEST <= node <= LARGEST:
            return node
        if isinstance(node, float):
            return node
        if isinstance(node, str):
            return clean(node, len(node))
        if isinstance(node, list):
            return [self.value(item, depth + 1) for item in node]
        if isinstance(node, dict) and len(node) == 1:
            return self._tagged(node, depth)
        raise MalformedError("a value of a kind that is not allowed")

    def _tagged(self, node: dict[str, Any], depth: int) -> Any:
        tag, inner = next(iter(node.items()))
        if tag == "float" and inner in ("nan", "inf", "-inf"):
            return float(inner)
        if tag == "dict" and isinstance(inner, dict):
            return {
                clean(key, len(key)): self.value(item, depth + 1) for key, item in inner.items()
            }
        raise MalformedError("a value of a kind that is not allowed")
