"""How each of the engine's programs is started in a new Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import autograder

BOOT = """
import sys
added = {root!r} not in sys.path
if added:
    sys.path.append({root!r})
from {module} import serve
if added:
    sys.path.remove({root!r})
raise SystemExit(serve(*{arguments!r}))
"""


def boot(module: str, *arguments: Any) -> str:
    """What a new Python runs to call `module.serve` with plain arguments. The folder that holds the
    package may hold solutions beside it: it is on `sys.path` only for a moment."""
    root = str(Path(autograder.__file__).resolve().parents[1])
    return BOOT.format(root=root, module=module, arguments=arguments)
