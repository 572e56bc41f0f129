"""What the slips of a kind do to a question: which show, and which can be told apart."""

from __future__ import annotations

import numpy as np

from autograder.questions.sorted_slips import SortedSlips, sort_slips


def test_slips_are_sorted_by_the_answers_they_give() -> None:
    wrong = {"a": {"p": [1]}, "b": {"p": [2]}, "c": {"p": [2]}, "d": {"p": []}, "e": {}}
    assert sort_slips("abcdef", wrong) == SortedSlips(
        apart=frozenset("a"),
        together=frozenset([frozenset("bc")]),
        blind=frozenset("de"),
        absent=frozenset("f"),
    )
    assert sort_slips((), {}) == SortedSlips(*[frozenset()] * 4)


def test_the_order_of_wrong_answers_and_parts_does_not_matter() -> None:
    wrong = {"a": {"p": [1, 2], "q": [3]}, "b": {"q": [3], "p": [2, 1, 1]}, "c": {"p": [1, 2]}}
    assert sort_slips("abc", wrong).together == frozenset([frozenset("ab")])


def test_answers_are_told_apart_by_their_fingerprints() -> None:
    wrong = {"a": {"p": [np.ones(2)]}, "b": {"p": [np.ones(2) * 1.0]}, "c": {"p": [np.zeros(2)]}}
    found = sort_slips("abc", wrong, lambda part, answer: answer.tobytes())
    assert (found.apart, found.together) == (frozenset("c"), frozenset([frozenset("ab")]))


def test_all_names_are_known() -> None:
    found = sort_slips("abcd", {"a": {"p": [1]}, "b": {"p": [2]}, "c": {"p": [2]}, "d": {}})
    assert found.names == frozenset("abcd")
    assert found.seen == frozenset("abc")
