"""What workers that are started here load first: a group of processes of their own.

Ctrl-C on a terminal reaches all processes of the command's group. A worker would end with a trace on it, while
the command ends it anyway.
"""

from __future__ import annotations

import os
from typing import Any


def dask_setup(worker: Any) -> None:
    """Leaves the group of whoever has started this worker. dask calls this when it begins."""
    os.setpgid(0, 0)
