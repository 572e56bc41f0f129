"""Windows along an axis: drawn as the answer counts them, and no number but the answer's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from autograder.cards.window_table import MOST_SHOWN, window_table
from autograder.questions.verdict import WindowRow


class Cells(HTMLParser):
    """The rows of a table: for each cell its width in columns, its text and its ground."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[int, str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            ground = re.search("background:(#[0-9a-f]+)", known.get("style") or "")
            self.rows[-1].append((int(known.get("colspan") or 1), "", ground[1] if ground else ""))

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            wide, text, ground = self.rows[-1][-1]
            self.rows[-1][-1] = wide, text + data, ground


def drawn(row: WindowRow) -> list[list[tuple[int, str]]]:
    cells = Cells()
    cells.feed(window_table(row))
    return [[(wide, text.strip()) for wide, text, _ in line] for line in cells.rows]


def a_row(
    size: int, window: int, stride: int, count: int, before: int = 0, after: int = 0
) -> WindowRow:
    return WindowRow("size", "rows", size, before, after, window, stride, count)


def test_the_first_two_places_and_the_last() -> None:
    pixels, first, second, last = drawn(a_row(7, 3, 2, 3))
    assert len(pixels) == 7
    assert (first, second, last) == ([(3, "1")], [(2, ""), (3, "2")], [(4, ""), (3, "last")])


def test_zeros_stand_before_and_behind() -> None:
    pixels, first, *_ = drawn(a_row(4, 3, 1, 4, before=1, after=1))
    assert pixels == [(1, "0"), *[(1, "")] * 4, (1, "0")]
    assert first == [(3, "1")]


def test_a_last_window_that_sticks_out_is_told() -> None:
    html = window_table(a_row(7, 3, 3, 3))
    assert "The last one sticks out: orange" in html
    assert "sticks out" not in window_table(a_row(7, 3, 2, 3))
    assert len(drawn(a_row(7, 3, 3, 3))[0]) == 9, "two places beyond the picture"


def test_two_windows_or_one_have_no_other_last() -> None:
    assert [line[-1][1] for line in drawn(a_row(5, 3, 2, 2))[1:]] == ["1", "2"]
    assert [line[-1][1] for line in drawn(a_row(5, 3, 2, 1))[1:]] == ["1"]
    assert "your 1 window lies" in window_table(a_row(5, 3, 2, 1))


@pytest.mark.parametrize("size", [33, 40, 480, 10_000])
def test_a_long_axis_is_drawn_at_its_ends(size: int) -> None:
    row = a_row(size, 5, 2, (size - 5) // 2)
    pixels, *_, last = drawn(row)
    assert len(pixels) <= MOST_SHOWN + 1
    assert (size <= MOST_SHOWN) == ((1, "…") not in pixels)
    assert last[-1] == (5, "last")


def test_no_number_but_the_answers() -> None:
    html = window_table(a_row(26, 3, 2, 11))
    text = re.sub("<[^>]*>", " ", html)
    assert set(re.findall(r"\d+", text)) == {"11", "1", "2"}
