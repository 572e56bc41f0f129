"""Marks that stand for what functions with slips give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autograder.convolution.slips.slip import Rank, SlipPlace, SlipStep
from autograder.questions.function.imprint import AS_RIGHT, LENGTH, NOTHING, Imprint, mark

ROW = np.array([[[1.0], [-2.25], [1 / 3]]])


def test_a_mark_is_of_shape_and_numbers():
    assert len(mark(ROW)) == LENGTH
    assert mark(ROW) == mark(ROW.copy())
    assert mark(ROW) != mark(ROW[..., 0])
    assert mark(ROW) != mark(ROW + 0.25)


SAME = {
    "whole numbers": (np.array([[1.0, -3]]), np.array([[1, -3]])),
    "single precision": (ROW, ROW.astype(np.float32)),
    "rounding": (ROW, ROW + 1e-9),
    "minus zero": (np.zeros(2), -np.zeros(2)),
    "Fortran's order": (np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6.0).reshape(2, 3))),
    "truth": (np.array([1.0, 0]), np.array([True, False])),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_is_judged_alike_has_the_same_mark(one, other):
    assert mark(one) == mark(other)


def test_errors_and_empty_arrays_are_alike():
    assert mark(None) == mark(np.zeros((0, 3, 1))) == NOTHING


ODD = [np.nan, np.inf, -np.inf, 1e300, 0.0]


@pytest.mark.filterwarnings("error")
def test_numbers_of_any_kind_have_marks():
    assert len({mark(np.array([value])) for value in ODD}) == 4  # 1e300 is as good as infinite


whole_and_parts = st.builds(lambda n, d: n / d, st.integers(-500, 500), st.integers(1, 16))


@given(arrays(float, (2, 2, 1), elements=whole_and_parts))
def test_simple_fractions_are_far_from_a_border(numbers):
    assert mark(numbers) == mark(numbers + 1e-7) == mark(numbers - 1e-7)


IMPRINTS = {
    "one slip": Imprint((SlipStep("mirrored", Rank.DAILY),), (AS_RIGHT, "0a1b2c", NOTHING)),
    "an axis": Imprint((SlipStep("mirrored", place=SlipPlace(axis=0)),), ("0a1b2c",)),
    "an idea": Imprint(
        (SlipStep("a", Rank.RARE, "both"), SlipStep("b", Rank.DAILY)), ("0a1b2c",) * 2
    ),
}


@pytest.mark.parametrize("imprint", IMPRINTS.values(), ids=IMPRINTS)
def test_an_imprint_comes_back_as_it_was(imprint):
    line = imprint.written()
    assert "\n" not in line
    assert Imprint.read(line) == imprint


def test_a_line_is_short():
    assert IMPRINTS["one slip"].written() == "mirrored:1:: ------0a1b2c!!!!!!"
