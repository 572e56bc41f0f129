"""The home that the zygote had while it imported, and what modules keep of it: every copy has another.

Libraries, and Python itself, look the home up once, when they are imported, and keep paths in it.
In a copy each of these leads to the same place in the copy's own home, and what the imports wrote there
is there, too.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper, partial
from pathlib import Path, PurePath
from typing import Any

from autograder.engine.scratch import Scratch

LARGEST_FILE = 64 << 10
"""Bytes of a file that the imports wrote, and that copies get."""
AT_ONCE = 1000
"""Objects that are looked through together."""
BESIDE_TEXTS = frozenset((tuple, Path, PurePath, type(Path()), type(PurePath())))
"""Types of other values that may be, or hold, a path."""
ENVIRONMENT = os.environ._data  # type: ignore[attr-defined]
"""Of which each copy sets what it needs."""


@dataclass(frozen=True, eq=False)
class HeldPath:
    """A path that something holds, and how to have it hold another."""

    value: Any
    hold: Callable[[Any], None]

    def move(self, old: str, new: str) -> None:
        """Hold the same with `new` in the place of `old`."""
        with contextlib.suppress(Exception):  # whatever a module's own objects say to it
            self.hold(_moved(self.value, old, new))


@dataclass(frozen=True, eq=False)
class FirstHome:
    """What is in the zygote's home and what leads there, once all imports are done."""

    home: str
    kept: Sequence[HeldPath]
    folders: Sequence[str]
    """In the home, each after those that it is in."""
    files: Mapping[str, bytes]

    @classmethod
    def found(cls, home: str) -> FirstHome:
        """What is there now."""
        folders, files = [], {}
        for folder, _, names in os.walk(home):
            folders.append(os.path.relpath(folder, home))
            for name in names:
                path = os.path.join(folder, name)
                if os.path.getsize(path) <= LARGEST_FILE:
                    files[os.path.relpath(path, home)] = Path(path).read_bytes()
        return cls(home, list(_kept_below(home)), folders, files)

    def leave(self, scratch: Scratch) -> None:
        """Have everything lead to the home in `scratch` instead."""
        for kept in self.kept:
            kept.move(self.home, str(scratch.home))

    def furnish(self, scratch: Scratch) -> None:
        """Put what the imports wrote into the home in `scratch`."""
        with contextlib.suppress(OSError):  # they can do without
            for folder in self.folders:
                (scratch.home / folder).mkdir(exist_ok=True)
            for name, content in self.files.items():
                (scratch.home / name).write_bytes(content)


def _kept_below(home: str) -> Iterator[HeldPath]:
    """All paths below a folder that any object holds; what functions remember of them is forgotten."""
    everything = gc.get_objects()
    for start in range(0, len(everything), AT_ONCE):
        some = everything[start : start + AT_ONCE]
        held = gc.get_referents(*some)
        texts_alone = [each for each in held if type(each) is dict and not gc.is_tracked(each)]
        if _any_leads_to(home, held):
            for holder in some:
                yield from _held_by(holder, home)
        for holder in texts_alone:
            yield from _in_items(holder, holder.items(), home)


def _any_leads_to(home: str, held: Sequence[Any]) -> bool:
    """Whether any of many values does: there are millions of them."""
    texts = [each for each in held if type(each) is str]
    if home in "\n".join(texts):
        return True
    return any(_leads_to(home, each) for each in held if type(each) in BESIDE_TEXTS)


def _held_by(holder: Any, home: str) -> Iterator[HeldPath]:
    """The paths that one object holds."""
    held = gc.get_referents(holder)
    if not any(_leads_to(home, each) for each in held) or isinstance(holder, PurePath):
        return
    if isinstance(holder, _lru_cache_wrapper):
        holder.cache_clear()
    elif isinstance(holder, list):
        yield from _in_items(holder, enumerate(holder), home)
    elif isinstance(holder, dict):
        yield from _in_items(holder, holder.items(), home)
        if "__module__" in holder:  # the names of a class, whose changes it has to know of
            for owner in gc.get_referrers(holder):
                if isinstance(owner, type):
                    yield from _in_names(owner, holder, home)
    else:
        slots = (name for kind in type(holder).__mro__ for name in kind.__dict__)
        own = ("cell_contents", "__defaults__", "__kwdefaults__")
        yield from _in_names(holder, {*getattr(holder, "__dict__", ()), *slots, *own}, home)


def _in_items(holder: Any, items: Iterable[tuple[Any, Any]], home: str) -> Iterator[HeldPath]:
    for key, value in tuple(items):
        if holder is not ENVIRONMENT and _leads_to(home, value):
            yield HeldPath(value, partial(holder.__setitem__, key))


def _in_names(holder: Any, names: Iterable[str], home: str) -> Iterator[HeldPath]:
    for name in tuple(names):
        with contextlib.suppress(Exception):  # a property may raise anything
            value = getattr(holder, name)
            if _leads_to(home, value):
                yield HeldPath(value, partial(setattr, holder, name))


def _leads_to(home: str, value: Any) -> bool:
    """Whether a value is a path to a folder or below it, or a few values of which one is."""
    if type(value) is str:
        return home in value
    if type(value) is tuple:
        return any(type(each) is str and home in each for each in value)
    return isinstance(value, PurePath) and home in str(value)


def _moved(value: Any, old: str, new: str) -> Any:
    if type(value) is tuple:
        return tuple(each.replace(old, new) if type(each) is str else each for each in value)
    return type(value)(str(value).replace(old, new))
