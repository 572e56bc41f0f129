"""The notebook as it lies on the disk, where the running code can't ask the front end."""

from __future__ import annotations

import json
from pathlib import Path

LARGEST = 32 << 20
"""Bytes of a file that is read: a check should not take long."""


def saved_source(cell: str, folder: Path, since: float = 0.0) -> str | None:
    """The source of the cell of that id in the only notebook of a folder that has one.

    None where that can't be told, or where the notebook was last saved before `since` (seconds since
    1970).
    """
    sources = [
        found for path in folder.glob("[!.]*.ipynb") for found in _sources(path, cell, since)
    ]
    return sources[0] if len(sources) == 1 else None


def _sources(path: Path, cell: str, since: float) -> list[str]:
    try:
        about = path.stat()
        if about.st_mtime <= since or about.st_size > LARGEST:
            return []
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["".join(item["source"]) for item in cells if item.get("id") == cell]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []  # any file may lie there


def alike(one: str, other: str) -> bool:
    """Whether two sources are the same, but for spaces and empty lines at ends."""
    return _trimmed(one) == _trimmed(other)


def _trimmed(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.splitlines()).strip()
