"""A call of a student's function as text."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import numpy as np
import pytest

from autograder.questions.verdict import Trial
from autograder.questions.written_out import written_out

IMAGE = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1)
KERNEL = np.array([[[[1, 2]]]], np.float32)


def trial(given, gave="", expected=IMAGE, **arrays):
    return Trial("strides", "conv2d(image, kernel)", arrays, given, gave, expected)


def test_a_call_can_be_pasted():
    text = written_out(trial(IMAGE + 0.5, image=IMAGE, kernel=KERNEL))
    assert text == dedent("""\
        image = np.array([[1., 2.],
                          [3., 4.]]).reshape(2, 2, 1)
        kernel = np.float32([[[[1., 2.]]]])
        conv2d(image, kernel)
        gives an array of shape (2, 2, 1):
            [[1.5, 2.5],
             [3.5, 4.5]]
        expected: an array of shape (2, 2, 1):
            [[1., 2.],
             [3., 4.]]""").replace("\n", "\n    ").join(["    ", ""])


ARRAYS = {
    "a picture": IMAGE,
    "two channels": np.arange(8.0).reshape(2, 2, 2),
    "a kernel": KERNEL,
    "whole numbers": np.array([[1, -2]]).reshape(1, 2, 1),
    "one filter": np.array([[1.5, 2], [3, 0]], np.float32).reshape(2, 2, 1, 1),
    "large": np.arange(140.0).reshape(14, 10, 1),
}


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS)
def test_the_code_makes_the_array(array):
    code = written_out(trial(None, "nothing", image=array)).split("    conv2d(")[0]
    names: dict = {"np": np}
    exec(dedent(code), names)
    assert names["image"].dtype == array.dtype
    np.testing.assert_array_equal(names["image"], array)


GIVEN = {
    "nothing": (None, "nothing (None)", "gives nothing (None)"),
    "a tuple": (np.array([3, 4, 2]), "", "gives (3, 4, 2)"),
    "one number": (np.array([3]), "", "gives (3,)"),
    "a fraction": (np.array([3.5, 4.0, 2.0]), "", "gives (3.5, 4. , 2. )"),
    "a number": (np.array(7), "", "gives the single number 7"),
    "empty": (np.zeros((0, 3, 1)), "", "gives an array of shape (0, 3, 1)"),
    "large": (np.zeros((20, 20, 1)), "", "gives an array of shape (20, 20, 1)"),
    "no number": (np.full((1, 2), np.nan), "", "[[nan, nan]]"),
}


@pytest.mark.parametrize(("given", "gave", "told"), GIVEN.values(), ids=GIVEN)
def test_what_a_function_gives(given, gave, told):
    text = written_out(trial(given, gave))
    assert told in text
    assert len(text) < 500


def test_where_a_number_comes_from_stands_at_the_end():
    one = replace(trial(IMAGE, image=IMAGE), origin="output[0, 0] comes from image[0:1, 0:1]: 1*1")
    assert written_out(one).endswith("\n    output[0, 0] comes from image[0:1, 0:1]: 1*1")
