"""Classes that are drawn: the same seed gives the same, all harmless, and of any size."""

from __future__ import annotations

from collections import Counter

import pytest

from autograder.course.course import Course
from autograder.grading.sample import declared_marks
from autograder.grading.submission import read_submission
from tests.benchmarks.large_class import large_class, submit
from tests.benchmarks.stage import ROOT
from tests.ways import lay_out


@pytest.fixture(scope="module")
def kernels():
    return Course.at(ROOT).assignment("kernels")


def test_a_larger_class_begins_with_the_smaller_one(kernels):
    drawn = large_class(kernels)
    assert list(drawn.drawn(30, seed=1))[:10] == list(drawn.drawn(10, seed=1))
    assert list(drawn.drawn(10, seed=1)) != list(drawn.drawn(10, seed=2))


def test_every_known_answer_comes_up_and_nobody_does_harm(kernels):
    one_class, declared = large_class(kernels), declared_marks(kernels.course, "kernels")
    drawn = list(one_class.drawn(1000, seed=1))
    seen = Counter(code for handed in drawn for code in handed.answers.values())
    known = {code for codes in one_class.known.values() for code in codes}
    assert len({handed.name for handed in drawn}) == 1000
    assert known <= set(seen)
    assert {handed.name for handed in one_class.harmless} == {
        name for name, marks in declared.items() if not marks["incidents"]
    }


def test_what_is_submitted_can_be_read_and_holds_the_answers(tmp_path):
    assignment = lay_out(tmp_path / "course").assignment("kernels")
    names = submit(assignment, 3, seed=1)
    assert names == ["student-00001", "student-00002", "student-00003"]
    for handed in large_class(assignment).drawn(3, seed=1):
        notebook = read_submission(assignment, handed.name).notebook
        cells = {cell.id: cell.source for cell in notebook.cells}
        assert {name: cells[name].strip() for name in handed.answers} == {
            name: code.strip() for name, code in handed.answers.items()
        }
