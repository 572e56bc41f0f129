"""What the tests of faults share: the class, and the marks of a run that nothing disturbs."""

from __future__ import annotations

import json
import mmap
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.grading.faults.stage import Stage, Told, open_folder, submit_class
from tests.mini_course import MiniCourse
from tests.once import made_once


@pytest.fixture(scope="session")
def undisturbed(
    built_mini: MiniCourse, tmp_path_factory: pytest.TempPathFactory
) -> tuple[MiniCourse, Mapping[str, Told]]:
    """The class, graded once by the command, and its marks; not to be changed."""

    def make(folder: Path) -> None:
        for name in ("mini", "graded"):
            shutil.copytree(built_mini.root, folder / name)
            submit_class(MiniCourse(folder / name))
        with open_folder() as temporary:
            told = Stage(MiniCourse(folder / "graded"), temporary).finish()
        (folder / "marks.json").write_text(json.dumps(told))

    folder = made_once(tmp_path_factory, "class", make)
    return MiniCourse(folder / "mini"), json.loads((folder / "marks.json").read_text())


@pytest.fixture
def wanted(undisturbed: tuple[MiniCourse, Mapping[str, Told]]) -> Mapping[str, Told]:
    """By student: the marks of a run that nothing disturbs."""
    return undisturbed[1]


@pytest.fixture
def written(undisturbed: tuple[MiniCourse, Mapping[str, Told]]) -> int:
    """Bytes that such a run adds to the course's disk, in whole pages: with less it can't be done."""
    before = undisturbed[0].root
    return bytes_below(before.with_name("graded")) - bytes_below(before)


def bytes_below(folder: Path) -> int:
    sizes = (path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return sum(-(-size // mmap.PAGESIZE) * mmap.PAGESIZE for size in sizes)


@pytest.fixture
def stage(undisturbed: tuple[MiniCourse, Mapping[str, Told]], tmp_path: Path) -> Iterator[Stage]:
    """The class in a course of the test's own, not graded yet."""
    shutil.copytree(undisturbed[0].root, tmp_path / "mini")
    with open_folder() as temporary:
        yield Stage(MiniCourse(tmp_path / "mini"), temporary)
