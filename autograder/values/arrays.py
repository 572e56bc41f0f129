"""A student's value as an array of numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.values.numbers import as_number
from autograder.values.tensors import extent
from autograder.values.value import TooLargeError, WrongTypeError


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
    if found.dtype == object:
        found = _array_of_objects(found)
    if found.dtype.kind == "f" and found.dtype.itemsize > 8:
        found = found.astype(np.float64)
    elif found.dtype == np.float16 or found.dtype.name.startswith(("bfloat", "float8")):
        found = found.astype(np.float32)
    if found.dtype.kind not in "biuf":
        raise WrongTypeError(f"an array of {found.dtype.name}")
    if extent(found.shape, found.itemsize) > max_bytes:
        raise TooLargeError("an array larger than allowed")
    return found.astype(found.dtype.newbyteorder("="), copy=False)


def _array_of_objects(found: np.ndarray) -> np.ndarray:
    """An array of objects that are numbers, fractions say, as one of numbers."""
    numbers = [as_number(item) for item in found.flat]
    if None in numbers:
        raise WrongTypeError("an array of objects")
    array = np.array(numbers)
    if array.dtype == object:  # whole numbers of more than 64 bits
        array = np.array(numbers, dtype=np.float64)
    return array.reshape(found.shape)
