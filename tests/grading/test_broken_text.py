"""What is no notebook's JSON is told in words that help."""

from __future__ import annotations

import pytest

from autograder.errors import InputError
from autograder.grading.notebook_text import read_text

BROKEN = {
    "empty": (b"", "it is empty, so it is not JSON"),
    "blanks": (b" \n\n", "it is empty, so it is not JSON"),
    "zeros": (b"\0" * 9, "it is not JSON but zeros"),
    "a web page": (b"\n<!DOCTYPE html><html>{}}</html>", "it is not JSON but a web page"),
    "a zip": (b"PK\x03\x04}", "it is not JSON but a zip: unpack it"),
    "in UTF-16": ("﻿{}".encode("utf-16-le"), "it is not JSON but text in UTF-16"),
    "broken off in a text": (b'{"cells": ["a', "it breaks off"),
    "broken off behind a colon": (b'{"cells": \n', "it breaks off"),
    "broken off in the outputs": (b'{"outputs": [[], ', "it breaks off"),
    "twice": (b"{}\n{}", "something follows behind its end, in line 2, at character 1"),
    "a comma too many": (b'{"a": [1,\n]}', "it can't be read from line 2, at character 1, on"),
    "a quote too few": (b'{"a: 1,\n"b": 2}', "it can't be read from line 1, at character 8, on"),
    "behind outputs": (b'{"outputs": [\n{},\n[]\n],\n"a": x}', "from line 5, at character 6, on"),
    "a merge": (
        b'{"a": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n]}',
        "in line 2 it has a mark of git's",
    ),
    "a long number": (b'{"nbformat": ' + b"9" * 5000 + b"}", "a number in it has too many digits"),
    "a byte of Latin-1": (b'{"a":\n"caf\xe9"}', "it is not text in UTF-8, in line 2"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_why_a_text_is_no_json(name):
    text, reason = BROKEN[name]
    with pytest.raises(InputError) as raised:
        read_text(text)
    assert reason in str(raised.value)
