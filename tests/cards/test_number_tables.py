"""A call of a student's function as tables on the card."""

from __future__ import annotations

import re

import numpy as np

from autograder.cards.card import as_html, as_text
from autograder.cards.number_tables import tables
from autograder.questions.verdict import Trial, Verdict

IMAGE = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1)


def trial(given, gave="", expected=IMAGE, image=IMAGE):
    return Trial("strides", "f(image)", {"image": image}, given, gave, expected)


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*>([^<]*)</td>", html)


def marked(html: str) -> list[str]:
    return re.findall(r"<td[^>]*font-weight:bold[^>]*>([^<]*)</td>", html)


def test_wrong_numbers_are_marked():
    given = IMAGE.copy()
    given[1, 0] = 7
    html = tables(trial(given))
    assert cells(html) == ["1", "2", "3", "4", "1", "2", "7", "4", "1", "2", "3", "4"]
    assert marked(html) == ["7"]
    assert html.count("shape (2, 2, 1)") == 3


def test_no_number_is_marked_too():
    assert marked(tables(trial(np.full((2, 2, 1), np.nan)))) == ["nan"] * 4


def test_an_output_of_another_shape_is_shown_without_marks():
    html = tables(trial(IMAGE[:, :1]))
    assert marked(html) == []
    assert "shape (2, 1, 1)" in html


def test_channels_and_filters_have_tables_of_their_own():
    html = tables(trial(None, "nothing (None)", image=np.arange(8.0).reshape(2, 2, 2)))
    assert "[:, :, 0]" in html
    assert "nothing (None)" in html
    html = tables(trial(None, "nothing", image=np.arange(4.0).reshape(1, 1, 2, 2)))
    assert re.findall(r"\[:, :, \d, \d\]", html) == [
        "[:, :, 0, 0]",
        "[:, :, 0, 1]",
        "[:, :, 1, 0]",
        "[:, :, 1, 1]",
    ]


def test_what_is_too_large_is_told_by_its_shape():
    for shape in ((13, 2, 1), (2, 13, 1), (0, 2, 1), (1, 1, 1, 1, 1)):
        html = tables(trial(np.zeros(shape)))
        assert f"shape {shape}" in html
        assert len(cells(html)) == 8
    html = tables(trial(np.zeros((2, 2, 50))))
    assert "and so on" in html
    assert len(cells(html)) == 8 + 36


def test_hostile_words_are_escaped():
    assert "<script>" not in tables(trial(None, "<script>"))


def verdict(**more) -> Verdict:
    return Verdict(
        "conv", "wrong", 0.0, 4.0, "brief\n    image = ...", trials=(trial(IMAGE),), **more
    )


def test_the_card_has_tables_where_the_text_has_code():
    html = as_html(verdict(brief="brief"))
    assert "image = ..." not in html
    assert "<code" in html
    assert "f(image)" in html
    assert len(cells(html)) == 12
    assert "image = ..." in as_text(verdict(brief="brief"))
