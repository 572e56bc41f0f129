"""Sees which libraries are called while a student's function runs."""

from __future__ import annotations

import sys
import threading
from types import FrameType, TracebackType
from typing import Any

LIBRARIES = (
    "autograder",
    "cv2",
    "jax",
    "keras",
    "PIL",
    "scipy",
    "skimage",
    "tensorflow",
    "torch",
)
"""Packages that do what functions are to be written for. Their use is seen, and said."""

MODULE = "<module>"
"""What Python calls the code of a module itself, which runs when it is imported."""

OWN = "autograder.convolution"
"""Of this package itself, what computes; the rest takes part in every `print` of a graded notebook."""


class LibraryWatch:
    """Between `with` and its end, every call is looked at, of Python or of C, in new threads too.

    What an import of a library calls is left out: to import is not to use.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        """The libraries that were called, in that order."""
        self._importing = 0

    @property
    def libraries(self) -> tuple[str, ...]:
        """The same, in the order of LIBRARIES."""
        return tuple(name for name in LIBRARIES if name in self.seen)

    def __enter__(self) -> LibraryWatch:
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

    def _look(self, frame: FrameType, event: str, called: Any) -> None:
        if frame.f_globals is globals():  # the end of the watch itself
            return
        if event == "c_call":
            name = _module(called)
        elif event == "call" or frame.f_code.co_name == MODULE:
            name = frame.f_globals.get("__name__")
        else:
            return
        root = name.partition(".")[0] if isinstance(name, str) else ""
        if root not in LIBRARIES or (root == "autograder" and not name.startswith(OWN)):
            return
        if frame.f_code.co_name == MODULE and event in ("call", "return"):
            self._importing += 1 if event == "call" else -1
        elif not self._importing and event != "return" and root not in self.seen:
            self.seen.append(root)


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
