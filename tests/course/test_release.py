"""nbgrader's release of a built source: the old one stays until the new one is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.converters import GenerateAssignment, NbGraderException

from autograder.course.nbgrader_release import release


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "error", [NbGraderException("no space"), SystemExit(1), KeyboardInterrupt()]
)
def test_a_release_that_fails_half_way_leaves_the_old_one(mini, monkeypatch, error):
    released = mini.assignment.released
    (released / "old.txt").write_text("of the release that students have")
    before = files(released)
    begin = GenerateAssignment.start

    def half(converter):
        begin(converter)
        raise error

    monkeypatch.setattr(GenerateAssignment, "start", half)
    with pytest.raises(type(error)):
        release(mini.assignment)
    assert files(released) == before
    assert [path.name for path in released.parent.iterdir() if path.name.startswith(".")] == []
    monkeypatch.undo()
    release(mini.assignment)
    assert "old.txt" not in files(released)
