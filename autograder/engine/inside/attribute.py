"""What a text names in this process: a module, and something in it."""

from __future__ import annotations

import importlib
import sys
from typing import Any


def attribute(path: str) -> Any:
    """What `package.module:name` names, or `package.module:name.of.part`.

    Raises:
        ImportError, AttributeError: there is none.
    """
    module, _, name = path.partition(":")
    part: Any = importlib.import_module(module)
    for step in name.split("."):
        part = getattr(part, step)
    return part


def is_loaded(path: str) -> bool:
    """Whether the module of such a path is imported already."""
    return path.partition(":")[0] in sys.modules
