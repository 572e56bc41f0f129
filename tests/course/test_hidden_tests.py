"""What a test hides, and where hiding is allowed."""

from __future__ import annotations

import pytest

from autograder.course.hidden_tests import without_hidden_tests
from autograder.course.master import parse_master

PUBLIC = "assert f(1) == 1"
HIDDEN = "### BEGIN HIDDEN TESTS\nassert f(2) == 4\n### END HIDDEN TESTS"


def test_regions_and_their_marks_are_left_out():
    assert without_hidden_tests(PUBLIC) == PUBLIC
    assert without_hidden_tests(f"{PUBLIC}\n{HIDDEN}") == PUBLIC
    assert without_hidden_tests(f"{HIDDEN}\n{PUBLIC}\n{HIDDEN}\n1") == f"{PUBLIC}\n1"


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN HIDDEN TESTS\n1",
        "1\n### END HIDDEN TESTS",
        f"### BEGIN HIDDEN TESTS\n{HIDDEN}",
        f"{HIDDEN}\n### END HIDDEN TESTS",
    ],
)
def test_a_region_begins_and_ends_once(source):
    with pytest.raises(ValueError, match="region of hidden tests"):
        without_hidden_tests(source)


def master(mark: str, source: str) -> str:
    return f'# %% answer="f"\ndef f(n):\n    return n * n\n\n# %% {mark}\n{source}\n'


def test_a_test_may_hide_something_and_nothing_else_may():
    parsed = parse_master(master('test="f"', f"{PUBLIC}\n{HIDDEN}"), "mini")
    assert [(cell.role, cell.id) for cell in parsed.cells] == [("answer", "f"), ("test", "check-f")]
    assert parsed.questions() == ("f",)
    with pytest.raises(ValueError, match="only a test may hide something, not play-"):
        parse_master(master('test="f"', PUBLIC) + f"\n# %% play=true\n{HIDDEN}\n", "mini")
    with pytest.raises(ValueError, match="check-f: a region of hidden tests has no end"):
        parse_master(master('test="f"', "### BEGIN HIDDEN TESTS\n1"), "mini")
