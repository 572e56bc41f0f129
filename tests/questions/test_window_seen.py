"""Where one number of a result comes from."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.convolution.tasks import TASKS
from autograder.questions.function.cases import Cases, drawn_cases
from autograder.questions.function.window_seen import SLIDING, first_difference, window_seen

IMAGE = np.array([[1.0, 2, 3], [4, 5, 6]])[:, :, None]
KERNEL = np.array([[1.0, -2]])[:, :, None, None]
TWO = np.concatenate([IMAGE, -IMAGE], axis=2)

SEEN = {
    "a product": ("conv2d", {"image": IMAGE, "kernel": KERNEL}, (0, 1, 0), "comes from image[0:1, 1:3]: 2*1 + 3*(-2)"),
    "strides": ("conv2d", {"image": IMAGE, "kernel": KERNEL[:, :1], "strides": (1, 2)}, (1, 1, 0), "comes from image[1:2, 2:3]: 6*1"),
    "the border": ("conv2d", {"image": IMAGE, "kernel": KERNEL, "padding": "same"}, (0, 2, 0), "comes from image[0:1, 2:3] and what lies beyond the border: 3*1"),
    "channels": ("conv2d", {"image": TWO, "kernel": np.ones((1, 1, 2, 1))}, (0, 0, 0), "comes from image[0:1, 0:1]: 1*1 + (-1)*1"),
    "the largest": ("max_pool2d", {"image": IMAGE, "pool_size": (2, 2)}, (0, 0, 0), "comes from image[0:2, 0:2]: the largest of 1, 2, 4, 5"),
    "one channel": ("max_pool2d", {"image": TWO, "pool_size": (1, 2)}, (0, 0, 1), "comes from image[0:1, 0:2, 1]: the largest of -1, -2"),
    "the mean": ("avg_pool2d", {"image": IMAGE}, (0, 0, 0), "comes from image[0:2, 0:2]: the mean of 1, 2, 4, 5"),
    "too many": ("conv2d", {"image": np.ones((4, 4, 1)), "kernel": np.ones((4, 4, 1, 1))}, (0, 0, 0), "comes from image[0:4, 0:4]"),
    "no window": ("upsample2d", {"image": IMAGE}, (0, 0, 0), ""),
}  # fmt: skip


@pytest.mark.parametrize(("task", "arguments", "place", "words"), SEEN.values(), ids=SEEN)
def test_a_window_in_one_line(task, arguments, place, words):
    assert window_seen(task, arguments, place) == words


DIFFERENT = {
    "the second": (np.add(IMAGE, [[[0], [1], [0]]]), (0, 1, 0)),
    "no number": (np.where(IMAGE == 6, np.nan, IMAGE), (1, 2, 0)),
    "nothing": (IMAGE, None),
    "another shape": (IMAGE[:1], None),
}


@pytest.mark.parametrize(("value", "place"), DIFFERENT.values(), ids=DIFFERENT)
def test_the_first_that_differs(value, place):
    assert first_difference(value, IMAGE, 1e-3) == place


WIDE = Cases(strides=(1, 3), paddings=("valid", "same"), channels=(1, 2), filters=(1, 2))


@given(st.sampled_from(SLIDING), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_terms_give_the_number(task, seed, where):
    (case,) = drawn_cases(WIDE, TASKS[task], seed, 1)
    right = TASKS[task].compute(case.arguments)
    place = tuple(int(n) for n in np.unravel_index(where % right.size, right.shape))
    _, colon, terms = window_seen(task, case.arguments, place).partition("]: ")
    if not colon:  # the border, or too many
        return
    for words, made in (("the largest of", "max"), ("the mean of", "np.mean")):
        terms = f"{made}([{terms.removeprefix(words)}])" if terms.startswith(words) else terms
    assert np.isclose(eval(terms, {"np": np}), right[place])
