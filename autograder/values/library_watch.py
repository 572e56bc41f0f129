"""Sees which libraries are called while a student's function runs."""

from __future__ import annotations

import sys
import threading
from functools import cache
from types import FrameType, TracebackType
from typing import Any

from autograder.values.callers import LIBRARIES, is_drawing, is_use, root_of

OWN = "autograder.convolution"
"""Of this package itself, what computes; the rest takes part in every `print` of a graded notebook."""


class LibraryWatch:
    """Between `with` and its end, every call is looked at, of Python or of C, in new threads too.

    Left out is what an import of a library calls (to import is not to use), and what is called to draw
    or to save a picture, whatever was drawn before.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        """The libraries that were called, in that order."""
        self._base: FrameType | None = None

    @property
    def libraries(self) -> tuple[str, ...]:
        """The same, in the order of LIBRARIES."""
        return tuple(name for name in LIBRARIES if name in self.seen)

    def __enter__(self) -> LibraryWatch:
        self._base = sys._getframe(1)
        self._before = sys.getprofile(), threading.getprofile()
        # Python 3.12 and later also reach threads that run already, a pool's workers say
        getattr(threading, "setprofile_all_threads", threading.setprofile)(self._look)
        sys.setprofile(self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        sys.setprofile(self._before[0])
        getattr(threading, "setprofile_all_threads", threading.setprofile)(self._before[1])
        self._base = None

    def _look(self, frame: FrameType, event: str, called: Any) -> None:
        # Some hundred thousand times for one plot: what is no call, and what is of no library, goes first
        if event == "call":
            name = frame.f_globals.get("__name__")
        elif event == "c_call":
            name = _module(called)
        else:
            return
        if type(name) is not str or (library := library_of(name)) is None or library in self.seen:
            return
        if event == "c_call" and is_drawing(name, getattr(called, "__name__", "")):
            return
        if is_use(frame, self._base):
            self.seen.append(library)


@cache
def library_of(module: str) -> str | None:
    """Which of the libraries a module belongs to, as far as its calls are looked at."""
    root = root_of(module)
    watched = module.startswith(OWN) if root == "autograder" else root in LIBRARIES
    return root if watched else None


def _module(called: Any) -> Any:
    """The module of a function written in C, or of the object whose method it is."""
    name = getattr(called, "__module__", None)
    if name is not None:
        return name
    owner = getattr(called, "__self__", None)
    if owner is not None:
        return getattr(type(owner), "__module__", None)
    # OpenCV's functions don't know their module: look where this one is to be found
    own = getattr(called, "__name__", None)
    for library in LIBRARIES:
        if vars(sys.modules.get(library, sys)).get(str(own)) is called:
            return library
    return None
