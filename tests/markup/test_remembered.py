"""What is remembered of markup changes nothing but the time that it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.markup import html
from autograder.markup.html import Cleaned, own_html
from autograder.markup.remembered import Remembered
from autograder.markup.svg import Canvas
from tests.markup.rasters import address, png

PICTURE = f'<img alt="" src="{address(png(100, 60))}">'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="3" height="2"/></svg>'
FILM = '<audio controls src="data:audio/wav;base64,AAAA"></audio>'
BESIDE = '<img alt="" src="images/street.png">'


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(html, "CLEANED", Remembered[Cleaned](most=1 << 20))


def room(canvas: Canvas) -> tuple[float, ...]:
    return canvas.left, canvas.painted, canvas.pixels, canvas.films


def test_a_text_that_was_met_is_not_written_again(monkeypatch):
    shown = own_html(f"<p>{PICTURE}</p>")
    monkeypatch.setattr(html, "_Writer", None)
    canvas = Canvas(pixels=10_000)
    assert own_html(f"<p>{PICTURE}</p>", canvas) == shown
    assert canvas.pixels == 10_000 - 6_000


def test_where_there_is_no_room_a_known_picture_is_left_out():
    shown = own_html(PICTURE)
    assert html.PICTURE_LEFT_OUT in own_html(PICTURE, Canvas(pixels=5_999))
    assert own_html(PICTURE, Canvas(pixels=6_000)) == shown


def test_what_was_left_out_for_want_of_room_is_shown_where_there_is_some():
    assert html.PICTURE_LEFT_OUT in own_html(PICTURE, Canvas(pixels=5_999))
    assert own_html(FILM, Canvas(films=0)) == ""
    assert html.PICTURE_LEFT_OUT not in own_html(PICTURE)
    assert own_html(FILM) == FILM.replace("controls", 'controls=""')


def test_a_picture_beside_the_page_is_looked_for_each_time(tmp_path):
    shown = own_html(BESIDE)
    assert html.PICTURE_LEFT_OUT in own_html(BESIDE, Canvas(folder=tmp_path))
    assert own_html(BESIDE) == shown


@given(
    pieces=st.lists(st.sampled_from(("<p>a < b", PICTURE, DRAWING, FILM, BESIDE)), max_size=6),
    before=st.builds(
        Canvas, left=st.just(600), pixels=st.integers(0, 20_000), films=st.integers(0, 3)
    ),
    after=st.builds(
        Canvas,
        left=st.integers(0, 2_000),
        pixels=st.integers(0, 20_000),
        films=st.integers(0, 3),
    ),
)
def test_a_text_is_shown_as_if_it_were_met_for_the_first_time(pieces, before, after):
    text, html.CLEANED = "".join(pieces), Remembered[Cleaned](most=1 << 20)
    anew = replace(after)
    expected = own_html(text, anew)
    html.CLEANED = Remembered[Cleaned](most=1 << 20)
    own_html(text, before)
    assert own_html(text, after) == expected
    assert room(after) == room(anew)


def test_the_texts_that_were_met_last_are_remembered():
    known = Remembered[str](most=1_000)  # a short text has some 50 bytes, twice
    for number in range(100):
        known.keep(f"text {number}", f"made {number}", "shown")
        known.find("text 0")
    assert known.used <= 1_000
    assert known.find("text 0") == "made 0"
    assert known.find("text 1") is None
    assert known.find("text 99") == "made 99"


def test_what_is_large_drives_nothing_out():
    known = Remembered[str](most=1_000)
    known.keep("small", "made", "shown")
    known.keep("large" * 100, "made", "shown")
    assert known.find("small") == "made"
    assert known.find("large" * 100) is None
