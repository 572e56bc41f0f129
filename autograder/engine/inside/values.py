"""Values of the notebook as data: what each export form makes of a variable."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.engine.frame import pack_block
from autograder.engine.plain import NotPlainError, TooLargeError, to_json
from autograder.values.tensors import extent, pack_tensors


class WrongTypeError(TypeError):
    """A value that is not what its export needs."""


def find_wrap(path: str) -> Callable[[Any], Any]:
    """The function that `package.module:attribute` names.

    Raises:
        ImportError, AttributeError: there is none.
    """
    module, _, attribute = path.partition(":")
    found: Any = importlib.import_module(module)
    for part in attribute.split("."):
        found = getattr(found, part)
    function: Callable[[Any], Any] = found
    return function


def number_array(value: Any, max_bytes: int) -> np.ndarray:
    """`value` as an array of bool, integers, float32 or float64, its axes as they are.

    Raises:
        WrongTypeError: no array of numbers can be made of it.
        TooLargeError: it would have more than `max_bytes`.
        Exception: whatever a student's own type raises.
    """
    size = getattr(value, "nbytes", 0)
    if isinstance(size, int) and size > max_bytes:
        raise TooLargeError(f"{size} bytes")
    try:
        found = np.asarray(value)
    except (TypeError, ValueError) as error:  # a ragged list, or a tensor that has no values yet
        raise WrongTypeError(f"{type(error).__name__}: {error}") from error
    if type(found) is not np.ndarray or found.nbytes > max_bytes:
        raise TooLargeError("an array larger than allowed")
    if found.dtype.kind == "f" and found.dtype.itemsize > 8:
        found = found.astype(np.float64)
    elif found.dtype == np.float16 or found.dtype.name.startswith(("bfloat", "float8")):
        found = found.astype(np.float32)
    if found.dtype.kind not in "biuf":
        raise WrongTypeError(f"an array of {found.dtype.name}")
    if extent(found.shape, found.itemsize) > max_bytes:
        raise TooLargeError("an array larger than allowed")
    return found.astype(found.dtype.newbyteorder("="), copy=False)


def returned_arrays(value: Any, max_bytes: int) -> list[np.ndarray]:
    """What a call returned: a tuple or list of arrays as several, anything else as one.

    Raises: as `number_array`.
    """
    several = isinstance(value, tuple | list) and value
    parts = value if several and all(hasattr(part, "__array__") for part in value) else [value]
    if len(parts) > 64:
        raise TooLargeError("more than 64 arrays")
    arrays = [number_array(part, max_bytes) for part in parts]
    if sum(extent(array.shape, array.itemsize) for array in arrays) > max_bytes:
        raise TooLargeError("arrays larger than allowed")
    return arrays


WRONG_TYPE = {"array": "not-an-array", "plain": "not-plain", "callable": "not-callable"}


class Exporter:
    """Takes values out of one namespace, and keeps what can be called."""

    def __init__(self, namespace: Mapping[str, Any], limits: Mapping[str, int]) -> None:
        self._namespace = namespace
        self._limits = limits
        self._wraps: dict[str, Callable[[Any], Any]] = {}
        self.kept: dict[tuple[int, str], Callable[..., Any]] = {}
        """What can be called, by step and label."""

    def load_wrap(self, path: str) -> None:
        """Import a wrap before any cell runs, so that no file beside the notebook stands in for
        it."""
        self._wraps[path] = find_wrap(path)

    def take(self, step: int, export: Mapping[str, Any]) -> bytes:
        """The payload of a VALUE frame for one export: its name, form, wrap and label."""
        head: dict[str, Any] = {"label": export["label"], "problem": None, "type": "", "detail": ""}
        tail = b""
        if export["name"] not in self._namespace:
            return pack_block({**head, "problem": "undefined"})
        value = self._namespace[export["name"]]
        head["type"] = str(type(value).__name__)[:80]
        try:
            if export["wrap"] is not None:
                value = self._wrapped(export, value)
            if export["form"] == "array":
                tail = pack_tensors([number_array(value, self._limits["array_bytes"])])
            elif export["form"] == "plain":
                tail = to_json(value, self._limits["plain_bytes"])
            elif callable(value):
                self.kept[step, export["label"]] = value
            else:
                head["problem"] = "not-callable"
        except (WrongTypeError, NotPlainError) as error:
            head |= {"problem": WRONG_TYPE[export["form"]], "detail": describe(error.args)}
        except TooLargeError as error:
            head |= {"problem": "too-large", "detail": describe(error.args)}
        except RecursionError:
            head |= {"problem": "too-large", "detail": "nested too deep"}
        except (Exception, SystemExit) as error:  # student code runs here: __array__, __iter__, ...
            head |= {"problem": "error", "detail": describe(error)}
        return pack_block(head, tail)

    def _wrapped(self, export: Mapping[str, Any], value: Any) -> Any:
        try:
            return self._wraps[export["wrap"]](value)
        except TypeError as error:  # by agreement: "this is not what I wrap"
            raise WrongTypeError(str(error)) from error


def describe(error: BaseException | tuple[Any, ...]) -> str:
    """An error's type and words, capped; `args` alone where the type says nothing."""
    try:
        if isinstance(error, tuple):
            return str(error[0] if error else "")[:500]
        return f"{type(error).__name__}: {error}"[:500]
    except Exception:  # a student's exception whose __str__ raises
        return type(error).__name__[:80]
