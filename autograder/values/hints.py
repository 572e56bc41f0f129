"""Whether a value is of the type that a field of a dataclass declares."""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import numpy as np


def fits(value: Any, hint: Any, *, exactly: bool = False) -> bool:
    """Whether `value` is what the type `hint` says, down to what containers hold.

    As for mypy a whole number is a float, too; a truth value is no number. A list may stand for a
    tuple, as JSON has it, unless `exactly` a tuple is wanted. Of a dataclass only its class counts: its
    own fields were looked at when it was made.

    TypeError for what is no type.
    """
    if hint is Any or hint is object or isinstance(hint, TypeVar):
        return True
    if hint is None or hint is types.NoneType:
        return value is None
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(fits(value, one, exactly=exactly) for one in inside)
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in inside)
    if hint in (int, float, complex):
        known = (int, hint)
        return isinstance(value, known) and not isinstance(value, bool)
    kind = origin or hint
    if not isinstance(kind, type):
        raise TypeError(f"no data are of the type {hint!r}")
    if kind is np.ndarray:  # the dtypes that may pass are those of `tensors.DTYPES`
        return isinstance(value, np.ndarray)
    if issubclass(kind, Mapping):
        return isinstance(value, Mapping) and _pairs_fit(value, inside, exactly)
    if kind is tuple and inside and inside[-1] is not Ellipsis:
        accepted: Any = tuple if exactly else (tuple, list)
        return isinstance(value, accepted) and _each_fits(value, inside, exactly)
    if issubclass(kind, Collection) and kind is not str:
        accepted = (kind, tuple, list) if issubclass(tuple, kind) and not exactly else kind
        return isinstance(value, accepted) and _all_fit(value, inside, exactly)
    return isinstance(value, kind)


def _each_fits(values: Collection[Any], hints: tuple[Any, ...], exactly: bool) -> bool:
    hints = () if hints == ((),) else hints
    return len(values) == len(hints) and all(
        fits(value, hint, exactly=exactly) for value, hint in zip(values, hints, strict=True)
    )


def _all_fit(values: Collection[Any], inside: tuple[Any, ...], exactly: bool) -> bool:
    return not inside or all(fits(value, inside[0], exactly=exactly) for value in values)


def _pairs_fit(values: Mapping[Any, Any], inside: tuple[Any, ...], exactly: bool) -> bool:
    if not inside:
        return True
    key, value = inside
    return all(
        fits(k, key, exactly=exactly) and fits(v, value, exactly=exactly) for k, v in values.items()
    )
