"""Figures as text: what is divided by what, and where it is put."""

from __future__ import annotations

import pytest

from tests.benchmarks.contenders import CONTENDERS, FLOOR, NBGRADER, OURS
from tests.benchmarks.growth import Graded, Later
from tests.benchmarks.page import put
from tests.benchmarks.tables import afterwards, by_size, in_short, reckoned, side_by_side

MEDIANS = {FLOOR.name: 0.5, OURS.name: 0.6, NBGRADER.name: 12.0}
CLASSES = [
    Graded("one job", 100, 60.0, 0.9, 200.0, 900.0),
    Graded("two jobs", 100, 36.0, 1.1, 210.0, 1000.0),
    Graded("two jobs", 300, 90.0, 1.1, 215.0, 1000.0),
]


def test_all_are_told_in_times_of_the_floor():
    lines = side_by_side(MEDIANS, "kernels", 25, 2, 2)
    assert "| `autograder grade` | 0.60 | 1.20 |" in lines
    assert "| `nbgrader autograde` | 12.00 | 24.00 |" in lines
    assert "That is 20.0 times nbgrader's throughput." in lines
    for contender in CONTENDERS:
        assert any(line.startswith(f"| {contender.name} |") for line in lines)


def test_a_class_is_told_as_a_whole_and_by_submission():
    assert "| 300 | two jobs | 90 | 0.30 | 1.10 | 215 | 1000 |" in by_size(CLASSES)


def test_what_comes_after_stands_by_size():
    later = [Later("again", 300, 4.0), Later("again", 100, 2.0), Later("verify", 100, 3.0)]
    later.append(Later("verify", 300, 3.5))
    assert afterwards(later) == [
        "| seconds, of a class of | 100 | 300 |",
        "|---|---|---|",
        "| again | 2.0 | 4.0 |",
        "| verify | 3.0 | 3.5 |",
    ]


def test_larger_classes_are_reckoned_from_the_largest(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    lines = reckoned(CLASSES)  # 90 s of two processors for 300: 0.6 s of one for each
    assert "| 10,000 | 1.7 | 50 min | 5 min | 1 min |" in lines
    assert "| 100,000 | 16.7 | 8.3 h | 50 min | 5 min |" in lines


def test_the_readme_gets_five_lines():
    assert len(in_short(MEDIANS, CLASSES)) == 5


def test_lines_are_put_between_their_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n<!-- other --><!-- /other -->\n")
    put(page, "bench", ["new", "lines"])
    put(page, "other", ["x"])
    assert page.read_text() == (
        "a\n<!-- bench -->\nnew\nlines\n<!-- /bench -->\nb\n<!-- other -->\nx\n<!-- /other -->\n"
    )
    with pytest.raises(ValueError, match="no place for growth"):
        put(page, "growth", [])
