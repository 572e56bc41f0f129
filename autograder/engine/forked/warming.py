"""What is done once in the process that forks, after the imports, so that no notebook waits for it.

Each entry is safe before a fork: it starts no thread, and leaves nothing that a notebook could see.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

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


def _draw(_: Any) -> None:
    """Find the fonts, and load what a plot as a PNG needs."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title("a title")
    axes.imshow([[0, 1]])
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


def _load_lazy_parts(tensorflow: Any) -> None:
    """TensorFlow imports these when they are first named. No tensor may be made here: that starts
    threads, and every process forked after would hang."""
    for path in ("nn.conv2d", "data.Dataset", "image.resize", "keras.layers.Conv2D"):
        found = tensorflow
        for name in path.split("."):
            found = getattr(found, name)


WARMING: dict[str, Callable[[Any], None]] = {
    "matplotlib": _draw,
    "tensorflow": _load_lazy_parts,
}
"""What to do for each module that is loaded."""
