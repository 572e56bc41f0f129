"""Files that a notebook may not use: what its errors say of them.

The kernel reports no file that it refuses, so this is what the notebook's own process says, and only
of errors that ended a cell: libraries try files that they may not use all the time, and go on.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from typing import Any

REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EXDEV})
"""The last two come from a read-only file system, and from moving a file out of a folder."""


def own_places() -> tuple[str, ...]:
    """The folders that a notebook may write to; looked up before it can go elsewhere."""
    return tuple(map(os.path.realpath, (os.curdir, tempfile.gettempdir(), os.path.expanduser("~"))))


def refused_path(error: BaseException | None, places: tuple[str, ...]) -> str | None:
    """The path of the file that a cell ended for, because it has no right to it; None for any other
    end.

    A file in one of `places` does not count, except where a link was to be made: that is refused
    there too.
    """
    if not isinstance(error, OSError):
        return None
    try:
        if error.errno not in REFUSALS:
            return None
        for name in (error.filename, error.filename2):
            if name is not None and (error.filename2 is not None or _is_outside(name, places)):
                return os.fsdecode(name)[:500]
    except Exception:  # a student's own exception may hold anything
        return None
    return None


def _is_outside(name: Any, places: tuple[str, ...]) -> bool:
    path = os.path.abspath(os.fsdecode(name))
    with contextlib.suppress(OSError):  # a link in /proc may not even be read
        path = os.path.realpath(path)
    return not any(path == place or path.startswith(place + os.sep) for place in places)
