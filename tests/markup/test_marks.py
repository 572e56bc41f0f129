"""Marks upon letters: honest texts keep theirs, and no letter has more than any script gives it."""

from __future__ import annotations

import pytest

from autograder.markup.html import own_html
from autograder.markup.marks import MOST_MARKS, with_few_marks
from autograder.markup.svg import own_svg
from autograder.platforms.nbgrader.pages import shown
from autograder.platforms.nbgrader.room import Room
from tests.markup.vectors import SVG

MARKS = "\u0316\u0301\u200d" * 100


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "größe",
        "e\u0301",
        "किताबें",
        "น้ำ",
        "שָׁלוֹם",
        "👩\u200d👩\u200d👧\u200d👦",
        "x\u0302̄ = y\u0307",
    ],
)
def test_honest_texts_stay(text):
    assert with_few_marks(text) == text
    assert own_html(f"<b>{text}</b>") == f"<b>{text}</b>"


def count(text: str) -> int:
    return sum(text.count(mark) for mark in set(MARKS))


def test_more_than_a_letter_has_are_left_out():
    assert count(with_few_marks(f"W{MARKS}a{MARKS}")) == 2 * MOST_MARKS
    coloured = "W" + "".join(f"\x1b[3{n % 8}m{mark}" for n, mark in enumerate(MARKS))
    assert count(with_few_marks(coloured)) == MOST_MARKS


def test_neither_tags_nor_references_hide_them():
    for text in (f"W{MARKS}", "W" + "&#x301;" * 300, "W" + "<i></i>\u0301" * 300):
        assert count(own_html(text)) <= MOST_MARKS
        assert (
            count(own_svg(f"<svg {SVG}><text>{text.replace('i>', 'tspan>')}</text></svg>"))
            <= MOST_MARKS
        )


def test_on_pages_no_text_has_them():
    streams = [{"output_type": "stream", "text": f"W{MARKS}"}]
    cell = {"cell_type": "code", "source": f"#W{MARKS}", "outputs": streams}
    (own,) = shown({"cells": [cell]}, Room()).cells
    assert count(own.source) == count(own.outputs[0].text) == MOST_MARKS
