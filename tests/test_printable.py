"""Names as people may be shown them."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.printable import counted, printable, printable_lines, use_plain_signs

NAMES = {
    "as it is": ("Zoë O'Neil, jr. [x] 😀", "Zoë O'Neil, jr. [x] 😀"),
    "no-break space": ("Zoë\u00a0Doe", "Zoë\u00a0Doe"),
    "persian": ("علی\u200cرضا", "علی\u200cرضا"),
    "no UTF-8": (os.fsdecode(b"my\xff.ipynb"), "my\\xff.ipynb"),
    "half a letter": (os.fsdecode("é".encode()[:1]), "\\xc3"),
    "surrogate": ("a\ud800", "a\\ud800"),
    "escape": ("\x1b[2Jgone", "\\x1b[2Jgone"),
    "lines": ("a\nb\rc\td\x85e\u2028f", "a\\nb\\rc\\td\\x85e\\u2028f"),
    "backwards": ("a\u202egpj.exe", "a\\u202egpj.exe"),
    "nothing wide": ("a\u200b\ufeffb", "a\\u200b\\ufeffb"),
    "nul": ("a\0", "a\\x00"),
    "tag": ("a\U000e0041", "a\\U000e0041"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_is_written_out_where_it_can_not_be_seen(case):
    name, told = NAMES[case]
    assert printable(name) == told


@given(st.text(st.characters()) | st.binary(max_size=20).map(os.fsdecode))
def test_any_name_can_be_written_to_a_file_and_stays_on_its_line(name):
    told = printable(name)
    assert told.encode().decode() == told
    assert len(told.splitlines()) <= 1
    assert "\x1b" not in told
    assert printable(told) == told


def test_a_text_keeps_its_lines():
    assert printable_lines("a\tb\nc\x1b\r\udcff") == "a\tb\nc\\x1b\\r\\xff"


SHOWN = {
    "utf-8": "✓◐✗○!✎ ━━ 3 × 3 Zoë",
    "ascii": r"+~xo!? -- 3 x 3 Zo\xeb",
    "cp1252": "+~xo!? -- 3 × 3 Zoë",
    "cp437": "+~xo!? -- 3 x 3 Zoë",
}


@pytest.mark.parametrize("encoding", SHOWN)
def test_a_terminal_shows_plain_signs_where_it_has_no_others(encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    use_plain_signs(stream)
    stream.write("✓◐✗○!✎ ━━ 3 × 3 Zoë")
    stream.flush()
    assert stream.buffer.getvalue().decode(encoding) == SHOWN[encoding]


def test_any_text_can_be_printed_anywhere():
    for encoding in ("ascii", "cp1252", "utf-8"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        use_plain_signs(stream, None)
        stream.write("".join(map(chr, range(0x20, 0x2900))) + "\ud800\udcff😀")
        stream.flush()


def test_a_number_agrees_with_its_noun():
    assert [counted(n, "answer") for n in (0, 1, 2)] == ["0 answers", "1 answer", "2 answers"]
    assert [counted(n, "mass", "masses") for n in (1, 2)] == ["1 mass", "2 masses"]
