"""What the right inputs have and the wrong ones lack."""

from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.questions.function.attempt import Attempt
from autograder.questions.function.cases import Case
from autograder.questions.function.in_common import lacking
from autograder.questions.function.part import Example
from autograder.questions.function.properties import PROPERTIES
from autograder.questions.function.tryout import Fault
from autograder.values.call import Reply

WRONG = Fault("values", "gives wrong values")


def conv(height=3, width=3, window=(1, 1), channels=1, filters=1, fill=1.0, dtype=float, **more):
    """The arguments of a conv2d."""
    image = np.full((height, width, channels), fill, dtype)
    return {"image": image, "kernel": np.ones((*window, channels, filters), dtype), **more}


def attempts(inputs, fault):
    return [Attempt(Example(Case(given), np.zeros((1, 2, 1))), Reply(), fault) for given in inputs]


def told(right, wrong):
    ways = lacking(attempts(wrong, WRONG), attempts(right, None))
    return [step.slip for way in ways for step in way.steps]


MANY = [conv(), *(conv(window=(k, k), strides=(k, k)) for k in (1, 2, 3))]

CASES = {
    "square pictures": (MANY, [conv(2, 3), conv(3, 2), conv(4, 3)], ["square-pictures-only"]),
    "square windows": (MANY, [conv(window=w) for w in ((1, 2), (2, 1), (3, 1), (1, 3))], ["square-windows-only"]),
    "one channel": (MANY, [conv(channels=c) for c in (2, 3, 4)], ["one-channel-only"]),
    "one filter": (MANY, [conv(filters=f) for f in (2, 3, 4)], ["one-filter-only"]),
    "valid": (MANY, [conv(padding="same")] * 3, ["valid-only"]),
    "floats": (MANY, [conv(dtype=int)] * 3, ["float-pictures-only"]),
    "nothing negative": (MANY, [conv(fill=-n) for n in (1, 2, 3)], ["no-negative-numbers"]),
    "two": (
        MANY,
        [conv(channels=2), conv(channels=3), conv(padding="same"), conv(2, 2, padding="same")],
        ["one-channel-only", "valid-only"],
    ),
    "too few": (MANY, [conv(channels=2)] * 2, []),
    "several as good": (MANY, [conv(channels=2, filters=2)] * 4, []),
    "none": (MANY, MANY, []),
}  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "names"), CASES.values(), ids=CASES)
def test_what_is_lacking(right, wrong, names):
    assert told(right, wrong) == names


SHAPES = [{"layer": layer, "input_shape": (5, n, 1), "size": (2, 2)} for n in (5, 6) for layer in ("MaxPooling2D", "UpSampling2D", "Conv2DTranspose")]  # fmt: skip


def test_a_layer_may_be_what_is_lacking():
    wrong = [
        {"layer": "Conv2D", "input_shape": (n, 5, 1), "size": (2, 2), "filters": 3}
        for n in (4, 5, 6)
    ]
    assert told(SHAPES, wrong) == ["not-for-conv2d"]


@pytest.mark.parametrize("one", PROPERTIES, ids=lambda one: one.name)
def test_a_property(one):
    assert re.fullmatch(r"Your function is right as long as [^?]+: what changes in it when [^?]+\?", one.sentence)  # fmt: skip
    assert not re.search(r"\d", re.sub("Conv2D|2D", "", one.sentence))
    for given in (*MANY, *SHAPES):
        assert one.holds(Example(Case(given), np.zeros((1, 1, 1)))) in (True, False)


def test_no_two_properties_are_alike():
    assert len({one.name for one in PROPERTIES}) == len(PROPERTIES)
    assert len({one.sentence for one in PROPERTIES}) == len(PROPERTIES)
