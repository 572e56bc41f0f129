"""The text of a notebook's file: what nbformat writes, to the byte."""

from __future__ import annotations

import copy

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.grading.notebook_json import notebook_json

TEXTS = st.text(st.sampled_from('ab"\\/<é\u2028\x85\r\n\t\x01🎈\ud800'), max_size=12)
TYPES = st.sampled_from(
    ("text/plain", "text/x", "image/svg+xml", "image/png", "application/javascript")
)
BUNDLES = st.dictionaries(TYPES, TEXTS, max_size=3) | st.just(
    {"application/json": {"b": [1, None], "a": "x\ny"}, "application/vnd.x+json": "x\ny"}
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
METADATA = st.dictionaries(TEXTS | st.sampled_from(("trusted", "nbgrader")), PLAIN, max_size=3)
DISPLAYS = st.fixed_dictionaries(
    {"output_type": st.just("display_data"), "data": BUNDLES, "metadata": METADATA}
)
RESULTS = st.fixed_dictionaries(
    {
        "output_type": st.just("execute_result"),
        "data": BUNDLES,
        "metadata": METADATA,
        "execution_count": st.none() | st.integers(0, 99),
    }
)
STREAMS = st.fixed_dictionaries(
    {"output_type": st.just("stream"), "name": st.just("stdout"), "text": TEXTS}
)
ERRORS = st.fixed_dictionaries(
    {
        "output_type": st.just("error"),
        "ename": TEXTS,
        "evalue": TEXTS,
        "traceback": st.lists(TEXTS, max_size=3),
    }
)
CODE = st.fixed_dictionaries(
    {
        "cell_type": st.just("code"),
        "source": TEXTS,
        "metadata": METADATA,
        "execution_count": st.none() | st.integers(0, 99),
        "outputs": st.lists(DISPLAYS | RESULTS | STREAMS | ERRORS, max_size=3),
    }
)
WORDS = st.fixed_dictionaries(
    {"cell_type": st.just("markdown"), "source": TEXTS, "metadata": METADATA},
    optional={"attachments": st.dictionaries(TEXTS, BUNDLES, max_size=2)},
)


@st.composite
def notebooks(draw):
    cells = draw(st.lists(CODE | WORDS, max_size=4))
    named = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    metadata = draw(METADATA) | draw(st.sampled_from(({}, {"signature": "x"})))
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": named}
    return nbformat.from_dict(content)


@settings(deadline=None)  # nbformat loads its schema for the first
@given(notebooks())
def test_it_is_what_nbformat_writes_and_the_notebook_stays(notebook):
    before = copy.deepcopy(notebook)
    assert notebook_json(notebook) == nbformat.writes(copy.deepcopy(notebook))
    assert notebook == before


def test_keys_stand_in_order_and_texts_in_lines():
    notebook = nbformat.from_dict(
        {
            "nbformat_minor": 5,
            "nbformat": 4,
            "metadata": {},
            "cells": [{"source": "a = 1\nb", "id": "x", "cell_type": "raw", "metadata": {}}],
        }
    )
    assert notebook_json(notebook) == (
        '{\n "cells": [\n  {\n   "cell_type": "raw",\n   "id": "x",\n   "metadata": {},\n'
        '   "source": [\n    "a = 1\\n",\n    "b"\n   ]\n  }\n ],\n'
        ' "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}'
    )
