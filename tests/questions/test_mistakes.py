"""What a rubric says of mistakes, held against what the arithmetic says."""

from __future__ import annotations

import pytest

from autograder.questions.mistakes import MistakeGroups, Mistakes, differences, sort_mistakes


def test_mistakes_are_sorted_by_the_answers_they_give() -> None:
    found = sort_mistakes({"a": 1, "b": 2, "c": 2, "d": None, "e": 3, "f": 3, "g": 3, "h": None})
    assert found == MistakeGroups(
        apply=frozenset("a"),
        together=frozenset([frozenset("bc"), frozenset("efg")]),
        cannot=frozenset("dh"),
    )
    assert sort_mistakes({}) == MistakeGroups(frozenset(), frozenset(), frozenset())


FOUND = sort_mistakes({"a": 1, "b": 2, "c": 3, "d": 3, "e": None})

DECLARED = {
    "as it is": (Mistakes(("a", "b"), (("d", "c"),), {"why": ("e",)}), ()),
    "several reasons": (Mistakes(("b", "a"), (("c", "d"),), {"why": (), "so": ("e",)}), ()),
    "one is missing": (Mistakes(("a",), (("c", "d"),), {"why": ("e",)}), ("`apply` should list b",)),
    "one too many": (
        Mistakes(("a", "b"), (("c", "d"),), {"why": ("e", "a")}),
        ("`cannot` should not list a", "a is listed twice"),
    ),
    "no such mistake": (
        Mistakes(("a", "b", "z"), (("c", "d", "y"),), {"why": ("e", "x")}),
        (
            *(f"there is no mistake {name} of this kind of question" for name in "xyz"),
            "c, d can't be told apart: list them in `together`",
        ),
    ),
    "it applies": (
        Mistakes(("a",), (("c", "d"),), {"why": ("b", "e")}),
        ("`apply` should list b", "`cannot` should not list b"),
    ),
    "it can't": (
        Mistakes(("a", "b", "e"), (("c", "d"),)),
        ("`apply` should not list e", "`cannot` should list e"),
    ),
    "not told apart": (
        Mistakes(("a", "b", "c", "d"), (), {"why": ("e",)}),
        ("`apply` should not list c, d", "c, d can't be told apart: list them in `together`"),
    ),
    "told apart": (
        Mistakes((), (("a", "b"), ("c", "d")), {"why": ("e",)}),
        ("`apply` should list a, b", "a, b do not give one and the same answer"),
    ),
    "half a group": (
        Mistakes(("a", "b"), (("c",),), {"why": ("e",)}),
        ("c do not give one and the same answer", "c, d can't be told apart: list them in `together`"),
    ),
    "twice": (
        Mistakes(("a", "a", "b"), (("c", "d"),), {"why": ("e",), "so": ("e",)}),
        ("a is listed twice", "e is listed twice"),
    ),
    "in both lists": (
        Mistakes(("a", "b"), (("c", "d"), ("d", "c")), {"why": ("e",)}),
        ("c is listed twice", "d is listed twice"),
    ),
    "nothing": (
        Mistakes(),
        ("`apply` should list a, b", "`cannot` should list e", "c, d can't be told apart: list them in `together`"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("declared", "told"), DECLARED.values(), ids=DECLARED)
def test_differences(declared: Mistakes, told: tuple[str, ...]) -> None:
    assert differences(declared, FOUND) == told


def test_a_misspelt_mistake_is_known() -> None:
    found = sort_mistakes({"mirrored": 1, "not-normalised": 2})
    (told,) = differences(Mistakes(("mirrored", "not-normalised", "mirored")), found)
    assert told == "there is no mistake mirored of this kind of question; did you mean mirrored?"


def test_those_with_an_answer_of_their_own_are_told_first() -> None:
    mistakes = Mistakes(("a", "b"), (("c", "d"), ("e", "f")), {"why": ("g",), "so": ("h", "i")})
    assert mistakes.names == ("a", "b", "c", "d", "e", "f")
    assert mistakes.excluded == ("g", "h", "i")
