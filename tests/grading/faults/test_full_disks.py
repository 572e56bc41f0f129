"""A disk that is full: the course's own, or that of temporary files. Both are small ones, mounted for the test."""

from __future__ import annotations

import mmap
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chance import drawn, moments
from tests.grading.faults.mounts import fill, small_disk
from tests.grading.faults.stage import Stage, held
from tests.mini_course import MiniCourse

DISK = 64 << 20


@pytest.fixture
def on_small_disk(stage: Stage, tmp_path: Path) -> Iterator[Stage]:
    """The course on a disk of its own."""
    with small_disk(tmp_path / "disk", DISK) as disk:
        root = disk / "mini"
        shutil.copytree(stage.mini.root, root)
        yield replace(stage, mini=MiniCourse(root))


@pytest.mark.thorough
@moments
def test_the_disk_of_the_course_is_full(seed, on_small_disk, wanted, written):
    stage, draw = on_small_disk, drawn(seed)
    filler = fill(stage.mini.root.parent, left=draw.randrange(written))
    code, said = stage.grade()
    assert code == 2, said
    assert "disk that holds" in said
    assert "is full. Make room on it" in said
    assert "do the same again" in said
    assert "Traceback" not in said
    assert "Please report it" not in said
    kept = held(stage.mini)
    assert kept == {student: wanted[student]["score"] for student in kept}
    filler.unlink()
    stage.check(wanted)


@pytest.mark.thorough
def test_the_disk_of_temporary_files_is_full(stage, tmp_path, wanted):
    with small_disk(tmp_path / "tmp", DISK) as disk:
        small = replace(stage, temporary=disk)
        # Python takes another place by itself where not even a page is left
        filler = fill(disk, left=mmap.PAGESIZE)
        code, said = small.grade()
        assert code == 2, said
        assert f"the disk that holds temporary files ({disk}) is full. Make room on it" in said
        assert "Traceback" not in said
        assert "Please report it" not in said
        filler.unlink()
        small.check(wanted)
