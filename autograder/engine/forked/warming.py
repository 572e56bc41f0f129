"""What is done once in the zygote, so that no notebook waits for it.

All of it is safe before a fork: it starts no thread, and leaves nothing that a notebook could see.
"""

from __future__ import annotations

import io

SHELL = (
    "IPython.core.interactiveshell",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.logger",
    "IPython.core.magics.execution",
    "IPython.core.oinspect",
    "IPython.utils.module_paths",
    "matplotlib_inline.backend_inline",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "stack_data",
)
"""What the shell imports while it starts, and for its first error. Another version of IPython may
lack one: then the notebook imports what it needs."""


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
