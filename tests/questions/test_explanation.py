"""Which slips are told of a whole answer, from what explains each of its parts."""

from __future__ import annotations

from autograder.convolution.slips.slip import Rank, SlipPlace, SlipStep
from autograder.questions.explanation import explanation
from autograder.questions.verdict import Explained, Finding, WindowRow

ANYWHERE = SlipPlace()


def way(
    slip: str,
    rank: Rank = Rank.DAILY,
    *more: str,
    idea: str = "",
    seen: int = 1,
    place: SlipPlace = ANYWHERE,
    where: str = "",
    row: WindowRow | None = None,
) -> Explained:
    steps = tuple(SlipStep(name, rank, idea, place) for name in (slip, *more))
    return Explained(steps, f"About {slip}.", seen, lambda: row, where)


def wrong(part: str, *ways: Explained) -> Finding:
    return Finding(part, "wrong", f"`{part}` is wrong.", ways)


def right(part: str, *against: tuple[str, object]) -> Finding:
    return Finding(part, "correct", against=frozenset((slip, (0, on)) for slip, on in against))


def names(*findings: Finding) -> list[tuple[str, str]]:
    return [(told.slip, told.part) for told in explanation(findings).slips]


def test_nothing_explains_nothing() -> None:
    found = explanation([right("a"), wrong("b")])
    assert (found.slips, found.sentences) == ((), ())


def test_what_explains_most_parts_is_told_before_what_is_commoner() -> None:
    rare, common = way("rare", Rank.RARE), way("common")
    assert names(wrong("a", common, rare), wrong("b", rare)) == [("rare", "a"), ("rare", "b")]


def test_of_two_that_explain_as_much_the_commoner_is_told() -> None:
    assert names(wrong("a", way("common", Rank.COMMON), way("daily"))) == [("daily", "a")]


def test_what_was_made_wherever_it_could_be_made_is_told_before_what_was_not() -> None:
    once = way("once", place=SlipPlace(once=True))
    assert names(wrong("a", once, way("everywhere"))) == [("everywhere", "a")]


def test_one_slip_is_told_before_two() -> None:
    two = way("one", Rank.DAILY, "two", seen=2)
    assert names(wrong("a", two, way("single", Rank.COMMON))) == [("single", "a")]


def test_equally_good_ideas_are_not_told() -> None:
    found = explanation([wrong("a", way("this"), way("that"))])
    assert (found.slips, found.unsure) == ((), True)


def test_equally_good_ways_of_one_idea_are_one() -> None:
    found = explanation([wrong("a", way("this", idea="i"), way("that", idea="i"))])
    assert ([told.slip for told in found.slips], found.unsure) == (["this"], False)


def test_ideas_about_different_parts_are_no_rivals() -> None:
    assert names(wrong("a", way("this")), wrong("b", way("that"))) == [("this", "a"), ("that", "b")]


def test_what_is_rare_must_be_seen_twice() -> None:
    assert names(wrong("a", way("rare", Rank.RARE))) == []
    assert names(wrong("a", way("rare", Rank.RARE, seen=2))) == [("rare", "a")]
    rare = way("rare", Rank.RARE)
    assert names(wrong("a", rare), wrong("b", rare)) == [("rare", "a"), ("rare", "b")]


def test_each_of_two_slips_must_be_seen() -> None:
    assert names(wrong("a", way("one", Rank.DAILY, "two"))) == []
    assert names(wrong("a", way("one", Rank.DAILY, "two", seen=2))) == [("one", "a"), ("two", "a")]


def test_a_right_part_speaks_against_a_slip_on_the_same_occasion() -> None:
    on_pooling = way("same", place=SlipPlace(frozenset({"pooling"})))
    assert names(wrong("a", on_pooling), right("b", ("same", "pooling"))) == []
    assert names(wrong("a", on_pooling), right("b", ("same", "kernels"))) == [("same", "a")]
    assert names(wrong("a", on_pooling), right("b", ("other", "pooling"))) == [("same", "a")]
    assert names(wrong("a", way("any")), right("b", ("any", None))) == []


def test_another_way_to_make_it_is_not_contradicted() -> None:
    other = way("same", place=SlipPlace(variant=1))
    assert names(wrong("a", other), right("b", ("same", None))) == [("same", "a")]


def test_a_slip_is_made_in_the_same_way_everywhere() -> None:
    first, second = way("slip"), way("slip", place=SlipPlace(variant=1))
    assert names(wrong("a", first), wrong("b", second), wrong("c", second)) == [
        ("slip", "b"),
        ("slip", "c"),
        ("slip", "a"),
    ]


def test_two_ideas_are_told_and_no_third() -> None:
    parts = [wrong(part, way(f"slip-{part}")) for part in "abc"]
    assert names(*parts) == [("slip-a", "a"), ("slip-b", "b")]


def test_parts_are_named_where_there_are_two_ideas() -> None:
    (alone,) = explanation([wrong("a", way("this")), wrong("b", way("this"))]).sentences
    assert alone == "About this."
    both = explanation([wrong("a", way("this")), wrong("b", way("that"))]).sentences
    assert both == ("`a`: About this.", "`b`: About that.")


def test_a_layer_is_named_where_it_is_the_same_in_all_parts() -> None:
    one, two = way("this", where="layer 1"), way("this", where="layer 2")
    assert explanation([wrong("a", one)]).sentences == ("Layer 1: About this.",)
    assert explanation([wrong("a", one), wrong("b", one)]).sentences == ("Layer 1: About this.",)
    assert explanation([wrong("a", one), wrong("b", two)]).sentences == ("About this.",)


def test_what_is_drawn_is_that_of_the_way_that_is_told() -> None:
    row = WindowRow("a", "rows", 7, 0, 0, 3, 1, 4)
    found = explanation([wrong("a", way("rare", Rank.RARE), way("daily", row=row))])
    assert {part: draw() for part, draw in found.rows.items()} == {"a": row}
