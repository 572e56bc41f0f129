"""The environment of a notebook's process."""

from __future__ import annotations

import os

ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""What every notebook sees of an environment, with HOME and TMPDIR of its own; a course may add to
it. Nothing of the grader's environment passes."""

SITES = frozenset({"site-packages", "dist-packages"})
"""Names of folders that hold installed packages."""
