"""A submission gets the same marks whichever way it is graded: `make ways` prints the whole table."""

from __future__ import annotations

import pytest

from tests.ways import GRADE, WAYS, Comparison, Handed, Row, class_of, known_answers, lay_out

MOST = 2
"""Members of a sample class that are graded here: each way but one takes seconds for each."""

ASSIGNMENTS = ("channels", "from_scratch", "kernels", "pooling", "shapes")


def row(**marks):
    """A row with these marks, by way: numbers for the questions a and b, or words."""
    named = dict(zip(("grade", "nbgrader", "otter", "gradescope"), WAYS, strict=True))
    found = {
        named[way]: points if isinstance(points, str) else dict(zip("ab", points, strict=True))
        for way, points in marks.items()
    }
    return Row(Handed("ada", {}), (), found)


DIFFERENCES = {
    "all alike": (row(grade=[1.0, 2.0], otter=[1.0, 2.0], gradescope=[1.0, 2.0]), []),
    "shares added up": (row(grade=[0.3, 2.0], otter=[0.1 + 0.2, 2.0]), []),
    "one mark": (row(grade=[1.0, 2.0], otter=[1.0, 1.5]), ["otter run: b 1.5, not 2"]),
    "no mark": (row(grade=[1.0, 2.0], nbgrader="no result (KeyError)"), ["nbgrader autograde: no result (KeyError)"]),
}  # fmt: skip


@pytest.mark.parametrize("case", DIFFERENCES)
def test_differences_between_ways_are_told(case):
    found, told = DIFFERENCES[case]
    assert list(found.differences()) == told


@pytest.mark.thorough
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_every_way_gives_the_same_marks(name, tmp_path):
    """Of the sample class and the known answers, as many as there is time for; `make ways` has all."""
    comparison = Comparison(lay_out(tmp_path / "course"), name, tmp_path / "forms")
    assignment = comparison.assignment
    clean = [item for item in class_of(assignment) if not comparison.has_incidents(item)]
    handed_in = [*clean[:MOST], known_answers(assignment)[0]]
    rows = comparison.rows(handed_in)
    assert len(rows) == MOST + 1
    for found in rows:
        assert (found.handed.name, found.incidents, list(found.differences())) == (
            found.handed.name,
            (),
            [],
        )
        assert set(found.marks) == set(WAYS)
    assert len({sum(found.marks[GRADE].values()) for found in rows}) > 1
