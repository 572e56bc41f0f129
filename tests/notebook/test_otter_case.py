"""How many of Otter's test cases pass, so that their points are the verdict's."""

from __future__ import annotations

import pytest

from autograder.notebook.otter_case import LiveCases
from autograder.questions.verdict import Verdict

# shares of the parts, number of cases, those that pass
PASSED = {
    "a case for each part": ((1, 0, 1), 3, "x.x"),
    "two cases for each": ((1, 0.5, 0), 6, "xxx..."),
    "thirds": ((1 / 3, 2 / 3), 6, "x..xx."),
    "no value at all": ((0,), 4, "...."),
    "fewer parts than cases": ((1, 1, 0), 4, "xxx."),
}


@pytest.mark.parametrize(("shares", "cases", "passed"), PASSED.values(), ids=PASSED)
def test_cases_that_pass(shares: tuple[float, ...], cases: int, passed: str) -> None:
    parts = tuple((f"part {number}", float(share)) for number, share in enumerate(shares))
    points = 12 * sum(shares) / len(shares)
    verdict = Verdict("q", "partial", points, 12, "?", parts=parts)
    found = LiveCases("a", "q", cases)._passed(verdict)
    assert "".join("x" if case else "." for case in found) == passed
