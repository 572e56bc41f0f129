"""Whose files are in a folder, where the grader is root and a notebook becomes another user."""

from __future__ import annotations

import os
from pathlib import Path


def give(folder: Path, user: int) -> None:
    """Let a user own a folder with all in it, but no file that has another name elsewhere.

    Raises:
        OSError: this process is not root.
    """
    for path, folders, files in os.walk(folder):
        os.chown(path, user, user)
        for name in (*folders, *files):
            inner = os.path.join(path, name)
            status = os.lstat(inner)
            if status.st_uid != user and (status.st_nlink == 1 or name in folders):
                os.chown(inner, user, user, follow_symlinks=False)
