"""What the tests of faults share: the class, and the marks of a run that nothing disturbs."""

from __future__ import annotations

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

    def make(root: Path) -> None:
        shutil.copytree(built_mini.root, root)
        submit_class(MiniCourse(root))

    mini = MiniCourse(made_once(tmp_path_factory, "class", make))
    graded = MiniCourse(tmp_path_factory.mktemp("undisturbed") / "mini")
    shutil.copytree(mini.root, graded.root)
    with open_folder() as temporary:
        return mini, Stage(graded, temporary).finish()


@pytest.fixture
def wanted(undisturbed: tuple[MiniCourse, Mapping[str, Told]]) -> Mapping[str, Told]:
    """By student: the marks of a run that nothing disturbs."""
    return undisturbed[1]


@pytest.fixture
def stage(undisturbed: tuple[MiniCourse, Mapping[str, Told]], tmp_path: Path) -> Iterator[Stage]:
    """The class in a course of the test's own, not graded yet."""
    shutil.copytree(undisturbed[0].root, tmp_path / "mini")
    with open_folder() as temporary:
        yield Stage(MiniCourse(tmp_path / "mini"), temporary)
