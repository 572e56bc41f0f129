"""The files that lie beside a notebook: those of a submission, and the released ones."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.timestamp import TIMESTAMP

LARGEST_FILES = 64 << 20
"""Bytes of all other files together."""
MOST_FILES = 500
LONGEST_PATH = 300
"""Bytes of a file's path inside the submission: it is copied to where the way is longer."""


def own_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The regular files of a submission, as (path, path inside the folder); links are not followed, and
    what can't be read, or lies too deep, is left out.

    Stops silently at `MOST_FILES` files or `LARGEST_FILES` bytes.
    """
    total = count = 0
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "__pycache__"
        )
        for name in sorted(files):
            path = Path(place) / name
            if len(os.fsencode(path.relative_to(folder))) > LONGEST_PATH:
                continue
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode) or not os.access(path, os.R_OK):
                continue
            total, count = total + status.st_size, count + 1
            if count > MOST_FILES or total > LARGEST_FILES:
                return
            yield path, path.relative_to(folder)


def lay_out(
    folder: Path,
    source: Path,
    theirs: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset({TIMESTAMP}),
) -> None:
    """Copies the files of `source` into `folder`, whatever stands there under their names.

    A file of `theirs` only where there is none; notebooks and the files of `without` not at all.
    """
    for path, inside in own_files(source):
        if path.suffix == ".ipynb" or str(inside) in without:
            continue
        target = folder / inside
        if str(inside) in theirs and target.is_file():
            continue
        for parent in reversed(inside.parents):
            if (folder / parent).is_file():  # a file where a folder is needed
                (folder / parent).unlink()
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
