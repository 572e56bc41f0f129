"""The files that lie beside a notebook: those of a submission, and the released ones."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.grading.timestamp import TIMESTAMP

LARGEST_FILES = 64 << 20
"""Bytes of all other files together."""
MOST_FILES = 500
LONGEST_PATH = 300
"""Bytes of a file's path inside the submission: it is copied to where the way is longer."""

Files = Mapping[Path, Path]
"""By its place beside the notebook: where the file is to be copied from."""


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


def overlay(
    files: Files,
    folder: Path,
    theirs: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset({TIMESTAMP}),
) -> Files:
    """The files with those of `folder` over them, whatever lay there under their names.

    A file of `theirs` only where there is none; notebooks and the files of `without` not at all.
    """
    laid = dict(files)
    folders = {parent for inside in laid for parent in inside.parents}
    for path, inside in own_files(folder):
        if path.suffix == ".ipynb" or str(inside) in without:
            continue
        if str(inside) in theirs and inside in laid:
            continue
        for parent in inside.parents:  # a file where a folder is needed
            laid.pop(parent, None)
        if inside in folders:  # a folder where a file is needed
            laid = {other: origin for other, origin in laid.items() if inside not in other.parents}
        folders.update(inside.parents)
        laid[inside] = path
    return laid


def lay_out(files: Files, folder: Path) -> None:
    """Copies the files to their places in `folder`, which holds none of them."""
    for inside, path in files.items():
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
