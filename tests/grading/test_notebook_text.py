"""What of a notebook's text is read, and what that may cost."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import InputError
from autograder.grading import notebook_text
from autograder.grading.notebook_text import needed_text, read_text

KEYS = st.sampled_from(["a", "outputs", "widgets", "source", '"outputs"', "\\", "é"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def without_outputs(value):
    """The same with nothing in the place of outputs and of the state of widgets."""
    if isinstance(value, list):
        return [without_outputs(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: []
        if key in ("outputs", "widgets") and isinstance(item, list | dict)
        else without_outputs(item)
        for key, item in value.items()
    }


@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_what_is_read_is_all_but_outputs(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
    assert repr(read_text(text)) == repr(without_outputs(value))  # NaN is unlike itself


@given(st.binary(max_size=60) | st.text('[]{},:"\\ao1 ', max_size=60).map(str.encode))
def test_any_bytes_are_json_or_told_to_be_none(text):
    with suppress(InputError):
        read_text(text)


COSTS = {
    "objects": b"[" + b",".join([b"{}"] * 120) + b"]",
    "lists": b"[" + b",".join([b"[]"] * 120) + b"]",
    "numbers": b"[" + b",".join([b"1"] * 220) + b"]",
    "texts": b"[" + b",".join([b'"a"'] * 120) + b"]",
    "members": b"{" + b",".join([b'"a":1'] * 120) + b"}",
    "names of outputs in other letters": b'{"\\u006futputs":[' + b"1," * 220 + b"1]}",
    "no commas": b'""' * 220,
    "never closed": b"[" + b"{}," * 120,
    "at the end": b"[]" + b"," * 220,
    "between outputs": b"[" + b'{"outputs":[]},' * 120 + b"1]",
}


@pytest.mark.parametrize("case", COSTS)
def test_what_costs_more_than_it_is_long_is_not_read(case, monkeypatch):
    monkeypatch.setattr(notebook_text, "MOST_VALUES", 200)
    with pytest.raises(InputError, match="too many values"):
        needed_text(COSTS[case])


REFUSED = {
    "deep": (b"[" * 300 + b"]" * 300, "nested too deeply"),
    "deep in outputs": (b'{"outputs":' + b"[" * 300 + b"]" * 300 + b"}", "nested too deeply"),
    "breaks off in outputs": (b'{"outputs":[1,2', "not JSON: it breaks off"),
    "closed before it is opened": (b']]{"outputs":[],"outputs":[]', "not JSON"),
    "long": (b'"' + b"x" * 50 + b'"', "beside its outputs"),
    "much in outputs": (b'{"outputs":[' + b"[]," * 60 + b"1]}", "too many values"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_too_much_to_be_followed_is_told(case, monkeypatch):
    text, told = REFUSED[case]
    monkeypatch.setattr(notebook_text, "MOST_TOKENS", 100 if case.startswith("much") else 5000)
    monkeypatch.setattr(notebook_text, "LARGEST_TEXT", 40)
    with pytest.raises(InputError, match=told):
        read_text(text)


def test_outputs_cost_nothing(monkeypatch):
    monkeypatch.setattr(notebook_text, "MOST_VALUES", 10)
    numbers = b",".join([b"1.5"] * 1000)
    assert read_text(b'{"outputs": [' + numbers + b'], "a": 1}') == {"outputs": [], "a": 1}
