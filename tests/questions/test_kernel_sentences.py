"""What students are told of slips in kernels: a sentence for each, and no number given away."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.slips.kernels.kernel import KernelAttempt
from autograder.convolution.slips.kernels.sought import Sought
from autograder.convolution.slips.kernels.table import KERNEL_SLIPS
from autograder.convolution.slips.slip import SlipPlace, SlipStep
from autograder.questions.kernel.sentences import (
    BRIEFLY,
    OF_THE_KERNEL,
    SENTENCES,
    example,
    sentence,
)

NAMES = [slip.name for slip in KERNEL_SLIPS]


def test_every_slip_has_one_sentence() -> None:
    assert set(NAMES) == SENTENCES.keys() | OF_THE_KERNEL.keys()
    assert not SENTENCES.keys() & OF_THE_KERNEL.keys()


def test_every_slip_that_occurs_in_pairs_has_a_clause() -> None:
    assert {slip.name for slip in KERNEL_SLIPS if slip.shows} <= BRIEFLY.keys()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "not-normalised"])
def test_a_sentence_gives_no_number_away(name: str) -> None:
    told = example(name)
    assert told.endswith((".", "?"))
    assert not re.search(r"\d", told.replace("Conv2D", ""))
    assert len(re.findall(r"[.?!] ", told)) <= 2, "two sentences and a question"


def test_no_two_slips_are_told_alike() -> None:
    assert len({example(name) for name in NAMES}) == len(NAMES)


def told(slip: str, kernel: np.ndarray, **place: int) -> str:
    nothing = np.zeros((1, 1, 1, kernel.shape[2]))
    attempt = KernelAttempt(kernel, Sought((nothing, nothing), ()))
    return sentence((SlipStep(slip, place=SlipPlace(**place)),), attempt)


def weights(rows: object) -> np.ndarray:
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


def test_mixed_channels_are_told_by_what_comes_out() -> None:
    three, one = np.full((1, 1, 3, 3), 1 / 3), np.full((1, 1, 3, 1), 1 / 3)
    assert "the colours vanish" in told("channels-mixed", three)
    assert "look at one of them" in told("channels-mixed", one)


MOVES, STEP = weights([[0, 0, 1]]), weights([[-1, 0, 1]])
RELIEF = weights([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])


def test_only_what_moves_pictures_is_told_of_moving() -> None:
    assert "moves the picture" in told("mirrored", MOVES, axis=1)
    assert "left and right have changed places" in told("mirrored", STEP, axis=1)
    assert "above and below" in told("mirrored", STEP, axis=0)
    assert "its lamp" in told("mirrored", RELIEF, axis=1)
    assert "weight stands in another cell" in told("off-centre", MOVES)
    assert "leaves every picture where it is" in told("off-centre", weights([[0, 1, 0]]))
    assert "right among themselves" in told("off-centre", STEP)


def test_a_factor_is_told_by_what_it_does() -> None:
    assert "makes the picture brighter" in told("scaled", 3 * MOVES)
    assert "makes the picture darker" in told("halved", MOVES / 2)
    assert "but for one factor" in told("halved", STEP)


BRIGHTNESS = {
    "nine": (np.ones((3, 3)), "sums to 9: the picture gets nine times brighter"),
    "two": ([[2.0]], "sums to 2: the picture gets two times brighter"),
    "many": (np.ones((5, 5)), "sums to 25: the picture gets brighter"),
    "gigantic": ([[1e300]], r"sums to 1e\+300: the picture gets brighter"),
    "a bit more": ([[1.5]], "sums to 1.5: the picture gets brighter"),
    "a bit less": (np.full((3, 3), 0.11), "sums to 0.99: the picture gets darker"),
    "hardly less": ([[0.99991]], "sums to 0.99991: the picture gets darker"),
    "nothing": ([[1, -1]], "sums to 0: an even area turns black"),
    "negative": ([[-1.0]], "sums to -1: bright and dark change places"),
    "no number": ([[np.nan]], "does not add up to a number"),
    "infinite": ([[np.inf, -np.inf]], "does not add up to a number"),
}


@pytest.mark.parametrize(("values", "said"), BRIGHTNESS.values(), ids=BRIGHTNESS.keys())
@pytest.mark.filterwarnings("error")
def test_brightness(values: object, said: str) -> None:
    assert re.search(said, told("not-normalised", weights(values)))


def test_the_brightness_of_several_filters() -> None:
    filters = np.concatenate([weights(np.ones((3, 3)) / 9), weights(np.ones((3, 3)))], axis=-1)
    assert told("not-normalised", filters).startswith("One of your filters sums to 9")
    both = filters[..., 1:].repeat(2, axis=-1)
    assert told("not-normalised", both).startswith("Each of your filters sums to 9")
    assert told("not-normalised", np.ones((1, 1, 3, 1))).startswith("Your kernel sums to 3")


shapes = st.tuples(*[st.integers(1, 4)] * 2, *[st.integers(1, 2)] * 2)
numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])


@given(shapes.flatmap(lambda shape: arrays(float, shape, elements=numbers)))
def test_there_are_words_for_every_kernel(drawn: np.ndarray) -> None:
    before = drawn.copy()
    for name in NAMES:
        assert told(name, drawn, axis=0)
    assert np.array_equal(drawn, before)
