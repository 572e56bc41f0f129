"""A submission gets the same marks whichever way it is graded: `make ways` prints the whole table."""

from __future__ import annotations

import pytest

from tests.speeds import SOAK, some
from tests.ways import GRADE, WAYS, Comparison, Handed, Row, class_of, known_answers, lay_out

MOST = 1
"""Members of a sample class that are graded here: two of the ways take many seconds for each."""
ASSIGNMENTS = ("channels", "from_scratch", "kernels", "pooling", "shapes")
FEW = ("kernels",)


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


@pytest.mark.thorough
@pytest.mark.parametrize("name", some(ASSIGNMENTS, FEW))
def test_every_way_gives_the_same_marks(name, tmp_path):
    """Of the sample class and the known answers, as many as there is time for."""
    comparison = Comparison(lay_out(tmp_path / "course"), name, tmp_path / "forms")
    members, answers = class_of(comparison.assignment), known_answers(comparison.assignment)
    if SOAK:
        handed_in = [*members, *answers]
    else:
        handed_in = [item for item in members if not comparison.has_incidents(item)][:MOST]
    rows = comparison.rows(handed_in)
    assert [found.handed.name for found in rows] == [item.name for item in handed_in]
    assert {found.handed.name: list(found.differences()) for found in rows} == {
        item.name: [] for item in handed_in
    }
    assert all(set(found.marks) == set(WAYS) for found in rows)
    totals = {sum(found.marks[GRADE].values()) for found in rows}
    if SOAK:
        assert len(totals) > 1
    else:
        assert not any(found.incidents for found in rows)
        assert min(totals) > 0
