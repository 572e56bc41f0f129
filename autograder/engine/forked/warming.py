"""What is done once in the zygote, so that no notebook waits for it.

It leaves nothing that a notebook could see.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from collections.abc import Sequence

from autograder.engine.forked.one_thread import need_one_thread
from autograder.engine.inside.attribute import attribute, is_loaded

SHELL = (
    "IPython.core.interactiveshell",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.logger",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.utils.module_paths",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "stack_data",
)
"""What the shell imports while it starts, and for its first error. Another version of IPython may
lack one: then the notebook imports what it needs."""


DRAWING = ("matplotlib_inline.backend_inline", "matplotlib.pyplot")
"""The same, where notebooks draw: the shell imports both for every notebook."""


def load(modules: Sequence[str], lazy_parts: Sequence[str], drawing: bool = True) -> None:
    """Import the modules and the parts, and draw where there is something to draw with.

    Raises:
        ThreadError: an import started a thread; it is named.
        Exception: whatever an import may raise.
    """
    need_one_thread("starting Python")
    for name in (*SHELL, *(DRAWING if drawing else ())):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    need_one_thread("importing IPython")
    for name in modules:
        importlib.import_module(name)
        need_one_thread(f"import {name}")
    if "matplotlib" in sys.modules:
        draw()
        need_one_thread("drawing with matplotlib")
    for path in filter(is_loaded, lazy_parts):
        attribute(path)
        need_one_thread(f"loading {path}")
    fail()
    need_one_thread("formatting an error")


def fail() -> None:
    """Format an error as the shell does, which looks where each module's file is and compiles the
    patterns by which Python is coloured."""
    from IPython.core.ultratb import AutoFormattedTB

    try:
        raise ValueError
    except ValueError as error:
        AutoFormattedTB(mode="Context").structured_traceback(
            type(error), error, error.__traceback__
        )


def draw() -> None:
    """Find matplotlib's fonts, and load what a plot as a PNG needs."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title("a title")
    axes.imshow([[0, 1]])
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
