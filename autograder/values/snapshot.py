"""A function as it is now, whatever is done later to the names that it uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper, lru_cache, partial
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any


class Snapshot:
    """A function of a notebook, and its helpers, with the values that their names have now.

    A later cell may give a helper's name, or a constant's, to something else: the notebook's own
    functions in here still see what they saw. They are copies, reached by their names, from their
    closures, from their defaults and from `functools.partial`. Classes, arrays and all other objects
    are shared with the notebook, and what is no function of the notebook's own is left as it is. A
    name that comes later is not seen: here as in a check that runs at this place.
    """

    def __init__(self, value: Any) -> None:
        """Takes the snapshot; never fails: where it can't be taken, the value stays as it is."""
        self.function: Any = value
        """What stands for the value."""
        self._live: dict[str, Any] = {}
        self._names: dict[str, Any] = {}
        self._seen: set[str] = set()
        """The names that were looked for: what they stand for is copied."""
        self._copies: dict[int, tuple[object, Any]] = {}
        """By the id of a function or a cell: itself, so that the id stays its own, and its copy."""
        root = _own_function(value)
        if root is None:
            return
        self._live = root.__globals__
        self._names |= self._live
        try:
            self.function = self._copied(value)
        except (RecursionError, ValueError, TypeError, AttributeError):
            self._live, self.function = {}, value

    def _copied(self, value: Any) -> Any:
        if type(value) is partial:
            arguments = map(self._copied, value.args)
            named = {name: self._copied(given) for name, given in value.keywords.items()}
            return partial(self._copied(value.func), *arguments, **named)
        if type(value) is MethodType:
            return MethodType(self._copied(value.__func__), value.__self__)
        if type(value) is _lru_cache_wrapper:
            return lru_cache(**value.cache_parameters())(self._copied(value.__wrapped__))
        # A function of a library is as it is, but for the notebook's functions that it wraps
        own = type(value) is FunctionType and value.__globals__ is self._live
        if type(value) is not FunctionType or not (own or value.__closure__):
            return value
        if id(value) not in self._copies:
            self._copies[id(value)] = (value, self._copy(value, own))
        return self._copies[id(value)][1]

    def _copy(self, function: FunctionType, own: bool) -> FunctionType:
        code = function.__code__
        cells = tuple(map(self._new_cell, function.__closure__ or ()))
        if id(function) in self._copies:  # its own closure holds it
            return self._copies[id(function)][1]
        names = self._names if own else function.__globals__
        copy = FunctionType(code, names, function.__name__, None, cells or None)
        self._copies[id(function)] = (function, copy)  # before it is met again, as by recursion
        copy.__qualname__, copy.__module__ = function.__qualname__, function.__module__
        copy.__doc__ = function.__doc__
        copy.__dict__.update(function.__dict__)
        if function.__defaults__:
            copy.__defaults__ = tuple(map(self._copied, function.__defaults__))
        if function.__kwdefaults__:
            named = function.__kwdefaults__.items()
            copy.__kwdefaults__ = {name: self._copied(value) for name, value in named}
        for name in _names_in(code) if own else ():
            if name in self._live and name not in self._seen:
                self._seen.add(name)
                self._names[name] = self._copied(self._live[name])
        return copy

    def _new_cell(self, cell: CellType) -> Any:
        """A cell of a closure, copied once, so that functions that share one still do."""
        if id(cell) not in self._copies:
            try:
                held = cell.cell_contents
            except ValueError:  # an empty one, which may be filled later
                return cell
            new = CellType()
            self._copies[id(cell)] = (cell, new)
            new.cell_contents = self._copied(held)
        return self._copies[id(cell)][1]


def _own_function(value: Any, depth: int = 0) -> FunctionType | None:
    """The first function that the notebook itself wrote, of those that are called when `value` is."""
    inside: list[Any] = []
    if type(value) is partial:
        inside = [value.func]
    elif type(value) is MethodType:
        inside = [value.__func__]
    elif type(value) is _lru_cache_wrapper:
        inside = [value.__wrapped__]
    elif type(value) is FunctionType:
        if not _is_of_module(value):
            return value
        inside = [cell.cell_contents for cell in value.__closure__ or () if cell != CellType()]
    found = (_own_function(part, depth + 1) for part in inside) if depth < 50 else ()
    return next((part for part in found if part is not None), None)


def _is_of_module(function: FunctionType) -> bool:
    """Whether a function was imported: its names are those of a module, not of a notebook."""
    name = function.__globals__.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) and name != "__main__" else None
    return module is not None and vars(module) is function.__globals__


def _names_in(code: CodeType) -> Iterator[str]:
    """All names, of variables outside and of attributes, in a function's code and in what is written
    inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)
