"""A packed question judges as the question itself, and nothing else comes out of a text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.packed import PackedError, pack, unpack
from autograder.questions.shape import ShapePart, ShapeQuestion
from autograder.values.call import ClosedPort
from autograder.values.value import Value
from tests.speeds import rows

ASSIGNMENTS = ("kernels", "shapes", "pooling", "channels", "from_scratch")
NASTY = "\"\"\" ''' \\ {x!r} {% x %} \n </pre> é \u2028 \ud83c"


def alike(one, other):
    """Whether two values are the same in structure, type and every number."""
    if type(one) is not type(other) and not isinstance(one, Mapping):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    if is_dataclass(one):
        return all(
            alike(getattr(one, field.name), getattr(other, field.name))
            for field in fields(one)
            if field.name != "call"
        )
    return one == other


def question(statement="What comes out?"):
    part = ShapePart("size", (1, 4, 4, 1), ())
    return ShapeQuestion(id="sizes", points=1, statement=statement, hint=NASTY, parts=(part,))


@pytest.mark.parametrize("name", rows({name: name for name in ASSIGNMENTS}, ["shapes"]))
def test_all_questions_come_back_as_they_were(exams, name):
    exam = exams[name]
    for asked in exam.rubric.questions:
        packed = exam.keys[asked.id]
        unpacked = unpack(pack(packed))
        assert alike(unpacked, packed), asked.id
        verdicts = [key.verdict(key.untouched, ClosedPort()) for key in (packed, unpacked)]
        assert alike(*verdicts), asked.id


def test_texts_and_numbers_of_all_sorts_come_back():
    values = {"size": Value([1, 2.5, None, True, float("inf")], None, NASTY)}
    expected = {"size": (1, None, 4), 3: frozenset({1, 2}), "empty": np.zeros((0, 2), np.uint8)}
    packed = Key(question(NASTY), expected, Answer(values, NASTY))
    assert alike(unpack(pack(packed)), packed)


class Stranger:
    pass


@pytest.mark.parametrize("value", [Stranger(), {1: Stranger()}, np.float64, b"bytes", {1, 2}])
def test_other_things_are_not_packed(value):
    with pytest.raises(TypeError, match="can't be written down"):
        pack(Key(question(), value, Answer()))


def changed(**changes):
    return json.dumps(json.loads(pack(Key(question(), None, Answer()))) | changes)


DAMAGED = {
    "no JSON": "{",
    "a list": "[]",
    "another form": changed(form=2),
    "an unknown class": changed(plain=[{"class": "Popen"}, None, None]),
    "a class of the public part": changed(plain=[{"class": "PublicWritten"}, None, None]),
    "fields left out": changed(plain=[{"class": "Value"}, None, None]),
    "an unknown tag": changed(plain=[{"eval": ["1"]}, None, None]),
    "an array that is not there": changed(plain=[{"array": 9}, None, None]),
    "a bare object": changed(plain=[{"left": 1, "right": 2}, None, None]),
    "arrays cut off": changed(arrays="abc"),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_text_is_refused(text):
    with pytest.raises(PackedError):
        unpack(text)
