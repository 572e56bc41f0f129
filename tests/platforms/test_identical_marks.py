"""A submission gets the same marks whichever way it is graded: `make ways` prints the whole table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.mini_course import POINTS, RIGHT
from tests.ways import GRADE, WAYS, Comparison, Handed, Row, class_of, known_answers, lay_out

pytestmark = pytest.mark.usefixtures("lent_engines")

MOST = 1
"""Submissions with known answers: some ways take many seconds for each."""
ASSIGNMENTS = ("channels", "from_scratch", "kernels", "pooling", "shapes")


def row(*incidents, **marks):
    """A row with these marks, by way: numbers for the questions a and b, or words."""
    named = dict(zip(("grade", "nbgrader", "otter", "gradescope"), WAYS, strict=True))
    found = {
        named[way]: points if isinstance(points, str) else dict(zip("ab", points, strict=True))
        for way, points in marks.items()
    }
    return Row(Handed("ada", {}), incidents, found)


DIFFERENCES = {
    "all alike": (row(grade=[1.0, 2.0], otter=[1.0, 2.0], gradescope=[1.0, 2.0]), []),
    "shares added up": (row(grade=[0.3, 2.0], otter=[0.1 + 0.2, 2.0]), []),
    "one mark": (row(grade=[1.0, 2.0], otter=[1.0, 1.5]), ["otter run: b 1.5, not 2"]),
    "no mark": (row(grade=[1.0, 2.0], nbgrader="no result (KeyError)"), ["nbgrader autograde: no result (KeyError)"]),
    "a loop": (row("time-limit", grade=[1.0, 0.0], otter="no result after 90 s", gradescope=[1.0, 0.0]), []),
    "a loop, and walls that differ": (row("time-limit", grade=[1.0, 0.0], gradescope=[1.0, 2.0]), ["gradescope: b 2.0, not 0"]),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENCES)
def test_differences_between_ways_are_told(case):
    found, told = DIFFERENCES[case]
    assert list(found.differences()) == told


def all_alike(comparison: Comparison, handed_in: Sequence[Handed]) -> list[Row]:
    """The rows, of which all ways give the same marks."""
    rows = comparison.rows(handed_in)
    assert [found.handed.name for found in rows] == [item.name for item in handed_in]
    assert {found.handed.name: list(found.differences()) for found in rows} == {
        item.name: [] for item in handed_in
    }
    assert all(set(found.marks) == set(WAYS) for found in rows)
    assert len({sum(found.marks[GRADE].values()) for found in rows}) > 1
    return rows


@pytest.mark.thorough
def test_every_way_gives_the_same_marks(mini, tmp_path):
    """Of right answers, and of known wrong ones."""
    handed_in = [Handed("right", RIGHT), *known_answers(mini.assignment)[:MOST]]
    rows = all_alike(Comparison(mini.course, "mini", tmp_path / "forms"), handed_in)
    assert sum(rows[0].marks[GRADE].values()) == sum(POINTS.values())
    assert not any(found.incidents for found in rows)


@pytest.mark.thorough
@pytest.mark.soak
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_course_gets_the_same_marks_every_way(name, tmp_path):
    """The sample class, and the known answers."""
    comparison = Comparison(lay_out(tmp_path / "course"), name, tmp_path / "forms")
    all_alike(comparison, [*class_of(comparison.assignment), *known_answers(comparison.assignment)])
