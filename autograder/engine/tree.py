"""Removing a folder with all that is in it, also where its writer would rather have it stay.

The standard library alone: `forked.keeper_program` imports it, and that starts without any other.
"""

from __future__ import annotations

import os
import time
from pathlib import Path


def remove_tree(folder: Path, seconds: float = 0.0) -> None:
    """Remove a folder, also where a notebook took the right to do so away; try again for `seconds`, if
    something still writes into it."""
    end = time.monotonic() + seconds
    while True:
        try:
            _empty(folder)
            os.rmdir(folder)
        except OSError:  # something writes into it, or a file is another user's
            pass
        if not os.path.lexists(folder) or time.monotonic() >= end:
            return
        time.sleep(0.02)


def _empty(folder: Path) -> None:
    """Remove all that is in a folder. Folders within folders are first moved to the top, one by one:
    a notebook can nest them deeper than a path may be long, or a function call itself."""
    number = 0
    while entries := _entries(folder):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            _allow(entry.path)
            for inner in _entries(entry.path):
                if not inner.is_dir(follow_symlinks=False):
                    os.unlink(inner.path)
                    continue
                _allow(inner.path)
                while os.path.lexists(top := os.path.join(folder, f".removed-{number}")):
                    number += 1
                os.rename(inner.path, top)
            os.rmdir(entry.path)


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _allow(folder: str) -> None:
    try:
        os.chmod(folder, 0o700)
    except OSError:  # it has just gone, or is another user's: what can be removed will be
        return
