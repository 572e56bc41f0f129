"""What students are told of mistakes: a sentence for each, and no number given away."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.layers import Conv2D, Conv2DTranspose
from autograder.convolution.mistakes import (
    INPUT_SIZE_MISTAKES,
    KERNEL_MISTAKES,
    MATRIX_MISTAKES,
    NETWORK_MISTAKES,
    OUTPUT_MISTAKES,
    PARAMETER_MISTAKES,
    SHAPE_MISTAKES,
    WEIGHTS_MISTAKES,
)
from autograder.convolution.mistakes.functions import FUNCTION_MISTAKES, HABIT_NAMES
from autograder.questions.count import sentences as count
from autograder.questions.function import sentences as function
from autograder.questions.input_sizes import sentences as input_sizes
from autograder.questions.kernel import sentences as kernel
from autograder.questions.matrix import sentences as matrix
from autograder.questions.network import sentences as network
from autograder.questions.output import sentences as output
from autograder.questions.shape import sentences as shape

# the kind, what it computes, what it tells
TABLES = {
    "shape": ((*SHAPE_MISTAKES, *WEIGHTS_MISTAKES), shape.SENTENCES),
    "kernel": (KERNEL_MISTAKES, kernel.SENTENCES | kernel.OF_THE_KERNEL),
    "output": (OUTPUT_MISTAKES, output.SENTENCES),
    "count": (PARAMETER_MISTAKES, count.SENTENCES),
    "network": (NETWORK_MISTAKES, network.SENTENCES),
    "input sizes": (INPUT_SIZE_MISTAKES, input_sizes.SENTENCES),
    "matrix": (MATRIX_MISTAKES, matrix.SENTENCES),
    **{task: (FUNCTION_MISTAKES[task], function.SENTENCES[task]) for task in FUNCTION_MISTAKES},
}


@pytest.mark.parametrize(("mistakes", "sentences"), TABLES.values(), ids=TABLES)
def test_every_mistake_has_a_sentence(mistakes, sentences):
    names = [mistake.name for mistake in mistakes]
    assert len(set(names)) == len(names)
    assert set(names) == set(sentences)


def test_every_habit_has_a_sentence():
    assert tuple(function.HABITS) == HABIT_NAMES


TOLD = {
    f"{kind} {name}": (kind, sentence)
    for kind, (_, sentences) in {**TABLES, "habits": ((), function.HABITS)}.items()
    for name, sentence in sentences.items()
    if isinstance(sentence, str)
}


@pytest.mark.parametrize(("kind", "sentence"), TOLD.values(), ids=TOLD)
def test_a_sentence_gives_no_number_away(kind, sentence):
    assert sentence.endswith((".", "?"))
    if kind not in FUNCTION_MISTAKES:  # a stride of 1, a search that begins at 0
        assert not re.search(r"\d", re.sub("Conv2D|ZeroPadding2D|a stride above 1", "", sentence))


def test_no_two_mistakes_in_an_output_are_told_alike():
    assert len(set(output.SENTENCES.values())) == len(OUTPUT_MISTAKES)


def test_a_transposed_convolution_has_sentences_of_its_own():
    said = output.sentence("kernel-rotated", Conv2DTranspose(1, 3))
    assert "Conv2DTranspose puts" in said
    assert output.sentence("kernel-rotated", Conv2D(1, 3)) == output.SENTENCES["kernel-rotated"]
    assert output.sentence("overlaps-overwritten", Conv2DTranspose(1, 3)).startswith("Where two")


def weights(rows):
    return np.array(rows, float)[..., np.newaxis, np.newaxis]


def test_mixed_channels_are_told_by_what_comes_out():
    three, one = np.full((1, 1, 3, 3), 1 / 3), np.full((1, 1, 3, 1), 1 / 3)
    assert "the colours vanish" in kernel.sentence("channels-mixed", three)
    assert "look at one of them" in kernel.sentence("channels-mixed", one)


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


@pytest.mark.parametrize("values, said", BRIGHTNESS.values(), ids=BRIGHTNESS.keys())
@pytest.mark.filterwarnings("error")
def test_brightness(values, said):
    assert re.search(said, kernel.sentence("not-normalised", weights(values)))


def test_the_brightness_of_several_filters():
    def said(kernels):
        return kernel.sentence("not-normalised", kernels)

    filters = np.concatenate([weights(np.ones((3, 3)) / 9), weights(np.ones((3, 3)))], axis=-1)
    assert said(filters).startswith("One of your filters sums to 9")
    assert said(filters[..., 1:].repeat(2, axis=-1)).startswith("Each of your filters sums to 9")
    assert said(np.ones((1, 1, 3, 1))).startswith("Your kernel sums to 3")


shapes = st.tuples(*[st.integers(1, 4)] * 2, *[st.integers(1, 2)] * 2)
numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])


@given(shapes.flatmap(lambda shape: arrays(float, shape, elements=numbers)))
def test_there_are_words_for_every_kernel(drawn):
    before = drawn.copy()
    for mistake in KERNEL_MISTAKES:
        assert kernel.sentence(mistake.name, drawn)
    assert np.array_equal(drawn, before)
