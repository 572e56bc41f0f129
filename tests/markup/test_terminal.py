"""Text as a terminal shows it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import ansi2html

from autograder.markup.terminal import MOST_ESCAPES, terminal_html

SHOWN = {
    "a<b": "a&lt;b",
    "\x1b[31mred\x1b[0m x": '<span class="ansi-red-fg">red</span> x',
    "\x1b[1;31mbold\x1b[22;39m x": '<span class="ansi-red-fg ansi-bold">bold</span> x',
    "\x1b[38;5;196mx": '<span style="color: rgb(255, 0, 0)">x</span>',
    "\x1b[48;2;1;2;3mx": '<span style="background-color: rgb(1, 2, 3)">x</span>',
    "\x1b[7;32mx": '<span class="ansi-default-inverse-fg ansi-green-bg">x</span>',
    "\x1b[38mx": "x",
    "\x1b[38;5mx": "x",
    "\x1b[38;5;999mx": "x",
    "\x1b[2Kx\x1by\x1b[": "xy",
    "\x1b[;;mx": "x",
}
"""What is printed -> what is shown."""


@pytest.mark.parametrize(("text", "shown"), SHOWN.items(), ids=range(len(SHOWN)))
def test_what_is_shown(text, shown):
    assert terminal_html(text) == shown


@pytest.mark.parametrize(
    "text",
    ["\x1b[31mred\x1b[0m plain", "\x1b[1mbold\x1b[22m", "\x1b[94mx\x1b[39my", "\x1b[4;41mx\x1b[0m"],
)
def test_it_is_what_nbconvert_shows(text):
    assert terminal_html(text) == ansi2html(text)


@given(st.text(st.sampled_from("\x1b[;m0123458<a"), max_size=60))
def test_any_escapes_are_no_tags(text):
    shown = re.sub(r"</?span[^<>]*>", "", terminal_html(text))
    assert "<" not in shown
    assert "\x1b" not in shown


def test_colours_without_end_become_plain():
    shown = terminal_html("\x1b[31mx" * (MOST_ESCAPES + 100))
    assert shown.count("<span") == MOST_ESCAPES
    assert shown.endswith("x" * 100)
