"""Outputs are made harmless when they are handed out, and that has a bound."""

from __future__ import annotations

import pytest

from autograder.engine.outside import output as outputs
from autograder.engine.outside.output import Cleaning
from autograder.markup.html import TOO_LARGE
from tests.markup import rasters


def output(metadata=None, **data):
    kinds = {"html": "text/html", "svg": "image/svg+xml", "png": "image/png", "plain": "text/plain"}
    shown = {kinds[name]: text for name, text in data.items()}
    return {"output_type": "display_data", "data": shown, "metadata": metadata or {}}


def test_what_acts_goes_and_what_is_shown_stays():
    cleaned = Cleaning().clean(output(html="<b onclick=x>a</b><script>x</script>", plain="a"))
    assert cleaned["data"] == {"text/html": "<b>a</b>", "text/plain": "a"}


def test_sizes_go_with_their_picture():
    sizes = {"image/png": {"width": 3}, "image/svg+xml": {"width": 3}}
    cleaned = Cleaning().clean(output(sizes, png=rasters.text(rasters.png(9, 9)), svg="no drawing"))
    assert cleaned["metadata"] == {"image/png": {"width": 3}}


def test_texts_stay_as_they_are():
    stream = {"output_type": "stream", "name": "stdout", "text": "<script>"}
    assert Cleaning().clean(stream) is stream


@pytest.mark.parametrize("kind", ["html", "svg"])
def test_beyond_so_many_tags_of_all_outputs_together_markup_is_left_out(kind, monkeypatch):
    monkeypatch.setattr(outputs, "MOST_TAGS", 1500)
    cleaning = Cleaning()
    piece = {"html": "<b></b>" * 150, "svg": f"<svg>{'<g/>' * 298}</svg>"}[kind]
    shown = [cleaning.clean(output(**{kind: piece}, plain="x"))["data"] for _ in range(7)]
    told = [data.get("text/html") == TOO_LARGE for data in shown]
    assert told == [n * piece.count("<") > 1500 for n in range(1, 8)]
    assert all(data["text/plain"] == "x" for data in shown)
