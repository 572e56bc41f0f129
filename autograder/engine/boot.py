"""How each of the engine's programs is started in a new Python."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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


OPTIONS = ("-P", "-s")
"""Neither the working folder nor a user's own packages are on `sys.path`."""
ALONE = ("-I", "-S")
"""Neither they are there, nor any other package: the standard library alone."""


def command_line(module: str, *arguments: Any, options: Sequence[str] = OPTIONS) -> list[str]:
    """The command that calls `module.serve` in a new Python, with plain arguments. The folder that
    holds the package may hold solutions beside it: it is on `sys.path` only for a moment."""
    root = str(Path(autograder.__file__).resolve().parents[1])
    code = BOOT.format(root=root, module=module, arguments=arguments)
    return [sys.executable, *options, "-c", code]
