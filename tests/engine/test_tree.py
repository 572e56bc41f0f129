"""What a notebook leaves behind is removed, however it made it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.engine.tree import remove_tree


def deep(folder: Path) -> None:
    """Deeper than a path may be long, and than a function may call itself."""
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(here)


def locked(folder: Path) -> None:
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    inner.chmod(0)
    inner.parent.chmod(0)


def linked(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "link").symlink_to(folder.parent / "kept")
    (folder / "loop").symlink_to(folder)


def taken_names(folder: Path) -> None:
    for number in range(3):
        (folder / f".removed-{number}" / "a" / "b").mkdir(parents=True)


MADE = {f.__name__: f for f in (deep, locked, linked, taken_names)}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE.keys())
def test_removed(make, tmp_path):
    kept, folder = tmp_path / "kept", tmp_path / "folder"
    kept.mkdir()
    (kept / "file").write_text("x")
    folder.mkdir()
    make(folder)
    remove_tree(folder)
    assert not folder.exists()
    assert (kept / "file").read_text() == "x"
