"""Where matplotlib draws: into the notebook's outputs, whatever windows or widgets a cell asks for.

Nobody sits before the notebook, so there is neither a window nor a browser that a widget could live in;
a cell that asks for one would end there, and what it does after that would be lost.
"""

from __future__ import annotations

import sys
from typing import Any

INLINE = "module://matplotlib_inline.backend_inline"


def keep_plots_inline() -> None:
    """From here on every backend that is asked for is the inline one, where matplotlib is imported."""
    for module, name in (("matplotlib", "use"), ("matplotlib.pyplot", "switch_backend")):
        found = sys.modules.get(module)
        chosen = getattr(found, name, None)
        if chosen is not None and not hasattr(chosen, "of_matplotlib"):
            setattr(found, name, _inline(chosen))


def _inline(choose: Any) -> Any:
    """A function that chooses a backend, but always the same one."""

    def choose_inline(*_: Any, **named: Any) -> None:
        choose(INLINE, **{key: value for key, value in named.items() if key == "force"})

    choose_inline.of_matplotlib = choose  # type: ignore[attr-defined]
    return choose_inline
